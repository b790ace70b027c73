/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * statoverride - which owner and mode has dpkg been told to give to a packaged file?
 *
 * Whoever is root writes it, so it explains and never excuses.  Format, from
 * dpkg-statoverride(1) and lib/dpkg/db-fsys-override.c: a file a line, its user,
 * its group (names, or numbers behind '#'), its mode in octal, its path.
 */
#include "database.h"

#define FILE_OF_OVERRIDES	"/var/lib/dpkg/statoverride"

static bool
octal(struct span text, uint32_t *mode)
{
	*mode = 0;
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] < '0' || text.p[i] > '7' || *mode > 0777)
			return false;
		*mode = *mode << 3 | (uint32_t)(text.p[i] - '0');
	}
	return text.n > 0;
}

static bool
written(struct span line, struct override *o, struct span *path)
{
	struct span mode;

	if (!span_column(&line, ' ', &o->user) || !span_column(&line, ' ', &o->group) ||
	    !span_column(&line, ' ', &mode))
		return false;
	*path = line;
	return o->user.n && o->group.n && octal(mode, &o->mode) && path_plain(*path);
}

/* Once all claims are there: of what no package has, dpkg takes no notice. */
void
statoverride_read(struct truth_db *db)
{
	struct span file = span_of(FILE_OF_OVERRIDES), text, line, path;
	struct override o = { 0 }, *kept;
	const struct owned *first;
	struct owned *claim;

	if (db_read(db, file, &text) != VIEW_OK)
		return;
	while (span_line(&text, &line)) {
		o.line++;
		if (!written(line, &o, &path)) {
			db_odd(db, file, o.line, "not what dpkg-statoverride writes: ", line);
			continue;
		}
		o.place = place_of(db, path);
		if (!(first = claim_on(db, o.place)))
			continue;
		claim = &db->owned.at[first - db->owned.at];
		if (claim->override)
			db_odd(db, file, o.line, "a second line for ", path);
		else if ((kept = db_more(db, &db->override))) {
			*kept = o;
			claim->override = (uint32_t)db->override.n;
		}
	}
}

void
statoverride_tell(struct truth_db *db, const struct override *o, struct truth_override *told)
{
	*told = (struct truth_override){
		.file = span_of(FILE_OF_OVERRIDES), .line = o->line, .place = place_path(db, o->place),
		.user = o->user, .group = o->group, .mode = o->mode,
	};
}
