/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * caches - which accounts of directory services does this machine remember?
 *
 * sssd's cache is an LDB (ldb_pack.c) in a TDB: every record, and the indices,
 * hold its name as it was written: "name=USER@DOMAIN,cn=users,cn=DOMAIN,cn=sysdb".
 * Such names are looked for; the rest of the format does not matter.  winbind's
 * caches, which hold numbers for names, and pam_ccreds' are named as they are.
 */
#include "grants.h"

#define CACHE_DIR	"/var/lib/sss/db"
#define MAX_CACHED	4096	/* of one cache: a terminal server's year */

static bool
of_users(struct span s)
{
	return span_starts(s, ",cn=users,") || span_starts(s, ",cn=Users,");
}

static bool
known(const struct span *names, size_t n, struct span name)
{
	for (size_t i = 0; i < n; i++)
		if (span_equal(names[i], name))
			return true;
	return false;
}

static void
look_at(struct grants *g, struct span path)
{
	struct span *names = see_room(g->in, MAX_CACHED, sizeof *names), s, name;
	size_t n = 0;

	if (see_table(g->in, path, &s) != VIEW_OK)
		return;
	g->found = true;
	for (; s.n > 5; s = span_skip(s, 1)) {
		if (*s.p != 'n' || !span_starts(s, "name="))
			continue;
		name = span_skip(s, 5);
		if (name.n > MAX_NAME)
			name.n = MAX_NAME;
		name = span_before(name, ',');
		if (!name.n || !of_users(span_skip(s, 5 + name.n)) || known(names, n, name))
			continue;
		if (n == MAX_CACHED) {
			say_gap(g->in, path, "more cached accounts than are told");
			return;
		}
		names[n++] = name;
		say_grant(g->in, name, "cached", path, 0, SPAN_NONE);
	}
}

void
caches_look(struct grants *g)
{
	static const char *const others[] = {
		"/var/lib/samba/winbindd_cache.tdb", "/var/cache/samba/winbindd_cache.tdb",
		"/var/lib/samba/netsamlogon_cache.tdb", "/var/cache/samba/netsamlogon_cache.tdb",
		"/var/cache/.security.db",
	};
	const struct span *names;
	struct vstat st;
	size_t n;

	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (see_stat(g->in, span_of(others[i]), &st) == VIEW_OK && st.kind == V_FILE && st.size) {
			g->found = true;
			say_grant(g->in, span_of("ALL"), "cached", span_of(others[i]), 0, SPAN_NONE);
		}
	if (see_dir(g->in, span_of(CACHE_DIR), &names, &n) != VIEW_OK)
		return;
	for (size_t i = 0; i < n; i++)
		if (span_starts(names[i], "cache_") && span_ends(names[i], ".ldb"))
			look_at(g, see_path(g->in, span_of(CACHE_DIR), names[i]));
}
