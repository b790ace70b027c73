/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * diversions - which packaged files were moved aside for another package?
 *
 * Format, from dpkg-divert(1) and lib/dpkg/db-fsys-divert.c: three lines for
 * each, the name that packages use, the name the file has instead, and the
 * package that may use the first; ':' when the administrator asked for it.
 */
#include "database.h"

#define FILE_OF_DIVERSIONS	"/var/lib/dpkg/diversions"

void
diversions_read(struct truth_db *db)
{
	struct span file = span_of(FILE_OF_DIVERSIONS), text;
	struct diversion d, *kept;
	unsigned line = 1;

	if (db_read(db, file, &text) != VIEW_OK)
		return;
	for (; span_line(&text, &d.from); line += 3) {
		if (!span_line(&text, &d.to) || !span_line(&text, &d.by)) {
			db_odd(db, file, line, "a diversion cut short: ", d.from);
			return;
		}
		if (!span_starts(d.from, "/") || !span_starts(d.to, "/") || !d.by.n)
			db_odd(db, file, line, "not a diversion: ", d.from);
		else if ((kept = db_more(db, &db->diversion)))
			*kept = d;
	}
}

/* dpkg compares spellings as written, so do we.  Other managers know no diversions. */
struct span
diversions_lead(const struct truth_db *db, const struct package *package, struct span path)
{
	const struct diversion *d = db->diversion.at;

	if (package->manager != &dpkg_manager)
		return path;
	for (size_t i = 0; i < db->diversion.n; i++, d++)
		if (span_equal(d->from, path) && !span_equal(d->by, package->plain))
			return d->to;
	return path;
}
