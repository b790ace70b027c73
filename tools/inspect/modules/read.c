/* SPDX-License-Identifier: GPL-3.0-or-later */
/* read - what stands at the end of a module, packed or not? */
#include <string.h>

#include "../../lib/unpacker.h"
#include "modules.h"

#define PIECE	((size_t)256 << 10)
#define MAX_MODULE	((uint64_t)256 << 20)	/* unpacked; a graphics driver with its symbols has 100 */

/* The last bytes of what came so far. */
struct tail {
	unsigned char	bytes[SIGNER_TAIL];
	size_t		n;
};

static void
keep(struct tail *t, const unsigned char *p, size_t n)
{
	size_t old = t->n;

	if (n >= sizeof t->bytes) {
		memcpy(t->bytes, p + (n - sizeof t->bytes), sizeof t->bytes);
		t->n = sizeof t->bytes;
		return;
	}
	if (old + n > sizeof t->bytes) {
		old = sizeof t->bytes - n;
		memmove(t->bytes, t->bytes + (t->n - old), old);
	}
	memcpy(t->bytes + old, p, n);
	t->n = old + n;
}

/* Unpack one stream after the other; modules have one. */
static bool
unpack_tail(struct modules *m, struct span path, enum packing kind, struct tail *t)
{
	unsigned char *packed = m->buffer, *plain = m->buffer + PIECE;
	struct unpacker *u = unpacker_open(kind);
	enum unpacking how = UNPACKING_MORE;
	struct span in = SPAN_NONE;
	uint64_t at = 0, all = 0;
	bool last = false;
	size_t got;

	while (u && how == UNPACKING_MORE && all <= MAX_MODULE) {
		if (in.n == 0 && !last) {
			if (see_part(m->in, path, at, packed, PIECE, &got) != VIEW_OK)
				break;
			in = (struct span){ packed, got };
			last = got < PIECE;
			at += got;
		}
		how = unpacker_step(u, &in, last, plain, PIECE, &got);
		keep(t, plain, got);
		all += got;
	}
	unpacker_close(u);
	return how == UNPACKING_END;
}

static bool
plain_tail(struct modules *m, struct span path, struct tail *t)
{
	struct vstat st;
	uint64_t from;

	if (see_stat(m->in, path, &st) != VIEW_OK)
		return false;
	from = st.size > SIGNER_TAIL ? st.size - SIGNER_TAIL : 0;
	return see_part(m->in, path, from, t->bytes, SIGNER_TAIL, &t->n) == VIEW_OK;
}

bool
read_signer(struct modules *m, struct module *module)
{
	struct tail tail = { .n = 0 };
	struct span head;
	enum packing kind;
	bool whole;

	if (!m->buffer)
		m->buffer = see_room(m->in, 2, PIECE);
	if (see_head(m->in, module->path, UNPACKER_MAGIC, &head) != VIEW_OK)
		return false;
	kind = packing_of(head);
	whole = kind == PACKING_NONE ? plain_tail(m, module->path, &tail) :
	    unpack_tail(m, module->path, kind, &tail);
	if (!whole)
		say_gap(m->in, module->path, "a kernel module that cannot be unpacked");
	else
		module->signed_by = signer_of((struct span){ tail.bytes, tail.n }, module->signer);
	return whole;
}
