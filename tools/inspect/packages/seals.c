/* SPDX-License-Identifier: GPL-3.0-or-later */
/* seals - did the vendors sign what the package database says? */
#include "packages.h"

static void
tell(struct inspection *in, enum finding what, const struct truth_package *p)
{
	struct span about = p->name;

	if (p->key.n)
		about = see_join(in, p->name, span_of(": key "), p->key);
	say(in, what, p->file, 0, about);
}

static int
look(void *arg, const struct truth_package *p)
{
	if (!p->sealed || (p->referred && p->seal != SEAL_BAD))
		return 0;
	switch (p->seal) {
	case SEAL_GOOD:
		break;
	case SEAL_NONE:
		tell(arg, PACKAGE_UNSIGNED, p);
		break;
	case SEAL_STRANGER:
	case SEAL_SPENT:
		tell(arg, PACKAGE_KEY_UNKNOWN, p);
		break;
	case SEAL_BAD:
		tell(arg, PACKAGE_SEAL_BROKEN, p);
		break;
	}
	return 0;
}

void
seals_look(struct inspection *in, const struct truth_db *db)
{
	truth_each_package(db, look, in);
}
