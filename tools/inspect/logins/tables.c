/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tables - the records of logins that newer systems keep in databases
 *
 * liblastlog2's lastlog2.db, table Lastlog2: name, seconds since 1970,
 * terminal, host.  wtmpdb's wtmp.db, table wtmp: type, user, login in
 * microseconds, terminal, host; of its types 3 is a user's session.
 */
#include "../../view/sqlite.h"
#include "logins.h"

static const char *const lastlog2[] = { "/var/lib/lastlog/lastlog2.db", "/var/log/lastlog2.db" };
static const char *const wtmpdb[] = { "/var/lib/wtmpdb/wtmp.db", "/var/log/wtmp.db" };

#define MAX_STRANGERS	20	/* rows of one database that are said one by one */

struct rows {
	struct logins	*l;
	struct span	 path;
	int64_t		 unit;		/* parts of a second */
	unsigned int	 strangers;
};

static struct span
text(sqlite3_stmt *row, int column)
{
	const unsigned char *p = sqlite3_column_text(row, column);
	int n = sqlite3_column_bytes(row, column);

	return p && n > 0 ? (struct span){ p, (size_t)n } : SPAN_NONE;
}

/* Columns: user, time, terminal, host. */
static int
session(void *arg, sqlite3_stmt *row)
{
	struct rows *t = arg;
	struct span user = text(row, 0);
	int64_t at = sqlite3_column_int64(row, 1) / t->unit;

	if (at <= 0 || user.n == 0)
		return VIEW_OK;
	user = see_join(t->l->in, user, SPAN_NONE, SPAN_NONE);
	session_add(t->l, &(struct session){ .user = user, .from = text(row, 3), .terminal = text(row, 2),
	    .path = t->path, .at = at, .by = KEPT_DATABASE });
	if (t->l->accounts.n && !roster_named(&t->l->accounts, user) && ++t->strangers <= MAX_STRANGERS)
		say(t->l->in, LOGIN_STRANGER, t->path, 0, user);
	return VIEW_OK;
}

static void
look_at(struct logins *l, const char *path, int64_t unit, const char *select)
{
	struct rows t = { l, span_of(path), unit, 0 };
	struct vstat st;

	if (see_stat(l->in, t.path, &st) != VIEW_OK || st.kind != V_FILE || st.size == 0)
		return;
	l->any = true;
	see_sqlite(l->in, t.path, select, session, &t);
}

void
tables_look(struct logins *l)
{
	for (size_t i = 0; i < sizeof lastlog2 / sizeof *lastlog2; i++)
		look_at(l, lastlog2[i], 1, "SELECT Name, Time, TTY, RemoteHost FROM Lastlog2");
	for (size_t i = 0; i < sizeof wtmpdb / sizeof *wtmpdb; i++)
		look_at(l, wtmpdb[i], 1000000,
		    "SELECT User, Login, TTY, RemoteHost FROM wtmp WHERE Type = 3");
}
