/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mtree - a manifest of files, as bsdtar writes it
 *
 * Format, from mtree(5): "/set KEY=VALUE..." gives what the lines behind it do
 * not say; a line is a path ("./usr/bin", other bytes as \OOO) and KEY=VALUE.
 */
#ifndef ASSAY_TRUTH_MTREE_H
#define ASSAY_TRUTH_MTREE_H

#include "../lib/arena.h"

struct mtree_entry {
	struct span	path;		/* without "./" */
	struct span	link, uid, gid, sha256;
	uint32_t	mode;		/* type bits included; 0 for a type that is not known */
};

struct mtree {
	struct span		 rest;
	struct arena		*arena;
	struct mtree_entry	 set;
	unsigned		 line, odd;	/* odd: the first line that is none */
};

void	mtree_open(struct mtree *, struct span text, struct arena *);
bool	mtree_next(struct mtree *, struct mtree_entry *);

#endif
