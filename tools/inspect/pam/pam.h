/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pam - what the parts of the pam inspector share */
#ifndef ASSAY_INSPECT_PAM_PAM_H
#define ASSAY_INSPECT_PAM_PAM_H

#include "stack.h"

#define MAX_LISTS	64	/* files that lines name in place of the usual ones; sites have two or three */

struct lists {
	struct inspection	*in;
	struct span		 seen[MAX_LISTS];
	size_t			 n;
	bool			 groups;	/* some service asks pam_group */
};

/* module.c: is what a line names a package's, and does it hand passwords on? */
void	module_look(struct inspection *, const struct rule *);
/* lists.c: the file that a line gives to its module, and those that modules read unasked. */
void	lists_named(struct lists *, const struct rule *);
void	lists_look(struct lists *);

#endif
