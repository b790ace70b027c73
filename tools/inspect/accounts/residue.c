/* SPDX-License-Identifier: GPL-3.0-or-later */
/* residue - what did accounts leave that are gone, and what do accounts lend out? */
#include "look.h"

#define FIRST_PERSON	1000	/* login.defs(5), UID_MIN */
#define LAST_PERSON	60001	/* UID_MAX: above are those that services make for a while */
#define NOBODY		65534	/* owns what nobody owns */

/* Directories of one file for each account, by its name. */
static void
by_name(struct inspection *in, const struct roster *all, const char *dir)
{
	const struct span *names;
	const struct member *m;
	size_t n;

	if (see_dir(in, span_of(dir), &names, &n) != VIEW_OK)
		return;
	for (size_t i = 0; i < n; i++) {
		struct span path = see_path(in, span_of(dir), names[i]);
		uint64_t uid;

		if (*names[i].p == '.' || (span_decimal(names[i], &uid) && roster_has_uid(all, uid)))
			continue;
		m = roster_named(all, names[i]);
		if (!m)
			say(in, ACCOUNT_RESIDUE, path, 0, names[i]);
		else if (m->standing == STANDING_SYSTEM && span_ends(span_parent(path), "/linger"))
			say(in, ACCOUNT_SYSTEM_LINGERS, path, 0, names[i]);
	}
}

/* journald gives every account's own journal its number: user-1000.journal, user-1000@... */
static void
journals(struct inspection *in, const struct roster *all)
{
	const struct span top = span_of("/var/log/journal"), *machine, *name;
	size_t machines, n;

	if (see_dir(in, top, &machine, &machines) != VIEW_OK)
		return;
	for (size_t i = 0; i < machines; i++) {
		struct span dir = see_path(in, top, machine[i]);
		struct vstat st;
		uint64_t uid;

		if (see_lstat(in, dir, &st) != VIEW_OK || st.kind != V_DIR ||
		    see_dir(in, dir, &name, &n) != VIEW_OK)
			continue;
		for (size_t k = 0; k < n; k++)
			if (span_starts(name[k], "user-") &&
			    span_decimal(span_before(span_before(span_skip(name[k], 5), '.'), '@'), &uid) &&
			    uid < LAST_PERSON && !roster_has_uid(all, uid))
				say(in, ACCOUNT_RESIDUE, see_path(in, dir, name[k]), 0, SPAN_NONE);
	}
}

/* What people keep lies here, one directory or file for each of them or of their work. */
static void
owned(struct inspection *in, const struct roster *all, const char *dir)
{
	const struct span *names;
	struct vstat st;
	size_t n;

	if (see_dir(in, span_of(dir), &names, &n) != VIEW_OK)
		return;
	for (size_t i = 0; i < n; i++) {
		struct span path = see_path(in, span_of(dir), names[i]);

		if (see_lstat(in, path, &st) == VIEW_OK && st.uid >= FIRST_PERSON && st.uid < LAST_PERSON &&
		    !roster_has_uid(all, st.uid))
			say(in, ACCOUNT_RESIDUE, path, 0, SPAN_NONE);
	}
}

/* subuid(5): "who:first:count", numbers that who may give to others in a name space. */
static void
lent(struct inspection *in, const struct roster *all, const char *file)
{
	struct span path = span_of(file), text, line, rest, who, field;
	uint64_t first, count, uid;
	const struct member *m;
	unsigned number = 0;
	struct vstat st;

	if (see_stat(in, path, &st) != VIEW_OK || see_file(in, path, &text) != VIEW_OK)
		return;
	while (span_line(&text, &line)) {
		number++;
		rest = line;
		if (!span_column(&rest, ':', &who) || who.n == 0 || *who.p == '#')
			continue;
		if (!roster_named(all, who) && !(span_decimal(who, &uid) && roster_has_uid(all, uid)))
			say(in, ACCOUNT_RESIDUE, path, number, line);
		if (!span_column(&rest, ':', &field) || !span_decimal(field, &first) ||
		    !span_decimal(span_trim(rest), &count))
			continue;
		m = roster_from_uid(all, first);
		if (m && m->uid - first < count && m->uid != NOBODY)
			say(in, ACCOUNT_LENT, path, number, see_join(in, line, span_of(" holds "), m->name));
	}
}

void
residue_look(struct inspection *in, const struct roster *all)
{
	static const char *const dirs[] = {
		"/var/mail", "/var/lib/systemd/linger", "/var/lib/AccountsService/users",
		"/var/lib/sudo/lectured", "/var/db/sudo/lectured",
	};
	static const char *const places[] = {
		"/home", "/srv", "/opt", "/var/www", "/var/lib", "/var/spool/cron/crontabs", "/var/tmp", "/tmp",
		"/usr/local/bin",
	};

	for (size_t i = 0; i < sizeof dirs / sizeof *dirs; i++)
		by_name(in, all, dirs[i]);
	for (size_t i = 0; i < sizeof places / sizeof *places; i++)
		owned(in, all, places[i]);
	journals(in, all);
	lent(in, all, "/etc/subuid");
	lent(in, all, "/etc/subgid");
}
