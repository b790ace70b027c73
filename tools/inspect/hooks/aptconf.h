/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * aptconf - the settings of apt, one at a time
 *
 * Grammar, from apt.conf(5): "A::B value;", "A { B value; C { value; }; };",
 * comments of //, # and C's own; values may be quoted.
 */
#ifndef ASSAY_INSPECT_HOOKS_APTCONF_H
#define ASSAY_INSPECT_HOOKS_APTCONF_H

#include "../startup/autorun.h"

struct aptconf {
	struct startup	*s;
	struct span	 rest;
	struct span	 scope[16];	/* names of the blocks that are open */
	size_t		 depth;
	unsigned	 line;
	struct span	 path;		/* of the setting at hand: "A::B::C"; a list's value has its list's */
	struct span	 value;
	unsigned	 at;		/* the line it begins on */
};

void	aptconf_open(struct aptconf *, struct startup *, struct span text);
bool	aptconf_next(struct aptconf *);
/* Is one of the names in the path, whatever its case? */
bool	aptconf_has(const struct aptconf *, const char *name);
/* Every file of apt's settings, in apt's order. */
void	aptconf_files(struct startup *, void *arg,
    void (*each)(struct startup *, void *arg, struct span path, const struct person *as));

#endif
