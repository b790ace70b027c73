/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mariadb - who is superuser of a MariaDB or MySQL server, by its own files?
 *
 * MariaDB's storage/maria/ma_blockrec.h and scripts/mariadb_system_tables.sql:
 * table global_priv lies in pages of 8192 bytes; at a page's end stand the
 * place and size of each row.  A row is its flags, the lengths of host, user
 * and privileges, and these three; privileges are JSON, "access" a set of bits
 * (sql/privilege.h).  Older servers and MySQL keep accounts in MyISAM or InnoDB
 * files that nothing here reads: that is said.
 */
#include <jansson.h>

#include "grants.h"

#define PAGE		8192
#define PAGE_HEAD	12
#define PAGE_END	4	/* the checksum */
#define PAGE_TYPE	7	/* the mask of a page's kind */
#define HEAD_PAGE	1	/* rows begin here */
#define ROW_DELETED	0x04
#define ROW_EXTENTS	0x80	/* a part of the row lies in another page */
#define LENGTHS		8	/* of host and user two bytes each, of privileges four */
#define SUPER		15	/* the bit of the right to do anything */

/* What precedes the lengths: transaction, older version, and how many null bytes are new. */
static size_t
row_head(unsigned flags)
{
	return 1U + (flags & 0x01 ? 6U : 0) + (flags & 0x02 ? 7U : 0) + (flags & 0x08 ? 1U : 0);
}

static bool
is_super(struct span privileges)
{
	/* All bits are more than a signed number holds. */
	json_t *all = json_loadb((const char *)privileges.p, privileges.n, JSON_DECODE_INT_AS_REAL, NULL);
	double bits = json_real_value(json_object_get(all, "access"));

	json_decref(all);
	return bits >= 0x1p63 || (bits > 0 && ((uint64_t)bits >> SUPER & 1));
}

/* As a server makes them itself: no password opens them, or only from the machine itself. */
static bool
is_own(struct span user, struct span host)
{
	return span_is(host, "localhost") && (span_is(user, "root") || span_is(user, "mysql") ||
	    span_is(user, "debian-sys-maint"));
}

/* False: it is not all here. */
static bool
row(struct grants *g, struct span path, struct span r)
{
	struct span host, user, privileges, who;
	unsigned flags = r.n ? r.p[0] : 0;
	const unsigned char *p;

	if (flags & ROW_DELETED)
		return true;
	if (flags & ROW_EXTENTS || !take_span(&r, row_head(flags), &who) || r.n < 2 + LENGTHS ||
	    bytes_le(r.p, 2) != LENGTHS)
		return false;
	p = r.p + 2;
	r = span_skip(r, 2 + LENGTHS);
	if (!take_span(&r, bytes_le(p, 2), &host) || !take_span(&r, bytes_le(p + 2, 2), &user) ||
	    !take_span(&r, bytes_le(p + 4, 4), &privileges))
		return false;
	if (!is_super(privileges))
		return true;
	who = see_join(g->in, user, span_of("@"), host);
	say_grant(g->in, who, "database", path, 0, span_of("superuser"));
	if (!is_own(user, host))
		say(g->in, DATABASE_SUPERUSER, path, 0, who);
	return true;
}

static bool
page(struct grants *g, struct span path, const unsigned char *p)
{
	bool whole = true;

	if ((p[7] & PAGE_TYPE) != HEAD_PAGE)
		return true;
	for (size_t i = 1; i <= p[8]; i++) {
		const unsigned char *entry = p + PAGE - PAGE_END - 4 * i;
		size_t at = bytes_le(entry, 2), n = bytes_le(entry + 2, 2);

		if (at == 0)
			continue;
		if (at < PAGE_HEAD || at > PAGE || n > PAGE - at)
			whole = false;
		else
			whole &= row(g, path, (struct span){ p + at, n });
	}
	return whole;
}

void
mariadb_look(struct grants *g)
{
	static const char *const unread[] = {
		"/var/lib/mysql/mysql.ibd", "/var/lib/mysql/mysql/user.MYD",
	};
	const struct span path = span_of("/var/lib/mysql/mysql/global_priv.MAD");
	struct span bytes, one;
	struct vstat st;
	bool whole = true;

	for (size_t i = 0; i < sizeof unread / sizeof *unread; i++)
		if (see_stat(g->in, span_of(unread[i]), &st) == VIEW_OK && st.kind == V_FILE) {
			g->found = true;
			say(g->in, DATABASE_UNREAD, span_of(unread[i]), 0, SPAN_NONE);
		}
	if (see_table(g->in, path, &bytes) != VIEW_OK)
		return;
	g->found = true;
	while (take_span(&bytes, PAGE, &one))
		whole &= page(g, path, one.p);
	if (!whole || bytes.n)
		say(g->in, DATABASE_UNREAD, path, 0, SPAN_NONE);
}
