/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * packages - are the programs the ones that were installed?
 *
 * One file for each part of the question: who vouches for the records
 * (vouched.c), did vendors sign them (seals.c), what is odd or forged in them
 * (records.c), what differs from them (digests.c, beyond.c), what do
 * they not know (unowned.c).
 */
#include "packages.h"

static enum outcome
look(struct inspection *in)
{
	const struct truth_db *db = see_database(in);

	if (!db) {
		say_gap(in, span_of("/"), "no package database that this version reads");
		return PARTIAL;
	}
	vouched_look(in, db);
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
	    PACKAGE_CONFFILE_CHANGED, PACKAGE_RECORD_ODD, PACKAGE_RECORD_FORGED,
	    PACKAGE_SCRIPT_DIFFERS, PACKAGE_UNREFERRED, PACKAGE_SEAL_BROKEN,
	    PACKAGE_UNSIGNED, PACKAGE_KEY_UNKNOWN, PACKAGE_RIGHTS_WIDER, PACKAGE_LINK_DIFFERS,
	    PROGRAM_UNOWNED, LIBRARY_UNOWNED, BYTECODE_FOREIGN, BYTECODE_ODD, FINDING_COUNT },
	.look = look,
};
