/* SPDX-License-Identifier: GPL-3.0-or-later */
/* made - a pack before it is written: shared by maker.c and maker_write.c only */
#ifndef ASSAY_TRUTH_MADE_H
#define ASSAY_TRUTH_MADE_H

#include "maker.h"

struct text {
	uint32_t	offset, length;
};

struct made {
	struct text	text[5];	/* manager, name, version, arch, origin */
	unsigned char	sha256[32];
	uint32_t	first, count;
};

struct member {
	struct text	dir, base, user, group, target;
	struct text	caps;		/* as a pack has them; of no length: none */
	uint32_t	mode;
	uint64_t	size;
	unsigned	flags;
	bool		hashed;
	unsigned char	sha256[32];
};

struct content {
	unsigned char	sha256[32];
	size_t		at;		/* in raw */
	uint32_t	length;
};

#define MADE(type)	struct { type *at; size_t n, room; }

struct maker {
	struct text		origin;
	MADE(unsigned char)	bytes;		/* of all texts */
	MADE(struct text)	text;
	uint32_t		*slot;		/* texts by their hash, one more than their number */
	size_t			 slots;
	MADE(struct made)	package;
	MADE(struct member)	member;
	MADE(struct content)	content;
	MADE(unsigned char)	raw;		/* of all contents */
};

void		*maker_grown(void *at, size_t n, size_t *room, size_t size);
#define made_more(array) \
	((array)->at = maker_grown((array)->at, (array)->n, &(array)->room, sizeof *(array)->at), \
	    &(array)->at[(array)->n++])

struct text	 text_add(struct maker *, struct span);
struct span	 text_span(const struct maker *, struct text);

#endif
