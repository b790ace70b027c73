/* SPDX-License-Identifier: GPL-3.0-or-later */
/* see_mounts - what would the system be without one of its mounts? */
#include "inspection.h"

size_t
see_mounts(struct inspection *in)
{
	return in->whole->n - 1;
}

struct span
see_uncovered(struct inspection *in, size_t mount)
{
	in->tree = in->whole;
	if (mount) {
		tree_without(in->whole, mount, &in->uncovered);
		in->tree = &in->uncovered;
	}
	return in->whole->mount[mount].point;
}
