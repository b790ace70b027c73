/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * stack - the lines of PAM that decide for one service, in the order libpam takes them
 *
 * pam.d(5): type control module arguments; "type include FILE" puts FILE's
 * lines of that type in its place, "substack" a level deeper, Debian's
 * "@include FILE" all of its lines.
 */
#ifndef ASSAY_INSPECT_PAM_STACK_H
#define ASSAY_INSPECT_PAM_STACK_H

#include "../accounts/roster.h"

/* One line of a file. */
struct rule {
	struct span	type;		/* auth, account, password, session; its '-' left out */
	struct span	control;	/* a word, or what stands in brackets */
	struct span	module, arguments;
	struct span	path;
	unsigned	line;
	struct span	text;
	bool		quiet;		/* '-': no complaint when the module is missing */
	bool		pristine;	/* in a file as its package made it */
	unsigned	level;		/* of substacks */
};

struct stack {
	struct rule	*at;
	size_t		 n, room;
	bool		 foreign;	/* a line is in a file that is not as its package made it */
};

/* The rules of a type ("auth") for a service's file, includes followed; its own lines for NULL. */
void	stack_read(struct inspection *, struct stack *, struct span path, const char *type);
/* The file of a service, or of an include: what libpam would open. */
bool	stack_file(struct inspection *, struct span name, struct span *path);

#endif
