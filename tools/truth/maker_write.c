/* SPDX-License-Identifier: GPL-3.0-or-later */
/* maker_write - how do the packages become sorted tables in one file? */
#include <errno.h>
#include <fcntl.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zstd.h>

#include "../lib/die.h"
#include "made.h"

#define BLOCK		(256U << 10)	/* unpacked: large enough to pack well, small enough to unpack at once */
#define LEVEL		19		/* packed once, carried often */

struct out {
	unsigned char	*at;
	size_t		 n, room;
};

static void
put(struct out *o, const void *p, size_t n)
{
	while (o->n + n > o->room)
		o->at = maker_grown(o->at, o->room, &o->room, 1);
	if (n)
		memcpy(o->at + o->n, p, n);
	o->n += n;
}

static void
put_number(struct out *o, uint64_t v, int bytes)
{
	unsigned char le[8];

	for (int i = 0; i < bytes; i++)
		le[i] = (unsigned char)(v >> (8 * i));
	put(o, le, (size_t)bytes);
}

static void
put_text(struct out *o, struct text t)
{
	put_number(o, t.offset, 4);
	put_number(o, t.length, 4);
}

/* For qsort's callbacks, which have no argument of their own. */
static const struct maker *sorting;

static int
by_text(const void *a, const void *b)
{
	return span_compare(text_span(sorting, *(const struct text *)a),
	    text_span(sorting, *(const struct text *)b));
}

static int
by_package(const void *a, const void *b)
{
	const struct made *x = a, *y = b;
	int c = 0;

	for (int i = 0; i < 4 && !c; i++)
		c = by_text(&x->text[i], &y->text[i]);
	return c;
}

static int
by_member(const void *a, const void *b)
{
	const struct member *x = a, *y = b;
	int c = by_text(&x->dir, &y->dir);

	return c ? c : by_text(&x->base, &y->base);
}

static int
by_digest(const void *a, const void *b)
{
	return memcmp(a, b, 32);
}

/* A sorted set of texts, or of digests. */
struct set {
	unsigned char	*at;
	size_t		 n, size;
	int		(*order)(const void *, const void *);
};

static struct set
set_of(size_t most, size_t size, int (*order)(const void *, const void *))
{
	return (struct set){ .at = need(most + 1, size), .size = size, .order = order };
}

static void
set_add(struct set *s, const void *p)
{
	memcpy(s->at + s->size * s->n++, p, s->size);
}

static void
set_sort(struct set *s)
{
	size_t kept = 0;

	if (s->n)
		qsort(s->at, s->n, s->size, s->order);
	for (size_t i = 0; i < s->n; i++)
		if (!kept || s->order(s->at + s->size * (kept - 1), s->at + s->size * i) != 0)
			memmove(s->at + s->size * kept++, s->at + s->size * i, s->size);
	s->n = kept;
}

static uint32_t
set_find(const struct set *s, const void *p)
{
	const unsigned char *at = bsearch(p, s->at, s->n, s->size, s->order);

	return at ? (uint32_t)((size_t)(at - s->at) / s->size) : PACK_NONE;
}

struct sets {
	struct set	dirs, names, digests;
};

static void
gather(const struct maker *m, struct sets *s)
{
	s->dirs = set_of(m->member.n, sizeof(struct text), by_text);
	s->names = set_of(3 * m->member.n, sizeof(struct text), by_text);
	s->digests = set_of(m->member.n, 32, by_digest);
	for (size_t i = 0; i < m->member.n; i++) {
		const struct member *f = &m->member.at[i];

		set_add(&s->dirs, &f->dir);
		set_add(&s->names, &f->user);
		set_add(&s->names, &f->group);
		if (f->caps.length)
			set_add(&s->names, &f->caps);
		if (f->hashed)
			set_add(&s->digests, f->sha256);
	}
	set_sort(&s->dirs);
	set_sort(&s->names);
	set_sort(&s->digests);
	if (s->names.n >= UINT16_MAX)
		die(EX_DATAERR, "the packages name more than 65,534 users and groups");
}

static void
put_packages(const struct maker *m, struct out *o, struct out *members, const struct sets *s)
{
	uint32_t first = 0;

	for (size_t i = 0; i < m->package.n; i++) {
		const struct made *p = &m->package.at[i];

		for (int t = 0; t < 5; t++)
			put_text(o, p->text[t]);
		put(o, p->sha256, 32);
		put_number(o, first, 4);
		put_number(o, p->count, 4);
		first += p->count;
		for (uint32_t j = 0; j < p->count; j++) {
			const struct member *f = &m->member.at[p->first + j];
			bool link = (f->mode & 0170000) == 0120000;

			put_number(members, set_find(&s->dirs, &f->dir), 4);
			put_number(members, f->base.offset, 4);
			put_number(members, f->base.length, 2);
			put_number(members, f->mode, 2);
			put_number(members, set_find(&s->names, &f->user), 2);
			put_number(members, set_find(&s->names, &f->group), 2);
			put_number(members, f->size, 8);
			put_number(members, link ? f->target.offset :
			    f->hashed ? set_find(&s->digests, f->sha256) : PACK_NONE, 4);
			put_number(members, f->flags, 2);
			put_number(members, link ? f->target.length :
			    f->caps.length ? set_find(&s->names, &f->caps) + 1 : 0, 2);
		}
	}
}

/* For each digest the first member, in the pack's order, that has it. */
static void
put_shows(const struct out *members, struct out *o, const struct sets *s)
{
	uint32_t *shows = need(s->digests.n + 1, sizeof *shows), digest;
	uint32_t n = (uint32_t)(members->n / 32);

	for (uint32_t i = n; i-- > 0;) {
		const unsigned char *r = members->at + 32 * (size_t)i;

		digest = (uint32_t)r[27] << 24 | (uint32_t)r[26] << 16 | (uint32_t)r[25] << 8 | r[24];
		if ((r[11] & 0xf0) != 0xa0 && digest != PACK_NONE)	/* no link's target */
			shows[digest] = i;
	}
	for (size_t i = 0; i < s->digests.n; i++)
		put_number(o, shows[i], 4);
	free(shows);
}

static void
end_block(const struct maker *m, size_t from, size_t to, struct out *blocks, struct out *blob)
{
	size_t room = ZSTD_compressBound(to - from), n;
	unsigned char *packed = need(room, 1);

	n = ZSTD_compress(packed, room, m->raw.at + from, to - from, LEVEL);
	if (ZSTD_isError(n))
		die(EX_SOFTWARE, "libzstd cannot pack: %s", ZSTD_getErrorName(n));
	put_number(blocks, blob->n, 8);
	put_number(blocks, n, 4);
	put_number(blocks, to - from, 4);
	put(blob, packed, n);
	free(packed);
}

struct placed {
	uint32_t	digest, block, offset, length;
};

static int
by_number(const void *a, const void *b)
{
	const struct placed *x = a, *y = b;

	return (x->digest > y->digest) - (x->digest < y->digest);
}

static void
put_contents(const struct maker *m, struct out *o, struct out *blocks, struct out *blob,
    const struct sets *s)
{
	struct placed *all = need(m->content.n + 1, sizeof *all);
	size_t from = 0, n = m->content.n;
	uint32_t block = 0;

	for (size_t i = 0; i < n; i++) {
		const struct content *c = &m->content.at[i];

		if (c->at > from && c->at + c->length - from > BLOCK) {
			end_block(m, from, c->at, blocks, blob);
			from = c->at;
			block++;
		}
		all[i] = (struct placed){
			set_find(&s->digests, c->sha256), block, (uint32_t)(c->at - from), c->length,
		};
	}
	if (m->raw.n > from || (n && m->raw.n == from))
		end_block(m, from, m->raw.n, blocks, blob);
	if (n)
		qsort(all, n, sizeof *all, by_number);
	for (size_t i = 0; i < n; i++) {
		if (i && all[i].digest == all[i - 1].digest)
			continue;
		put_number(o, all[i].digest, 4);
		put_number(o, all[i].block, 4);
		put_number(o, all[i].offset, 4);
		put_number(o, all[i].length, 4);
	}
	free(all);
}

static void
put_sha256(struct out *o, const void *p, size_t n)
{
	unsigned char raw[EVP_MAX_MD_SIZE];
	unsigned int got;

	if (!EVP_Digest(p, n, raw, &got, EVP_sha256(), NULL))
		die(EX_SOFTWARE, "libcrypto cannot hash");
	put(o, raw, 32);
}

static void
put_header(struct out *head, const struct out sections[PACK_SECTIONS], time_t made)
{
	uint64_t offset = PACK_HEAD, all = PACK_HEAD;

	for (int i = 0; i < PACK_SECTIONS; i++)
		all += sections[i].n;
	put(head, PACK_MAGIC, 8);
	put_number(head, PACK_VERSION, 4);
	put_number(head, 0, 4);
	put_number(head, all, 8);
	put_number(head, (uint64_t)made, 8);
	for (int i = 0; i < PACK_SECTIONS; i++) {
		put_number(head, offset, 8);
		put_number(head, sections[i].n, 8);
		put_sha256(head, sections[i].at, sections[i].n);
		offset += sections[i].n;
	}
	put_sha256(head, head->at, head->n);
}

static void
write_file(const char *file, const struct out *parts, int n)
{
	char part[4096 + 8];
	ssize_t did;
	int fd;

	if ((size_t)snprintf(part, sizeof part, "%s.part", file) >= sizeof part)
		die(EX_USAGE, "the pack's path is too long");
	if ((fd = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644)) == -1)
		die(EX_CANTCREAT, "cannot write the pack %s", part);
	for (int i = 0; i < n; i++)
		for (size_t at = 0; at < parts[i].n; at += (size_t)did)
			if ((did = write(fd, parts[i].at + at, parts[i].n - at)) == -1)
				die(EX_IOERR, "cannot write the pack %s", part);
	if (fsync(fd) == -1 || close(fd) == -1 || rename(part, file) == -1)
		die(EX_IOERR, "cannot write the pack %s", file);
}

void
maker_write(struct maker *m, const char *file, time_t made)
{
	struct out out[1 + PACK_SECTIONS] = { { 0 } }, *section = out + 1;
	struct sets s;

	sorting = m;
	for (size_t i = 0; i < m->package.n; i++) {
		const struct made *p = &m->package.at[i];

		if (p->count)
			qsort(m->member.at + p->first, p->count, sizeof *m->member.at, by_member);
	}
	if (m->package.n)
		qsort(m->package.at, m->package.n, sizeof *m->package.at, by_package);
	gather(m, &s);
	put(&section[PACK_TEXT], m->bytes.at, m->bytes.n);
	put_packages(m, &section[PACK_PACKAGES], &section[PACK_MEMBERS], &s);
	for (size_t i = 0; i < s.dirs.n; i++)
		put_text(&section[PACK_DIRS], ((struct text *)(void *)s.dirs.at)[i]);
	for (size_t i = 0; i < s.names.n; i++)
		put_text(&section[PACK_NAMES], ((struct text *)(void *)s.names.at)[i]);
	put(&section[PACK_DIGESTS], s.digests.at, 32 * s.digests.n);
	put_shows(&section[PACK_MEMBERS], &section[PACK_SHOWS], &s);
	put_contents(m, &section[PACK_CONTENTS], &section[PACK_BLOCKS], &section[PACK_BLOB], &s);
	put_header(&out[0], section, made);
	write_file(file, out, 1 + PACK_SECTIONS);
	for (int i = 0; i <= PACK_SECTIONS; i++)
		free(out[i].at);
	free(s.dirs.at);
	free(s.names.at);
	free(s.digests.at);
}
