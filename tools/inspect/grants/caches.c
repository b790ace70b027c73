/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * caches - which accounts of directory services does this machine remember?
 *
 * sssd's cache is an LDB in a TDB: keys "DN=NAME=USER@DOMAIN,CN=USERS,CN=DOMAIN,
 * CN=SYSDB" stand in it as they are, in upper case where the names' own case
 * does not count.  They are looked for, for the rest of the format does not matter.
 */
#include "grants.h"

#define CACHE_DIR	"/var/lib/sss/db"
#define MAX_TOLD_NAMES	10000	/* of one cache: a terminal server's year */

static bool
of_users(struct span s)
{
	return span_starts(s, "CN=USERS,") || span_starts(s, "cn=users,") || span_starts(s, "cn=Users,");
}

static void
look_at(struct grants *g, struct span path)
{
	struct span s, name;
	size_t told = 0;

	if (see_table(g->in, path, &s) != VIEW_OK)
		return;
	g->found = true;
	for (; s.n > 8 && told < MAX_TOLD_NAMES; s = span_skip(s, 1)) {
		if (*s.p != 'D' || !span_starts(s, "DN="))
			continue;
		name = span_skip(s, 3);
		if (!span_starts(name, "NAME=") && !span_starts(name, "name="))
			continue;
		name = span_skip(name, 5);
		if (name.n > MAX_NAME)
			name.n = MAX_NAME;
		name = span_before(name, ',');
		if (name.n && of_users(span_skip(s, 3 + 5 + name.n + 1))) {
			say_grant(g->in, name, "cached", path, 0, SPAN_NONE);
			told++;
		}
	}
}

void
caches_look(struct grants *g)
{
	const struct span *names;
	size_t n;

	if (see_dir(g->in, span_of(CACHE_DIR), &names, &n) != VIEW_OK)
		return;
	for (size_t i = 0; i < n; i++)
		if (span_starts(names[i], "cache_") && span_ends(names[i], ".ldb"))
			look_at(g, see_path(g->in, span_of(CACHE_DIR), names[i]));
}
