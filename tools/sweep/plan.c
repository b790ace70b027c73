/* SPDX-License-Identifier: GPL-3.0-or-later */
/* plan - in which order is a volume read, and in which shares? */
#include <stdlib.h>
#include <sys/stat.h>

#include "../lib/die.h"
#include "sweep.h"

#define CHUNK_BYTES	((uint64_t)8 << 20)	/* a share: a core's work of some milliseconds */
#define CHUNK_FILES	4096

struct at {
	uint64_t	first;		/* where it begins */
	uint32_t	node;
};

struct plan {
	const struct sweep	*sweep;
	struct view		*view;
	struct ledger_made	*made;
	uint64_t		 planned;	/* bytes of extents so far */
	uint64_t		 zeros;		/* bytes of holes so far */
	struct at		*raw, *viewed;
	size_t			 nraw, nviewed;
};

static int
add_extent(void *arg, const struct extent *e)
{
	struct plan *p = arg;
	struct ledger_made *made = p->made;

	/* Extents that overlap would make us read a small disk for ever. */
	if (made->extents == MAX_LEDGER_EXTENTS || !add_ok(p->planned, e->size, &p->planned) ||
	    p->planned > p->sweep->size)
		return VIEW_LIMIT;
	made->extent[made->extents++] = *e;
	return VIEW_OK;
}

static uint64_t
bytes_of(const struct ledger_made *made, const struct ledger_node *node)
{
	uint64_t n = 0;

	for (uint32_t i = 0; i < node->extents; i++)
		n += made->extent[node->extent + i].size;
	return n;
}

static bool
too_sparse(struct plan *p, const struct ledger_node *node)
{
	uint64_t zeros = node->size - bytes_of(p->made, node);

	if (zeros > MAX_HOLES - p->zeros)
		return true;
	p->zeros += zeros;
	return false;
}

/* Extents of the file, or what stands against reading them. */
static void
plan_file(struct plan *p, uint32_t i)
{
	struct ledger_node *node = &p->made->node[i];
	int r = VIEW_ABSENT;

	node->extent = p->made->extents;
	if (p->view->ops->extents)
		r = p->view->ops->extents(p->view->self, node->ino, add_extent, p);
	if (r == VIEW_OK) {
		node->extents = p->made->extents - node->extent;
		if (too_sparse(p, node))
			node->flags |= NODE_SPARSE;
	} else
		p->made->extents = node->extent;
	if (r == VIEW_ABSENT) {
		node->flags |= NODE_VIEWED;
		p->viewed[p->nviewed++] = (struct at){ node->begins, i };
		return;
	}
	if (r != VIEW_OK)
		node->flags |= r == VIEW_BROKEN ? NODE_BROKEN : NODE_LIMIT;
	p->raw[p->nraw++] = (struct at){
		node->extents ? p->made->extent[node->extent].physical : 0, i,
	};
}

static int
by_place(const void *a, const void *b)
{
	const struct at *x = a, *y = b;

	if (x->first != y->first)
		return x->first < y->first ? -1 : 1;
	return (x->node > y->node) - (x->node < y->node);
}

static uint64_t
to_read(const struct ledger_node *node)
{
	return node->flags & (NODE_BROKEN | NODE_LIMIT | NODE_SPARSE) ? 0 :
	    node->flags & NODE_LARGE ? KIND_HEAD : node->size;
}

/* The files of one kind, in order, cut into chunks; false when there is no room for more. */
static bool
lay_out(struct ledger_made *made, struct at *file, size_t n)
{
	uint64_t bytes = CHUNK_BYTES, size;	/* so that the first file begins a chunk */
	uint32_t files = 0;

	if (n)
		qsort(file, n, sizeof *file, by_place);
	for (size_t i = 0; i < n; i++) {
		if (bytes >= CHUNK_BYTES || files == CHUNK_FILES) {
			if (made->chunks == MAX_LEDGER_CHUNKS)
				return false;
			made->chunk[made->chunks++] = made->ordered;
			bytes = files = 0;
		}
		made->order[made->ordered++] = file[i].node;
		size = to_read(&made->node[file[i].node]);
		if (!add_ok(bytes, size, &bytes))
			bytes = CHUNK_BYTES;
		if (!add_ok(made->bytes, size, &made->bytes))
			made->bytes = UINT64_MAX;
		files++;
		made->files++;
	}
	return true;
}

int
plan_make(const struct sweep *sweep, struct view *view, struct ledger_made *made)
{
	struct plan p = { .sweep = sweep, .view = view, .made = made };
	const struct ledger l = { .made = made };
	bool whole;

	p.raw = need(made->nodes, sizeof *p.raw);
	p.viewed = need(made->nodes, sizeof *p.viewed);
	for (uint32_t i = 0; i < made->nodes; i++) {
		if (!S_ISREG(made->node[i].mode))
			continue;
		if (scope_whole(sweep, &l, i))
			made->node[i].flags |= NODE_WHOLE | NODE_SUMMED;
		else if (made->node[i].size > sweep->most)
			made->node[i].flags |= NODE_LARGE;
		plan_file(&p, i);
	}
	whole = lay_out(made, p.raw, p.nraw);
	made->raw = made->ordered;
	made->raw_chunks = made->chunks;
	whole = whole && lay_out(made, p.viewed, p.nviewed);
	free(p.raw);
	free(p.viewed);
	return whole ? VIEW_OK : VIEW_LIMIT;
}
