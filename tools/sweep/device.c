/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * device - how are planned extents read, each byte once and straight on?
 *
 * Through a window that is filled with one large read: as far as the plan goes
 * on without a gap worth a seek.  The next one is announced to the kernel, so
 * that a disk reads while we hash.
 */
#include <fcntl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

#include "../lib/die.h"
#include "hasher.h"

#define WINDOW	((size_t)1 << 20)
#define SKIP	((uint64_t)32 << 10)	/* read over rather than jumped over */
#define SECTOR	4096			/* a failed window is read again in pieces of this */

struct window {
	int		 fd;
	unsigned char	*buf;
	uint64_t	 at;		/* of the volume */
	size_t		 n;
	uint64_t	 last;		/* where the last read ended */
};

static bool
read_all(struct hashing *h, uint64_t at, unsigned char *buf, size_t n)
{
	const struct window *w = h->from;

	if (!medium_read(w->fd, h->sweep->offset + at, buf, n, &h->bad))
		return false;
	h->read += n;
	return true;
}

/* The extents of the order, one behind the other, from some file's some extent on. */
struct cursor {
	uint32_t	at, extent;
};

static bool
next_extent(const struct hashing *h, struct cursor *c, struct extent *e)
{
	const struct ledger_made *made = h->made;
	const struct ledger_node *node;

	for (; c->at < made->raw && c->at < MAX_LEDGER_NODES; c->at++, c->extent = 0) {
		if (made->order[c->at] >= MAX_LEDGER_NODES)
			return false;
		node = &made->node[made->order[c->at]];
		if (node->flags & (NODE_LARGE | NODE_SPARSE) || c->extent >= node->extents)
			continue;
		if (node->extent >= MAX_LEDGER_EXTENTS ||
		    c->extent >= MAX_LEDGER_EXTENTS - node->extent)
			return false;
		*e = made->extent[node->extent + c->extent++];
		return true;
	}
	return false;
}

/* From at, which lies n bytes before the end of its extent: how far to read in one go? */
static size_t
reach(const struct hashing *h, struct cursor c, uint64_t at, uint64_t n)
{
	uint64_t end = at + n;
	struct extent e;

	while (end - at < WINDOW && next_extent(h, &c, &e)) {
		if (e.physical < end || e.physical - end > SKIP || e.size > UINT64_MAX - e.physical)
			break;
		end = e.physical + e.size;
	}
	return end - at < WINDOW ? (size_t)(end - at) : WINDOW;
}

static bool
fill(struct hashing *h, struct cursor next, uint64_t at, uint64_t n)
{
	struct window *w = h->from;
	size_t want = reach(h, next, at, n);

	h->seeks += at != w->last;
	h->back += at < w->last && w->last != UINT64_MAX;
	w->at = at;
	w->n = 0;
	w->last = at + want;
	if (!read_all(h, at, w->buf, want)) {
		/* A bad sector somewhere: only what this file needs, and as far as it goes. */
		want = SECTOR - (size_t)(at % SECTOR);
		want = n < want ? (size_t)n : want;
		w->last = at + want;
		if (!read_all(h, at, w->buf, want))
			return false;
	}
	w->n = want;
	if (want == WINDOW)
		posix_fadvise(w->fd, (off_t)(h->sweep->offset + at + want), (off_t)WINDOW,
		    POSIX_FADV_WILLNEED);
	return true;
}

static void
add_zeros(struct hashing *h, uint64_t n)
{
	static const unsigned char zeros[1 << 16];

	hasher_head(h, zeros, n < KIND_HEAD ? (size_t)n : KIND_HEAD);
	for (size_t part; n; n -= part) {
		part = n < sizeof zeros ? (size_t)n : sizeof zeros;
		hasher_add(h, zeros, part);
	}
}

static int
add_extent(struct hashing *h, struct cursor next, uint64_t at, uint64_t n)
{
	struct window *w = h->from;
	size_t part;

	for (; n; at += part, n -= part) {
		if ((at < w->at || at - w->at >= w->n) && !fill(h, next, at, n))
			return VIEW_BROKEN;
		part = w->n - (size_t)(at - w->at);
		if (part > n)
			part = (size_t)n;
		hasher_head(h, w->buf + (at - w->at), part);
		hasher_add(h, w->buf + (at - w->at), part);
	}
	return VIEW_OK;
}

/* Extents by rising logical offset, within the file and the volume, as the plan promised. */
static bool
sound(const struct hashing *h, const struct ledger_node *node, const struct extent *e, uint64_t at)
{
	return e->logical >= at && e->logical <= node->size && e->size <= node->size - e->logical &&
	    e->physical <= h->sweep->size && e->size <= h->sweep->size - e->physical;
}

static int
read_body(struct hashing *h)
{
	const struct ledger_node *node = &h->made->node[h->node];
	uint64_t at = 0;
	struct extent e;
	int r;

	for (uint32_t i = 0; i < node->extents; i++) {
		if (node->extent >= MAX_LEDGER_EXTENTS || i >= MAX_LEDGER_EXTENTS - node->extent)
			return VIEW_BROKEN;
		e = h->made->extent[node->extent + i];
		if (!sound(h, node, &e, at))
			return VIEW_BROKEN;
		add_zeros(h, e.logical - at);
		if ((r = add_extent(h, (struct cursor){ h->at, i + 1 }, e.physical, e.size)) != VIEW_OK)
			return r;
		at = e.logical + e.size;
	}
	add_zeros(h, node->size - at);
	return VIEW_OK;
}

static int
read_head(struct hashing *h)
{
	const struct ledger_node *node = &h->made->node[h->node];
	size_t n = node->size < KIND_HEAD ? (size_t)node->size : KIND_HEAD;
	unsigned char first[KIND_HEAD] = { 0 };
	const struct window *w = h->from;
	struct extent e;

	if (node->extents && node->extent < MAX_LEDGER_EXTENTS) {
		e = h->made->extent[node->extent];
		if (!sound(h, node, &e, 0))
			return VIEW_BROKEN;
		if (e.logical == 0 && e.size >= n && e.physical >= w->at &&
		    e.physical - w->at <= w->n && n <= w->n - (e.physical - w->at)) {
			hasher_head(h, w->buf + (e.physical - w->at), n);
			return VIEW_OK;
		}
		if (e.logical == 0 && !read_all(h, e.physical, first, e.size < n ? (size_t)e.size : n))
			return VIEW_BROKEN;
	}
	hasher_head(h, first, n);
	return VIEW_OK;
}

void
sweep_device(const struct sweep *sweep, int fd, const struct ledger_made *made,
    struct ledger_digests *digests, int out)
{
	struct window w = { .fd = fd, .buf = need(1, WINDOW), .last = UINT64_MAX };
	struct hashing h;
	uint32_t chunk;

	hasher_open(&h, sweep, made, digests, out);
	h.from = &w;
	while ((chunk = atomic_fetch_add(&digests->taken, 1)) < made->raw_chunks &&
	    chunk < MAX_LEDGER_CHUNKS)
		hasher_chunk(&h, chunk, read_head, read_body);
	hasher_close(&h);
	free(w.buf);
}
