/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * beyond - may more people change it, or does it lead elsewhere, than recorded?
 *
 * Only where packages alone put things, /usr and what is part of it on merged
 * systems: elsewhere administrators give rights to their services, and lay links.
 */
#include <stdio.h>

#include "packages.h"

#define OTHERS	0022U	/* write permission of the group and of all */
#define PEOPLE	1000	/* login.defs(5): the first account of a person */

static bool
packages_place(struct span place)
{
	return (span_starts(place, "/usr/") && !span_starts(place, "/usr/local/")) ||
	    span_starts(place, "/bin/") || span_starts(place, "/sbin/") ||
	    span_starts(place, "/lib/");
}

static void
rights(struct inspection *in, const struct truth_entry *e, const struct vstat *st)
{
	bool given = st->uid >= PEOPLE && e->flags & TRUTH_USER && span_is(e->user, "root");
	const struct truth_db *db;
	struct truth_override o;
	struct span word = SPAN_NONE;
	char about[96];

	if (!(st->mode & OTHERS & ~e->mode) && !given)
		return;
	db = see_database(in);
	if (db && truth_override(db, e->place, &o) && (st->mode & 07777) == o.mode)
		word = span_of(", as dpkg-statoverride asks");
	snprintf(about, sizeof about, ": recorded mode %04o, found %04o, of user %u",
	    e->mode & 07777, st->mode & 07777, st->uid);
	say(in, PACKAGE_RIGHTS_WIDER, e->place, 0,
	    see_join(in, e->package, span_of(about), word));
}

static void
target(struct inspection *in, const struct truth_entry *e, const struct vstat *st)
{
	struct span found = span_of("no link"), about;

	if (st->kind == V_LINK && (see_link(in, e->place, &found) != VIEW_OK ||
	    span_equal(found, e->target)))
		return;
	about = see_join(in, e->package, span_of(": recorded "), e->target);
	say(in, PACKAGE_LINK_DIFFERS, e->place, 0, see_join(in, about, span_of(", found "), found));
}

void
beyond_look(struct inspection *in, const struct truth_entry *e, const struct vstat *st)
{
	if (!packages_place(e->place) || e->diverted)
		return;
	if (e->flags & TRUTH_MODE && (st->kind == V_FILE || st->kind == V_DIR))
		rights(in, e, st);
	if (e->flags & TRUTH_TARGET && program_by_name(e->place))
		target(in, e, st);
}
