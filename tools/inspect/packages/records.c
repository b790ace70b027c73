/* SPDX-License-Identifier: GPL-3.0-or-later */
/* records - what does the package database hold that no package manager writes? */
#include "packages.h"

#define INFO	"/var/lib/dpkg/info"

static int
odd(void *arg, const struct truth_odd *o)
{
	say(arg, o->forged ? PACKAGE_RECORD_FORGED : PACKAGE_RECORD_ODD, o->file, o->line, o->about);
	return 0;
}

/* What dpkg runs as root; the rest of its files only says things. */
static bool
maintainer_script(struct span path)
{
	return span_ends(path, ".preinst") || span_ends(path, ".postinst") ||
	    span_ends(path, ".prerm") || span_ends(path, ".postrm") || span_ends(path, ".config");
}

static void
differs(struct inspection *in, struct span path, const char *why)
{
	say(in, maintainer_script(path) ? PACKAGE_SCRIPT_DIFFERS : PACKAGE_RECORD_FORGED, path, 0,
	    span_of(why));
}

/* One of dpkg's files on a package, against the reference pack's copy. */
static void
control(struct inspection *in, const struct truth_db *db, struct span path)
{
	char want[HASH_HEX], have[HASH_HEX];

	if (!truth_control(db, path, want))
		return;
	if (!*want)
		differs(in, path, "its package has no such file");
	else if (see_digest(in, path, HASH_SHA256, have) == VIEW_OK &&
	    !span_is(span_of(want), have))
		differs(in, path, "not as its package brought it");
}

static int
lacking(void *arg, struct span path)
{
	struct inspection *in = arg;
	struct vstat st;

	if (see_lstat(in, path, &st) == VIEW_ABSENT)
		differs(in, path, "its package brought this file, and it is gone");
	return 0;
}

/* Every file there bears the name of a package that status knows. */
static void
strays(struct inspection *in, const struct truth_db *db)
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
		else
			control(in, db, path);
	}
}

void
records_look(struct inspection *in, const struct truth_db *db)
{
	truth_each_odd(db, odd, in);
	strays(in, db);
	truth_each_control(db, lacking, in);
}
