/* SPDX-License-Identifier: GPL-3.0-or-later */
/* viewed - how is a file read that the device does not hold as it is? */
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "../lib/die.h"
#include "hasher.h"

#define PART		((size_t)1 << 20)
#define SUSPECT		((uint64_t)1 << 30)	/* from this size on, zeros are counted */

struct reader {
	struct view	*view;
	unsigned char	*buf;
	uint64_t	 zeros;
};

/* Where the node stands in this view: by its inode, or by the first of its names. */
static int
find(struct hashing *h, vnode *n)
{
	const struct ledger l = { .made = h->made };
	struct view *view = ((struct reader *)h->from)->view;
	unsigned char buf[MAX_PATH + 1];
	struct span path, name;
	int r = VIEW_OK;

	*n = h->made->node[h->node].ino;
	if (view->ops->scan)
		return VIEW_OK;
	path = ledger_path(&l, ledger_name(&l, h->node), buf);
	if (!path.n)
		return VIEW_BROKEN;
	*n = view->root;
	while (r == VIEW_OK && span_field(&path, "/", &name))
		r = view->ops->lookup(view->self, *n, name, n);
	return r;
}

static bool
all_zero(const unsigned char *p, size_t n)
{
	return n == 0 || (p[0] == 0 && memcmp(p, p + 1, n - 1) == 0);
}

static int
read_from(struct hashing *h, bool only_head)
{
	const struct ledger_node *node = &h->made->node[h->node];
	struct reader *r = h->from;
	size_t want = only_head ? KIND_HEAD : PART, got;
	uint64_t at = 0;
	int answer;
	vnode n;

	if (find(h, &n) != VIEW_OK)
		return VIEW_BROKEN;
	for (;;) {
		answer = r->view->ops->read(r->view->self, n, at, r->buf, want, &got);
		if (answer != VIEW_OK)
			return answer < 0 ? answer : VIEW_BROKEN;
		hasher_head(h, r->buf, got);
		if (only_head)
			return VIEW_OK;
		if (got == 0)
			return at == node->size ? VIEW_OK : VIEW_BROKEN;
		if (node->size > SUSPECT && all_zero(r->buf, got) && (r->zeros += got) > MAX_HOLES)
			return VIEW_LIMIT;
		hasher_add(h, r->buf, got);
		h->read += got;
		at += got;
	}
}

static int
read_head(struct hashing *h)
{
	return read_from(h, true);
}

static int
read_body(struct hashing *h)
{
	return read_from(h, false);
}

void
sweep_viewed(const struct sweep *sweep, struct view *view, const struct ledger_made *made,
    struct ledger_digests *digests, int out)
{
	struct reader r = { .view = view, .buf = need(1, PART) };
	struct hashing h;
	uint32_t chunk;

	hasher_open(&h, sweep, made, digests, out);
	h.from = &r;
	while ((chunk = atomic_fetch_add(&digests->taken_viewed, 1)) <
	    MAX_LEDGER_CHUNKS - made->raw_chunks && made->raw_chunks + chunk < made->chunks)
		hasher_chunk(&h, made->raw_chunks + chunk, read_head, read_body);
	hasher_close(&h);
	free(r.buf);
}
