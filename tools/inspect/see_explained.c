/* SPDX-License-Identifier: GPL-3.0-or-later */
/* see_explained - is what stands here another package's file, by a reference pack? */
#include "inspect.h"

bool
see_explained(struct inspection *in, struct span path, struct span *as)
{
	const struct truth_db *db = see_database(in);
	char hex[HASH_HEX];

	return db && see_digest(in, path, HASH_SHA256, hex) == VIEW_OK &&
	    truth_explain(db, hex, as);
}
