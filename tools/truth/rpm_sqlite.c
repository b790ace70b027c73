/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rpm_sqlite - the headers in rpmdb.sqlite: Fedora, RHEL 9 and their kin
 *
 * The table is the one that rpm's lib/backend/sqlite.c makes.
 */
#include "../view/sqlite.h"
#include "rpm.h"

struct headers {
	rpm_each	*each;
	void		*arg;
	uint64_t	 left;		/* bytes of headers that may yet come: no more than the files hold */
};

static int
header(void *arg, sqlite3_stmt *row)
{
	struct headers *h = arg;
	const unsigned char *blob = sqlite3_column_blob(row, 0);
	int n = sqlite3_column_bytes(row, 0);

	if (sqlite3_column_type(row, 0) != SQLITE_BLOB || !blob || n <= 0 ||
	    (uint64_t)n > h->left)
		return VIEW_BROKEN;
	h->left -= (uint64_t)n;
	return h->each(h->arg, (struct span){ blob, (size_t)n });
}

int
rpm_sqlite(struct node db, uint64_t size, struct node wal, uint64_t wal_size, rpm_each *each,
    void *arg)
{
	struct headers h = { .each = each, .arg = arg };

	if (!add_ok(size, wal_size, &h.left))
		return VIEW_BROKEN;
	return sqlite_read(db, size, wal, wal_size, "SELECT blob FROM Packages", header, &h);
}
