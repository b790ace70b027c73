/* SPDX-License-Identifier: GPL-3.0-or-later */
/* arena - where does what an inspection learns live until it ends? */
#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"

#define BLOCK	((size_t)1 << 16)	/* small pieces share one; larger ones get their own */

struct arena_block {
	struct arena_block	*before;
	size_t			 size, used;
	alignas(max_align_t) unsigned char bytes[];
};

static struct arena_block *
grow(struct arena *a, size_t n)
{
	size_t size = n > BLOCK ? n : BLOCK, all;
	struct arena_block *b;

	if (!add_ok(size, sizeof *b, &all) || !(b = calloc(1, all)))
		return NULL;
	b->size = size;
	b->before = a->last;
	a->last = b;
	return b;
}

void *
arena_alloc(struct arena *a, size_t n)
{
	struct arena_block *b = a->last;
	size_t rounded, used;
	void *p;

	if (!add_ok(n, alignof(max_align_t) - 1, &rounded))
		return NULL;
	rounded &= ~(alignof(max_align_t) - 1);
	if (!add_ok(a->used, rounded, &used) || (a->ceiling && used > a->ceiling))
		return NULL;
	if ((!b || b->size - b->used < rounded) && !(b = grow(a, rounded)))
		return NULL;
	p = b->bytes + b->used;
	b->used += rounded;
	a->used = used;
	return p;
}

struct span
arena_copy(struct arena *a, struct span s)
{
	return arena_join(a, s, SPAN_NONE, SPAN_NONE);
}

struct span
arena_join(struct arena *a, struct span x, struct span y, struct span z)
{
	const struct span parts[] = { x, y, z };
	size_t n, all, at = 0;
	unsigned char *p;

	if (!add_ok(x.n, y.n, &n) || !add_ok(n, z.n, &n) || !add_ok(n, 1U, &all) ||
	    !(p = arena_alloc(a, all)))
		return SPAN_NONE;
	for (size_t i = 0; i < 3; i++) {
		if (parts[i].n)
			memcpy(p + at, parts[i].p, parts[i].n);
		at += parts[i].n;
	}
	return (struct span){ p, n };
}

void
arena_free(struct arena *a)
{
	struct arena_block *before;

	for (; a->last; a->last = before) {
		before = a->last->before;
		free(a->last);
	}
	a->used = 0;
}
