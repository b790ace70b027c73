/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sweep - read every byte of a volume that is worth it once, in the order of the disk
 *
 * Two steps, each in jailed children.  The surveyor walks the filesystem, writes
 * the ledger's nodes and plans the reading.  The hashers then take chunk after
 * chunk of the plan, so that all move over the disk together.  Those of the
 * device parse nothing: they read the planned extents and hash.  What extents
 * cannot express is read through a view by hashers of their own.
 *
 * Hashed whole are programs, libraries, configuration and all that stands where
 * packages put files (scope.c); other files up to a bound.  Of larger ones the
 * first bytes are read, and the rest when those are a program's.
 */
#ifndef ASSAY_SWEEP_SWEEP_H
#define ASSAY_SWEEP_SWEEP_H

#include "ledger.h"

/* One volume's sweep. */
struct sweep {
	uint64_t	offset, size;		/* where on the device it lies; a directory has no size */
	uint64_t	most;			/* bytes of data that are hashed whatever it is */
	uint32_t	hashes;			/* beside SHA-256, of nodes that are summed: 1 << enum hash */
	struct span	point[MAX_MOUNTS];	/* where systems mount it; perhaps nowhere */
	size_t		points;
};

/* All three in the jail; gaps and progress are written to out. */

/* Fill the ledger, its digests excepted. */
void	sweep_survey(const struct sweep *, struct view *, struct ledger_made *, int out);
/* Take chunks until none is left: from the device, without a look at what is on it. */
void	sweep_device(const struct sweep *, int fd, const struct ledger_made *,
	    struct ledger_digests *, int out);
/* The same, of what only the view can read. */
void	sweep_viewed(const struct sweep *, struct view *, const struct ledger_made *,
	    struct ledger_digests *, int out);

/* scope.c: may it run, or is it configuration?  Names are in the ledger by then. */
bool	scope_whole(const struct sweep *, const struct ledger *, uint32_t node);

/* plan.c: what to read of every file, and in which order; VIEW_LIMIT: not of all */
int	plan_make(const struct sweep *, struct view *, struct ledger_made *);

#endif
