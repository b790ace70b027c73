/* SPDX-License-Identifier: GPL-3.0-or-later */
/* maker - what is known of the packages that a pack is made of, until it is written? */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "../lib/die.h"
#include "../lib/limits.h"
#include "made.h"

struct maker *
maker_new(const char *origin)
{
	struct maker *m = need(1, sizeof *m);

	m->origin = text_add(m, span_of(origin));
	return m;
}

/* Room for one more; what was there may move. */
void *
maker_grown(void *at, size_t n, size_t *room, size_t size)
{
	size_t more = *room ? *room : 1024, bytes;
	void *p;

	if (n < *room)
		return at;
	if (!add_ok(more, *room, &more) || more >= PACK_NONE || !mul_ok(more, size, &bytes) ||
	    !(p = realloc(at, bytes)))
		die(EX_OSERR, "a pack as large as this has no room in memory");
	*room = more;
	return p;
}

static uint32_t
hash_of(struct span s)
{
	uint32_t h = 2166136261U;

	for (size_t i = 0; i < s.n; i++)
		h = (h ^ s.p[i]) * 16777619U;
	return h;
}

struct span
text_span(const struct maker *m, struct text t)
{
	return (struct span){ m->bytes.at + t.offset, t.length };
}

static void
texts_grow(struct maker *m)
{
	size_t size = m->slots ? 2 * m->slots : 4096, at;
	uint32_t *slot = need(size, sizeof *slot);

	for (size_t i = 0; i < m->text.n; i++) {
		at = hash_of(text_span(m, m->text.at[i])) & (size - 1);
		while (slot[at])
			at = (at + 1) & (size - 1);
		slot[at] = (uint32_t)i + 1;
	}
	free(m->slot);
	m->slot = slot;
	m->slots = size;
}

/* Each text stands in the pack once. */
struct text
text_add(struct maker *m, struct span s)
{
	struct text t = { (uint32_t)m->bytes.n, (uint32_t)s.n };
	size_t at;

	if (2 * (m->text.n + 1) > m->slots)
		texts_grow(m);
	at = hash_of(s) & (m->slots - 1);
	for (; m->slot[at]; at = (at + 1) & (m->slots - 1))
		if (span_equal(text_span(m, m->text.at[m->slot[at] - 1]), s))
			return m->text.at[m->slot[at] - 1];
	for (size_t i = 0; i < s.n; i++)
		*made_more(&m->bytes) = s.p[i];
	*made_more(&m->text) = t;
	m->slot[at] = (uint32_t)m->text.n;
	return t;
}

bool
maker_package(struct maker *m, const struct made_package *p)
{
	const struct made made = {
		.text = { text_add(m, p->manager), text_add(m, p->name), text_add(m, p->version),
		    text_add(m, p->arch), m->origin },
		.first = (uint32_t)m->member.n,
	};
	struct made *kept;

	for (size_t i = 0; i < m->package.n; i++) {
		kept = &m->package.at[i];
		if (memcmp(kept->text, made.text, sizeof made.text - sizeof *made.text) != 0)
			continue;
		if (memcmp(kept->sha256, p->sha256, 32) != 0)
			die((errno = 0, EX_DATAERR), "two different archives are called %.*s %.*s", (int)p->name.n,
			    (const char *)p->name.p, (int)p->version.n, (const char *)p->version.p);
		return false;
	}
	kept = made_more(&m->package);
	*kept = made;
	memcpy(kept->sha256, p->sha256, 32);
	return true;
}

static void
keep_content(struct maker *m, const struct made_member *f)
{
	struct content *c = made_more(&m->content);

	memcpy(c->sha256, f->sha256, 32);
	c->at = m->raw.n;
	c->length = (uint32_t)f->content.n;
	for (size_t i = 0; i < f->content.n; i++)
		*made_more(&m->raw) = f->content.p[i];
}

static struct text
caps_text(struct maker *m, uint64_t caps)
{
	unsigned char le[8];

	for (size_t i = 0; i < sizeof le; i++)
		le[i] = (unsigned char)(caps >> (8 * i));
	return text_add(m, (struct span){ le, caps ? sizeof le : 0 });
}

void
maker_member(struct maker *m, const struct made_member *f)
{
	bool control = f->flags & PACK_CONTROL;
	struct member *to = made_more(&m->member);
	bool keep = f->hashed && f->content.p && maker_keeps(f->path, f->flags, f->size);

	if (f->path.n > MAX_PATH || f->target.n > MAX_LINK || f->mode > UINT16_MAX)
		die((errno = 0, EX_DATAERR), "a package has a member of no usable name or mode");
	*to = (struct member){
		.dir = text_add(m, control ? SPAN_NONE : span_parent(f->path)),
		.base = text_add(m, control ? f->path : span_base(f->path)),
		.user = text_add(m, f->user), .group = text_add(m, f->group),
		.target = text_add(m, f->target), .caps = caps_text(m, f->caps), .mode = f->mode, .size = f->size,
		.hashed = f->hashed, .flags = f->flags | (keep ? PACK_CONTENT : 0U),
	};
	memcpy(to->sha256, f->sha256, 32);
	if (keep)
		keep_content(m, f);
	m->package.at[m->package.n - 1].count++;
}

size_t
maker_count(const struct maker *m, size_t *members)
{
	*members = m->member.n;
	return m->package.n;
}
