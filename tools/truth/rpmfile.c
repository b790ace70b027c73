/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rpmfile - what is in this .rpm?
 *
 * Format, from rpm's docs/manual/format: a lead of 96 bytes, a header of
 * signatures, padded to 8, the header as it goes into the database, and a
 * packed cpio.  The header says all of each file but its SHA-256, where it
 * is older than that, and its bytes: those are the cpio's, held to the header.
 */
#include <openssl/evp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <rpm/rpmtag.h>

#include "../lib/die.h"
#include "database.h"
#include "rpm.h"
#include "source.h"

#define LEAD	96
#define MAGIC	"\x8e\xad\xe8\x01\0\0\0\0"	/* of a header in a file; in a database it is left out */

struct one {
	struct made_member	 m;
	struct span		 digest;	/* as the header has it; empty: none */
	la_int64_t		 ino;		/* in the cpio: one file may have several names */
	bool			 linked, met;
};

struct reading {
	struct source		*s;
	struct rpm_header	*h;
	struct one		*at;
	size_t			 n;
	enum hash		 kind;		/* of the header's digests */
};

static const struct {
	uint32_t	 tag;
	const char	*name;
} scripts[] = {
	{ RPMTAG_PREIN, "prein" }, { RPMTAG_POSTIN, "postin" },
	{ RPMTAG_PREUN, "preun" }, { RPMTAG_POSTUN, "postun" },
	{ RPMTAG_PRETRANS, "pretrans" }, { RPMTAG_POSTTRANS, "posttrans" },
	{ RPMTAG_VERIFYSCRIPT, "verifyscript" },
};

static uint32_t
big(const unsigned char *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* A header's bytes behind its magic: entries of 16 bytes, and data, after their two numbers. */
static struct span
take_header(struct source *s, struct span *rest)
{
	struct span h;
	uint64_t size;

	if (rest->n < 16 || memcmp(rest->p, MAGIC, 8) != 0)
		source_bad(s, "it is no whole RPM package");
	h = span_skip(*rest, 8);
	size = 8 + 16 * (uint64_t)big(h.p) + big(h.p + 4);
	if (size > h.n)
		source_bad(s, "it is no whole RPM package");
	h.n = (size_t)size;
	*rest = span_skip(*rest, 8 + h.n);
	return h;
}

/* Of the package itself; content may be empty where only the digest counts. */
static struct made_member *
control(struct reading *x, const char *name, struct span content)
{
	struct made_member *f = &x->s->control[x->s->ncontrol++];

	*f = (struct made_member){
		.path = span_of(name), .mode = S_IFREG | 0644, .user = span_of("root"),
		.group = span_of("root"), .flags = PACK_CONTROL, .hashed = true, .size = content.n,
		.content = source_text(x->s, content),
	};
	EVP_Digest(content.p, content.n, f->sha256, NULL, EVP_sha256(), NULL);
	return f;
}

/* The name as the database reads it: rpm.c. */
static void
begin(struct reading *x)
{
	struct made_package *p = &x->s->package;
	const unsigned char *sha256 = rpm_header_digest(x->h);
	struct span text;

	if (!rpm_header_text(x->h, RPMTAG_SOURCERPM).n)
		source_bad(x->s, "it is a source package: nothing of it is installed");
	p->manager = span_of("rpm");
	p->name = source_text(x->s, rpm_header_text(x->h, RPMTAG_NAME));
	p->version = source_text(x->s, rpm_header_text(x->h, RPMTAG_VERSION));
	p->version = arena_join(&x->s->arena, p->version, span_of("-"),
	    rpm_header_text(x->h, RPMTAG_RELEASE));
	p->arch = source_text(x->s, rpm_header_text(x->h, RPMTAG_ARCH));
	for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++)
		if ((text = rpm_header_text(x->h, scripts[i].tag)).n)
			control(x, scripts[i].name, text);
	if (sha256)
		memcpy(control(x, "header", SPAN_NONE)->sha256, sha256, 32);
	source_begin(x->s);
}

static unsigned
pack_flags(unsigned truth)
{
	static const struct { unsigned truth, pack; } has[] = {
		{ TRUTH_CONFFILE, PACK_CONFFILE }, { TRUTH_GHOST, PACK_GHOST },
		{ TRUTH_OPTIONAL, PACK_OPTIONAL },
	}, lacks[] = {
		{ TRUTH_MODE, PACK_ANY_MODE }, { TRUTH_USER, PACK_ANY_USER },
		{ TRUTH_GROUP, PACK_ANY_GROUP }, { TRUTH_TARGET, PACK_ANY_TARGET },
	};
	unsigned flags = 0;

	for (size_t i = 0; i < sizeof has / sizeof *has; i++)
		flags |= truth & has[i].truth ? has[i].pack : 0;
	for (size_t i = 0; i < sizeof lacks / sizeof *lacks; i++)
		flags |= truth & lacks[i].truth ? 0 : lacks[i].pack;
	return flags;
}

static void
describe(struct reading *x, const struct rpm_file *f, struct one *o)
{
	struct span path = arena_join(&x->s->arena, f->dir, f->base, SPAN_NONE);

	*o = (struct one){
		.m = {
			.path = source_path(x->s, path.n ? (const char *)path.p : NULL),
			.mode = f->mode, .user = source_text(x->s, f->user),
			.group = source_text(x->s, f->group), .flags = pack_flags(rpm_flags(f)),
			.caps = rpm_caps(f->caps),
		},
	};
	if (S_ISLNK(f->mode))
		o->m.target = source_text(x->s, f->target);
	if (S_ISREG(f->mode) && f->digest.n)
		o->digest = source_text(x->s, f->digest);
}

static int
by_path(const void *a, const void *b)
{
	return span_compare(((const struct one *)a)->m.path, ((const struct one *)b)->m.path);
}

static void
read_names(struct reading *x)
{
	struct rpm_file f;

	if (!rpm_header_files(x->h, &x->n) || !rpm_digest_kind(x->h, &x->kind))
		source_bad(x->s, "lists of files that are no RPM's");
	x->at = need(x->n + 1, sizeof *x->at);
	for (size_t i = 0; i < x->n; i++) {
		rpm_header_file(x->h, i, &f);
		describe(x, &f, &x->at[i]);
	}
	qsort(x->at, x->n, sizeof *x->at, by_path);
}

static struct one *
named(struct reading *x, struct span path)
{
	const struct one key = { .m = { .path = path } };

	return bsearch(&key, x->at, x->n, sizeof *x->at, by_path);
}

/* Of several names of one file only the last has its bytes. */
static void
payload_file(struct reading *x, struct archive *a, struct archive_entry *e, struct one *o)
{
	char hex[HASH_HEX];

	o->ino = archive_entry_ino64(e);
	o->linked = archive_entry_nlink(e) > 1;
	o->m.size = (uint64_t)archive_entry_size(e);
	if (o->linked && !o->m.size)
		return;
	source_content(x->s, a, &o->m);
	hash_hex(o->m.sha256, 32, hex);
	if (x->kind == HASH_SHA256 && o->digest.n && !span_is(o->digest, hex))
		source_bad(x->s, "a file in it is not what its header says");
	o->met = true;
}

static void
read_payload(struct reading *x, struct span packed)
{
	struct archive *a = source_archive();
	struct archive_entry *e;
	struct span path;
	struct one *o;
	int r;

	if (archive_read_open_memory(a, packed.p, packed.n) != ARCHIVE_OK)
		source_bad(x->s, archive_error_string(a));
	while ((r = archive_read_next_header(a, &e)) == ARCHIVE_OK || r == ARCHIVE_WARN) {
		path = source_path(x->s, archive_entry_pathname(e));
		if (!path.n)
			continue;
		if (!(o = named(x, path)))
			source_bad(x->s, "it holds a file that its header does not name");
		if (S_ISREG(o->m.mode) && archive_entry_filetype(e) == AE_IFREG)
			payload_file(x, a, e, o);
	}
	if (r != ARCHIVE_EOF)
		source_bad(x->s, archive_error_string(a));
	archive_read_free(a);
}

/* Another name of the same file has its bytes; where none has, it is empty. */
static void
follow_link(struct reading *x, struct one *o)
{
	EVP_Digest("", 0, o->m.sha256, NULL, EVP_sha256(), NULL);
	o->m.hashed = true;
	for (size_t i = 0; i < x->n; i++)
		if (x->at[i].met && x->at[i].ino == o->ino) {
			o->m.size = x->at[i].m.size;
			memcpy(o->m.sha256, x->at[i].m.sha256, 32);
			return;
		}
}

static void
hand_over(struct reading *x)
{
	for (size_t i = 0; i < x->n; i++) {
		struct one *o = &x->at[i];

		if (!o->m.path.n)
			continue;	/* the package "filesystem" owns the root */
		if (S_ISREG(o->m.mode) && o->linked && !o->met)
			follow_link(x, o);
		if (S_ISREG(o->m.mode) && !o->m.hashed && !(o->m.flags & PACK_GHOST))
			source_bad(x->s, "it lacks a file that its header names");
		if (o->m.flags & PACK_GHOST)
			o->m.hashed = false;
		maker_member(x->s->maker, &o->m);
	}
}

void
rpm_read(struct maker *maker, const char *file)
{
	struct reading x = { .s = source_open(maker, file) };
	struct span rest = span_skip(x.s->bytes, LEAD), signatures, header;

	signatures = take_header(x.s, &rest);
	rest = span_skip(rest, -signatures.n & 7);
	header = take_header(x.s, &rest);
	if (!(x.h = rpm_header_open(header, keys_ours())))
		source_bad(x.s, "it is no whole RPM package");
	begin(&x);
	if (!x.s->known) {
		read_names(&x);
		if (rest.n)
			read_payload(&x, rest);
		hand_over(&x);
	}
	rpm_header_close(x.h);
	free(x.at);
	source_close(x.s);
}
