/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * apk_scripts - are the scripts that apk keeps its packages' own?
 *
 * They run as root when a package is changed or a directory is touched.
 * Format, from apk-tools' src/database.c: a tar (later packed by gzip) beside
 * the database, of members NAME-VERSION.DIGEST.KIND; the digest begins with "Q"
 * and is base64, so it may hold a '/'.
 */
#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#include "database.h"

static const char *const places[] = {
	"/lib/apk/db/scripts.tar", "/lib/apk/db/scripts.tar.gz",
	"/usr/lib/apk/db/scripts.tar", "/usr/lib/apk/db/scripts.tar.gz",
};

#define MAX_SCRIPTS	20000	/* members: a few for each package */
#define KIND_MOST	32	/* characters of ".post-deinstall", and some */

/* "NAME-VERSION" before ".Q" and KIND behind the last dot. */
static bool
parts(struct span name, struct span *stem, char kind[KIND_MOST])
{
	size_t dot = name.n;

	while (dot && name.p[dot - 1] != '.')
		dot--;
	if (!dot || name.n - dot + 2 > KIND_MOST)
		return false;
	kind[0] = '.';
	memcpy(kind + 1, name.p + dot, name.n - dot);
	kind[name.n - dot + 1] = '\0';
	for (*stem = (struct span){ name.p, dot - 1 }; stem->n; stem->n--)
		if (span_starts(span_skip(name, stem->n), ".Q"))
			return true;
	return false;
}

/* A version ends in "-rN": the name is what stands before the last dash but one. */
static const struct package *
named(const struct truth_db *db, struct span stem)
{
	struct span name = stem;
	const struct package *p;
	uint32_t i;

	for (int dashes = 0; name.n && dashes < 2; dashes += name.p[name.n] == '-')
		name.n--;
	i = package_named(db, &apk_manager, name);
	if (i == NOWHERE)
		return NULL;
	p = &db->package.at[i];
	return span_equal(p->version, span_skip(stem, name.n + 1)) ? p : NULL;
}

static bool
digest(struct archive *a, unsigned char sha256[HASH_BYTES])
{
	struct hasher *h = hash_open(HASH_SHA256);
	unsigned char buf[4096];
	char hex[HASH_HEX];
	la_ssize_t n;

	while ((n = archive_read_data(a, buf, sizeof buf)) > 0)
		hash_add(h, buf, (size_t)n);
	hash_take(h, sha256);
	hash_close(h, hex);
	return n == 0;
}

static bool
script(struct truth_db *db, struct span file, struct archive *a, struct archive_entry *e)
{
	const char *path = archive_entry_pathname(e);
	struct span name = span_of(path ? path : ""), stem;
	unsigned char sha256[HASH_BYTES];
	char kind[KIND_MOST];
	const struct package *p;
	struct pack_member m;

	if (!parts(name, &stem, kind) || !(p = named(db, stem))) {
		db_odd(db, file, 0, "a script of no installed package: ", name);
		return true;
	}
	if (!p->reference)
		return true;
	if (!digest(a, sha256))
		return false;
	if (!pack_find_control(p->reference->pack, &p->reference->record, kind, &m) || !m.sha256)
		db_forged(db, file, "its package has no such script: ", name);
	else if (memcmp(m.sha256, sha256, 32) != 0)
		db_forged(db, file, "not the package's own script: ", name);
	return true;
}

static void
look(struct truth_db *db, struct span file, struct span bytes)
{
	struct archive *a = archive_read_new();
	struct archive_entry *e;
	int r = ARCHIVE_FATAL, n = 0;

	if (!a) {
		db_trouble(db, VIEW_LIMIT, file);
		return;
	}
	archive_read_support_filter_gzip(a);
	archive_read_support_format_tar(a);
	if (archive_read_open_memory(a, bytes.p, bytes.n) == ARCHIVE_OK)
		while (n++ < MAX_SCRIPTS && ((r = archive_read_next_header(a, &e)) == ARCHIVE_OK ||
		    r == ARCHIVE_WARN) && script(db, file, a, e))
			;
	archive_read_free(a);
	if (r != ARCHIVE_EOF)
		db_trouble(db, n > MAX_SCRIPTS ? VIEW_LIMIT : VIEW_BROKEN, file);
}

void
apk_scripts(struct truth_db *db)
{
	struct span bytes;

	for (size_t i = 0; i < sizeof places / sizeof *places; i++)
		if (db_read(db, span_of(places[i]), &bytes) == VIEW_OK && bytes.n)
			look(db, span_of(places[i]), bytes);
}
