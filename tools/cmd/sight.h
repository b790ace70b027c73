/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sight - a volume opened in a child: the descriptor before the jail, the view inside
 */
#ifndef ASSAY_CMD_SIGHT_H
#define ASSAY_CMD_SIGHT_H

#include "../jail/child.h"
#include "../view/view.h"
#include "stage.h"

struct sight {
	struct place		 place;
	int			 fd, why;	/* errno when fd is -1 */
	struct view		 view;
	struct view_ext_state	 state;
};

/* Before the jail: open the descriptor; a directory makes it a JAIL_TREE. */
void	sight_open(struct sight *, struct child *);
/* In the jail: VIEW_OK and view filled, or a trouble and *trouble saying what. */
int	sight_view(struct sight *, const char **trouble);
/* In the jail, once it was read: a gap for each sector where the filesystem's own records could not be. */
void	sight_tell_bad(const struct sight *, int out);

#endif
