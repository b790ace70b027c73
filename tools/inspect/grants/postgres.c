/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * postgres - who is superuser of a PostgreSQL cluster, and thereby of its account?
 *
 * PostgreSQL's storage/bufpage.h, access/htup_details.h, utils/relmapper.c and
 * catalog/pg_authid.h: pages of 8192 bytes, each row with the transaction that
 * made it and the one that took it away; since version 12 a row is its OID, the
 * name in 64 bytes, and whether it is superuser.  Numbers as x86 and ARM write them.
 */
#include <string.h>

#include "grants.h"

#define PG_AUTHID	1260		/* pg_authid's OID */
#define MAP_MAGIC	0x592717
#define MAP_MOST	64		/* relations of a map */
#define PAGE		8192
#define PAGE_HEAD	24
#define NAME		64		/* NAMEDATALEN */
#define XMAX_INVALID	0x0800		/* nobody took the row away, or what did was undone */
#define VERSION_OIDS	12		/* before, OIDs stood in a row's head */

/* Which file holds pg_authid: after a VACUUM FULL another one than its OID says. */
static uint32_t
file_of(struct grants *g, struct span global)
{
	struct span map;

	if (see_file(g->in, see_path(g->in, global, span_of("pg_filenode.map")), &map) != VIEW_OK ||
	    map.n < 8 || bytes_le(map.p, 4) != MAP_MAGIC)
		return PG_AUTHID;
	for (uint32_t i = 0; i < bytes_le(map.p + 4, 4) && i < MAP_MOST && 16 + 8 * (size_t)i <= map.n; i++)
		if (bytes_le(map.p + 8 + 8 * (size_t)i, 4) == PG_AUTHID)
			return (uint32_t)bytes_le(map.p + 12 + 8 * (size_t)i, 4);
	return PG_AUTHID;
}

static void
row(struct grants *g, struct span path, struct span tuple, bool oids)
{
	const unsigned char *end;
	struct span name;
	size_t head;

	if (tuple.n < 24)
		return;
	/* Taken away, and not undone: an old version. */
	if (bytes_le(tuple.p + 4, 4) && !(bytes_le(tuple.p + 20, 2) & XMAX_INVALID))
		return;
	head = tuple.p[22];
	if (head > tuple.n || tuple.n - head < 4 + NAME + 1)
		return;
	tuple = span_skip(tuple, head + (oids ? 4 : 0));
	end = memchr(tuple.p, '\0', NAME);
	name = (struct span){ tuple.p, end ? (size_t)(end - tuple.p) : NAME };
	if (tuple.p[NAME] != 1 || !name.n)
		return;
	say_grant(g->in, name, "database", path, 0, span_of("superuser"));
	if (!span_is(name, "postgres"))
		say(g->in, DATABASE_SUPERUSER, path, 0, name);
}

static void
page(struct grants *g, struct span path, struct span p, bool oids)
{
	size_t lower = bytes_le(p.p + 12, 2);

	for (size_t at = PAGE_HEAD; at + 4 <= lower && at + 4 <= PAGE; at += 4) {
		uint32_t item = (uint32_t)bytes_le(p.p + at, 4);
		size_t offset = item & 0x7fff, size = item >> 17;

		if ((item >> 15 & 3) == 1 && offset <= PAGE && size <= PAGE - offset)
			row(g, path, (struct span){ p.p + offset, size }, oids);
	}
}

static void
cluster(struct grants *g, struct span dir)
{
	struct span global = see_path(g->in, dir, span_of("global")), version, path, bytes, one;
	char name[16];
	uint64_t v;

	if (see_file(g->in, see_path(g->in, dir, span_of("PG_VERSION")), &version) != VIEW_OK ||
	    !span_decimal(span_before(span_trim(span_before(version, '\n')), '.'), &v))
		return;
	g->found = true;
	snprintf(name, sizeof name, "%u", file_of(g, global));
	path = see_path(g->in, global, see_join(g->in, span_of(name), SPAN_NONE, SPAN_NONE));
	if (see_table(g->in, path, &bytes) != VIEW_OK)
		return;
	while (take_span(&bytes, PAGE, &one))
		page(g, path, one, v >= VERSION_OIDS);
}

void
postgres_look(struct grants *g)
{
	const struct span top = span_of("/var/lib/postgresql"), *version, *name;
	size_t versions, n;

	cluster(g, span_of("/var/lib/pgsql/data"));
	cluster(g, span_of("/var/lib/postgres/data"));
	cluster(g, span_of("/var/lib/postgresql/data"));
	if (see_dir(g->in, top, &version, &versions) != VIEW_OK)
		return;
	for (size_t i = 0; i < versions; i++) {
		struct span dir = see_path(g->in, top, version[i]);
		struct vstat st;

		if (see_lstat(g->in, dir, &st) != VIEW_OK || st.kind != V_DIR ||
		    see_dir(g->in, dir, &name, &n) != VIEW_OK)
			continue;
		for (size_t k = 0; k < n; k++)
			cluster(g, see_path(g->in, dir, name[k]));
	}
}
