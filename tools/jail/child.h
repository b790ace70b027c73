/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * child - one process for one question about evidence
 *
 * The child opens its own evidence, shuts the jail behind itself, works, and
 * writes lines into a pipe.  A child that crashes, is killed, falls silent,
 * talks nonsense or too much is lost: its answer counts for nothing, and the
 * caller must say so.
 */
#ifndef ASSAY_JAIL_CHILD_H
#define ASSAY_JAIL_CHILD_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "../lib/limits.h"
#include "../lib/span.h"
#include "jail.h"

struct child {
	/* In the child, before the jail: open evidence, parse nothing.  Fill trees. */
	void		(*open)(void *arg, struct child *);
	/* In the jail.  Returning is success. */
	void		(*work)(void *arg, int out);
	/* In the parent, for each line.  NULL, or what is wrong with it: then the child is lost. */
	const char	*(*line)(void *arg, struct span line);
	void		*arg;		/* for all three */

	enum jail	 kind;		/* open may set it; JAIL_FD unless it does */
	int		 trees[MAX_MOUNTS];
	size_t		 ntrees;
	size_t		 most;		/* bytes it may say; 0: MAX_TOLD */
	int		 memory;	/* a memory file for open to map; 0: none.  The parent's to close */

	/* How it ended: NULL, or why it is lost (our words). */
	const char	*lost;
	char		 why[96];
};

/* Run them all, at most one a core at a time.  jailed == false: JAIL_OPEN for all. */
void	child_run_all(struct child *, size_t n, bool jailed);

#endif
