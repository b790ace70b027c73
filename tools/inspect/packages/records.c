/* SPDX-License-Identifier: GPL-3.0-or-later */
/* records - what does the package database hold that no package manager writes? */
#include "packages.h"

#define INFO	"/var/lib/dpkg/info"

static int
odd(void *arg, const struct truth_odd *o)
{
	say(arg, PACKAGE_RECORD_ODD, o->file, o->line, o->about);
	return 0;
}

/* Every file there bears the name of a package that status knows. */
static void
strays(struct inspection *in)
{
	struct span dir = span_of(INFO), path;
	const struct span *names;
	struct truth t;
	size_t n;

	if (see_dir(in, dir, &names, &n) != VIEW_OK)
		return;
	for (size_t i = 0; i < n; i++) {
		path = see_path(in, dir, names[i]);
		if (see_owner(in, path, &t) == VIEW_OK && t.kind == TRUTH_UNOWNED)
			say(in, PACKAGE_RECORD_ODD, path, 0,
			    span_of("of no package that is known"));
	}
}

void
records_look(struct inspection *in, const struct truth_db *db)
{
	truth_each_odd(db, odd, in);
	strays(in);
}
