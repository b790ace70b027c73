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

/* Records that nobody signs: the disk's own word. */
static void
disk_word(struct inspection *in)
{
	static const char *const unsigned_records[] = {
		"/var/lib/dpkg/status", "/lib/apk/db/installed", "/var/lib/pacman/local",
	};
	struct vstat st;

	for (size_t i = 0; i < sizeof unsigned_records / sizeof *unsigned_records; i++)
		if (see_stat(in, span_of(unsigned_records[i]), &st) == VIEW_OK)
			say(in, PACKAGE_DISK_WORD, span_of(unsigned_records[i]), 0, SPAN_NONE);
}

static enum outcome
look(struct inspection *in)
{
	const struct truth_db *db = see_database(in);

	if (!db) {
		say_gap(in, span_of("/"), "no package database that this version reads");
		return PARTIAL;
	}
	disk_word(in);
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
