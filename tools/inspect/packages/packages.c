/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * packages - are the programs the ones that were installed?
 *
 * One file each: did vendors sign the records (seals.c), what is odd in them
 * (records.c), what differs from them (digests.c, beyond.c), what do they not
 * know (unowned.c).  Where nobody signs, the records are the disk's own: that
 * is said, once, as a finding.
 */
#include "packages.h"

/* Databases that are there to be found, and not yet read. */
static const struct {
	const char	*path, *why;
} foreign[] = {
	{ "/lib/apk/db/installed", "an apk package database, which this version does not read" },
	{ "/var/lib/pacman/local", "a pacman package database, which this version does not read" },
};

static enum outcome
nothing_readable(struct inspection *in)
{
	struct vstat st;

	for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++)
		if (see_stat(in, span_of(foreign[i].path), &st) == VIEW_OK) {
			say_gap(in, span_of(foreign[i].path), foreign[i].why);
			return PARTIAL;
		}
	say_gap(in, span_of("/"), "no package database that this version reads");
	return PARTIAL;
}

static enum outcome
look(struct inspection *in)
{
	const struct truth_db *db = see_database(in);
	struct span status = span_of("/var/lib/dpkg/status");
	struct vstat st;

	if (!db)
		return nothing_readable(in);
	if (see_stat(in, status, &st) == VIEW_OK)
		say(in, PACKAGE_DISK_WORD, status, 0, SPAN_NONE);
	seals_look(in, db);
	records_look(in, db);
	unowned_look(in, digests_look(in, db));
	return DONE;
}

const struct inspector packages_inspector = {
	.name = "packages",
	.asks = "are the programs the ones that were installed?",
	.may = (const enum finding[]){
	    PACKAGE_DISK_WORD, PACKAGE_PROGRAM_DIFFERS, PACKAGE_PROGRAM_DISPLACED,
	    PACKAGE_PROGRAM_MISSING, PACKAGE_DATA_DIFFERS, PACKAGE_DATA_MISSING,
	    PACKAGE_CONFFILE_CHANGED, PACKAGE_RECORD_ODD, PACKAGE_SEAL_BROKEN,
	    PACKAGE_UNSIGNED, PACKAGE_KEY_UNKNOWN, PACKAGE_RIGHTS_WIDER, PACKAGE_LINK_DIFFERS,
	    PROGRAM_UNOWNED, LIBRARY_UNOWNED, FINDING_COUNT },
	.look = look,
};
