/* SPDX-License-Identifier: GPL-3.0-or-later */
/* subvolumes - the trees of a btrfs, as the kernel that mounted it tells them */
#ifndef ASSAY_STACK_SUBVOLUMES_H
#define ASSAY_STACK_SUBVOLUMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MAX_SUBVOLUMES	1024	/* snapper keeps some dozens; each costs nothing until it is mounted */

struct subvolume {
	uint64_t	id, parent;
	bool		readonly, whole;
	unsigned char	uuid[16], of[16];	/* its own, and that of what it was a snapshot of */
	char		path[1024];	/* from the top, without a slash in front; evidence */
};

struct subvolumes {
	struct subvolume	at[MAX_SUBVOLUMES];
	size_t			n;
	bool			more;		/* there were more than are kept */
};

/* All but the top, of the btrfs whose top is mounted at the point. */
bool		subvolumes_find(struct subvolumes *, const char *point);
/* What this one is an earlier or later state of; NULL when it is of nothing that is there. */
const struct subvolume	*subvolume_origin(const struct subvolumes *, const struct subvolume *);
/* The id of the subvolume that is mounted at the point. */
uint64_t	subvolume_of(const char *point);

#endif
