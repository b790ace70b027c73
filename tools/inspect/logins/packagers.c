/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * packagers - for which accounts did package managers work?
 *
 * apt's history.log: "Start-Date:", "Commandline:" and, when sudo ran it,
 * "Requested-By: alice (1000)".  dnf's history.sqlite, table trans: dt_begin,
 * loginuid, cmdline; dnf5's transaction_history.sqlite: dt_start, user_id,
 * description.  libzypp's history: "2026-01-31 10:00:00|command|root@host|...",
 * written as the local clock read.
 */
#include "../../view/sqlite.h"
#include "logins.h"

#define UNSET	UINT32_MAX	/* the login uid of what nobody who logged in started */

static void
apt(struct logins *l, struct span path)
{
	struct session s = { .path = path, .by = KEPT_PACKAGER, .act = ACT_PACKAGES, .loose = true };
	struct span text, line;
	bool zoned;

	if (see_unpacked(l->in, path, &text) != VIEW_OK)
		return;
	l->any = true;
	while (span_line(&text, &line)) {
		s.line++;
		if (span_starts(line, "Start-Date: ")) {
			if (!when_iso(span_trim(span_skip(line, 12)), &s.at, &zoned))
				s.at = 0;
		} else if (span_starts(line, "Requested-By: ") && s.at) {
			s.user = span_before(span_skip(line, 14), ' ');
			session_add(l, &s);
		}
	}
}

/* Its commands bear the name of who ran them; its installations nobody's. */
static void
zypper(struct logins *l, struct span path)
{
	struct session s = { .path = path, .by = KEPT_PACKAGER, .act = ACT_PACKAGES, .loose = true };
	struct span text, line, at, kind, who;
	bool zoned;

	if (see_unpacked(l->in, path, &text) != VIEW_OK)
		return;
	l->any = true;
	while (span_line(&text, &line)) {
		s.line++;
		if (!span_field(&line, "|", &at) || !span_field(&line, "|", &kind) ||
		    !span_is(kind, "command") || !span_field(&line, "|", &who) ||
		    !when_iso(at, &s.at, &zoned))
			continue;
		s.user = span_before(who, '@');
		session_add(l, &s);
	}
}

struct database {
	struct logins	*l;
	struct span	 path;
};

/* Columns: time, user ID. */
static int
transaction(void *arg, sqlite3_stmt *row)
{
	struct database *d = arg;
	int64_t at = sqlite3_column_int64(row, 0), uid = sqlite3_column_int64(row, 1);
	const struct member *m;

	if (at <= 0 || uid < 0 || uid >= UNSET || !(m = roster_from_uid(&d->l->accounts, (uint64_t)uid)) ||
	    m->uid != uid)
		return VIEW_OK;
	session_add(d->l, &(struct session){ .user = m->name, .path = d->path, .at = at,
	    .by = KEPT_PACKAGER, .act = ACT_PACKAGES });
	return VIEW_OK;
}

static void
dnf(struct logins *l, struct span path, const char *select)
{
	struct database d = { l, path };
	struct vstat st;

	if (see_stat(l->in, d.path, &st) != VIEW_OK || st.kind != V_FILE || st.size == 0)
		return;
	l->any = true;
	see_sqlite(l->in, d.path, select, transaction, &d);
}

/* yum's own, before dnf: history-DATE.sqlite, table trans_beg. */
static void
yum(struct logins *l)
{
	const struct span dir = span_of("/var/lib/yum/history"), *name;
	size_t n;

	if (see_dir(l->in, dir, &name, &n) != VIEW_OK)
		return;
	for (size_t i = 0; i < n; i++)
		if (span_starts(name[i], "history-") && span_ends(name[i], ".sqlite"))
			dnf(l, see_path(l->in, dir, name[i]), "SELECT timestamp, loginuid FROM trans_beg");
}

void
packagers_look(struct logins *l)
{
	const struct span dir = span_of("/var/log/apt"), zypp = span_of("/var/log/zypp/history"), *name;
	struct vstat st;
	size_t n;

	if (see_stat(l->in, zypp, &st) == VIEW_OK && st.kind == V_FILE)
		zypper(l, zypp);
	yum(l);
	dnf(l, span_of("/var/lib/dnf/history.sqlite"), "SELECT dt_begin, loginuid FROM trans");
	dnf(l, span_of("/usr/lib/sysimage/libdnf5/transaction_history.sqlite"),
	    "SELECT dt_start, user_id FROM trans");
	if (see_dir(l->in, dir, &name, &n) != VIEW_OK)
		return;
	for (size_t i = 0; i < n; i++) {
		struct span path = see_path(l->in, dir, name[i]);

		if (span_starts(name[i], "history.log") && see_stat(l->in, path, &st) == VIEW_OK &&
		    st.kind == V_FILE)
			apt(l, path);
	}
}
