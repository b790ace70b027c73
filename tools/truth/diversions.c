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

/*
 * dpkg compares spellings as written, and so do packages' own; an administrator
 * who says /usr/bin/x where the package says /bin/x moved the same file.
 */
static bool
leads_away(struct truth_db *db, const struct diversion *d, const struct package *package, struct span path)
{
	if (!span_is(d->by, ":") || !span_equal(span_base(d->from), span_base(path)))
		return span_equal(d->from, path) && !span_equal(d->by, package->plain);
	return place_same(place_of(db, d->from), place_of(db, path));
}

/* Other managers know no diversions. */
struct span
diversions_lead(struct truth_db *db, const struct package *package, struct span path)
{
	if (package->manager != &dpkg_manager)
		return path;
	for (size_t i = 0; i < db->diversion.n; i++)
		if (leads_away(db, &db->diversion.at[i], package, path))
			return db->diversion.at[i].to;
	return path;
}
