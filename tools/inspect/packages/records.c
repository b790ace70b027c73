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

/* What managers run as root; the rest of their files only says things. */
static bool
maintainer_script(struct span path)
{
	return span_is(span_base(path), "install") || span_ends(path, ".preinst") || span_ends(path, ".postinst") ||
	    span_ends(path, ".prerm") || span_ends(path, ".postrm") || span_ends(path, ".config");
}

static void
differs(struct inspection *in, struct span path, const char *why)
{
	say(in, maintainer_script(path) ? PACKAGE_SCRIPT_DIFFERS : PACKAGE_RECORD_FORGED, path, 0,
	    span_of(why));
}

/* A manager's file on a package, against the reference pack's copy. */
static int
held(void *arg, struct span path, const char *want)
{
	struct inspection *in = arg;
	struct vstat st;
	char have[HASH_HEX];
	int r = see_lstat(in, path, &st);

	if (r == VIEW_ABSENT && *want)
		differs(in, path, "its package brought this file, and it is gone");
	else if (r == VIEW_OK && !*want)
		differs(in, path, "its package has no such file");
	else if (r == VIEW_OK && see_digest(in, path, HASH_SHA256, have) == VIEW_OK &&
	    !span_is(span_of(want), have))
		differs(in, path, "not as its package brought it");
	return 0;
}

/* Every file there bears the name of a package that status knows. */
static void
strays(struct inspection *in, const struct truth_db *db)
{
	struct span dir = span_of(INFO), path;
	const struct span *names;
	struct truth t;
	char want[HASH_HEX];
	size_t n;

	if (see_dir(in, dir, &names, &n) != VIEW_OK)
		return;
	for (size_t i = 0; i < n; i++) {
		path = see_path(in, dir, names[i]);
		if (see_owner(in, path, &t) == VIEW_OK && t.kind == TRUTH_UNOWNED)
			say(in, PACKAGE_RECORD_ODD, path, 0,
			    span_of("of no package that is known"));
		else if (truth_control(db, path, want) && !*want)
			differs(in, path, "its package has no such file");
	}
}

void
records_look(struct inspection *in, const struct truth_db *db)
{
	truth_each_odd(db, odd, in);
	strays(in, db);
	truth_each_control(db, held, in);
}
