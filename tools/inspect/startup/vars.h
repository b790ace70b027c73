/* SPDX-License-Identifier: GPL-3.0-or-later */
/* vars - what a text's own plain assignments make of its words; nothing else is expanded */
#ifndef ASSAY_INSPECT_STARTUP_VARS_H
#define ASSAY_INSPECT_STARTUP_VARS_H

#include "shell.h"

#define MAX_VARS	128	/* names that one text sets; of more, the first are kept */

struct vars {
	struct span	name[MAX_VARS], value[MAX_VARS];
	size_t		n;
};

void	vars_set(struct vars *, struct span name, struct span value);
/* Take NAME=VALUE; a value that itself cannot be told leaves the name untold. */
void	vars_take(struct vars *, struct inspection *, const struct word *);
/* The word with its plain variables and "~" put in; false when something else is live in it. */
bool	vars_expand(const struct vars *, struct inspection *, const struct word *, struct span *);

#endif
