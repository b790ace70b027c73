/* SPDX-License-Identifier: GPL-3.0-or-later */
/* inspection - one inspector at work on one system: shared by inspect.c, see.c and say.c only */
#ifndef ASSAY_INSPECT_INSPECTION_H
#define ASSAY_INSPECT_INSPECTION_H

#include "inspect.h"

struct inspection {
	const struct inspector	*who;
	const struct tree	*tree;		/* what see_* shows: the whole, or ... */
	const struct tree	*whole;
	struct tree		 uncovered;	/* ... that without a mount */
	struct arena		 arena;
	int			 out;
	struct truth_db		*truth;		/* NULL until asked for, or when there is none */
	int			 truth_answer;	/* what truth_open answered */
	bool			 truth_asked;
	struct changed		**changed;	/* lines of packaged texts, by path (lines.c) */
	unsigned		 compared;	/* of them, with their originals */
	unsigned		 said, gaps;
	unsigned		 told_of;	/* accounts, rights and packages */
	uint64_t		 files, bytes;	/* read so far */
	uint64_t		 told;		/* bytes at the last progress record */
	uint64_t		 hashed;	/* bytes read for findings' own digests */
};

/* What a look answered, handed through: a gap is said of what could not be read. */
int	inspection_noted(struct inspection *, struct span path, int answer);
/* A whole file's digest: from the ledger, or else by reading it. */
int	inspection_digest(struct inspection *, struct node, const struct vstat *, enum hash,
	    char hex[HASH_HEX]);

#endif
