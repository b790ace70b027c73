/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * missing - packaged data files that are not there, told by directory
 *
 * Whoever leaves out documentation leaves out thousands of files; a line for
 * each would bury what matters.
 */
#ifndef ASSAY_INSPECT_PACKAGES_MISSING_H
#define ASSAY_INSPECT_PACKAGES_MISSING_H

#include "../inspect.h"

#define MAX_TREES	64	/* directories such as /usr/share/doc; the rest go together */

struct missing {
	struct {
		struct span	dir, first;
		size_t		n;
	}	tree[MAX_TREES];
	size_t	n;
};

void	missing_add(struct missing *, struct span path);
void	missing_say(const struct missing *, struct inspection *);

#endif
