/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * arena - memory that is given back all at once
 *
 * What evidence makes us keep is bounded by the arena's ceiling: beyond it
 * arena_alloc answers NULL and the caller reports a limit, not a crash.
 */
#ifndef ASSAY_LIB_ARENA_H
#define ASSAY_LIB_ARENA_H

#include <stddef.h>

#include "span.h"

struct arena_block;

struct arena {
	struct arena_block	*last;
	size_t			 used;		/* bytes handed out */
	size_t			 ceiling;	/* bytes at most; 0: no bound */
};

/* Zeroed, aligned for anything; NULL past the ceiling or when malloc fails. */
void		*arena_alloc(struct arena *, size_t);
/* A copy that ends in a NUL its length does not count; .p is NULL when refused. */
struct span	 arena_copy(struct arena *, struct span);
/* a, b and c run together (any may be empty); .p is NULL when refused. */
struct span	 arena_join(struct arena *, struct span a, struct span b, struct span c);
void		 arena_free(struct arena *);

#endif
