/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path - who besides root may change what root starts by its bare name? */
#include "files.h"

#define STAFF	50	/* Debian's group for /usr/local: base-passwd(8) */
#define PEOPLE	1000	/* login.defs(5): the first account of a person */

static const char *const root_path[] = {
	"/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin",
};

#define DIRS	(sizeof root_path / sizeof *root_path)

/* A package may give its own account a program of its own (at, for one). */
static bool
others(struct inspection *in, struct span path, const struct vstat *st)
{
	struct truth t;
	bool group = (st->mode & 020) && st->gid != 0 &&
	    !(st->gid == STAFF && span_starts(path, "/usr/local/"));

	if (st->kind != V_FILE && st->kind != V_DIR)
		return false;
	if ((st->mode & 002) || group || st->uid >= PEOPLE)
		return true;
	return st->uid != 0 &&
	    (see_owner(in, path, &t) != VIEW_OK || t.kind == TRUTH_UNOWNED);
}

static void
look_in(struct inspection *in, struct span dir)
{
	const struct span *names;
	struct vstat st;
	size_t n;

	if (see_stat(in, dir, &st) == VIEW_OK && others(in, dir, &st))
		say(in, PATH_OTHERS, dir, 0, SPAN_NONE);
	if (see_dir(in, dir, &names, &n) != VIEW_OK)
		return;
	for (size_t i = 0; i < n; i++) {
		struct span path = see_path(in, dir, names[i]), real;

		if (see_real(in, path, &real) == VIEW_OK && see_lstat(in, real, &st) == VIEW_OK &&
		    others(in, real, &st))
			say(in, PATH_OTHERS, path, 0, span_equal(real, path) ? SPAN_NONE : real);
	}
}

/* Links among them are followed once: /bin is usr/bin today. */
void
path_look(struct files *f)
{
	struct span real[DIRS];
	size_t n = 0;

	for (size_t i = 0; i < DIRS; i++) {
		bool again = false;

		if (see_real(f->in, span_of(root_path[i]), &real[n]) != VIEW_OK)
			continue;
		for (size_t k = 0; k < n; k++)
			again = again || span_equal(real[k], real[n]);
		if (!again)
			look_in(f->in, real[n++]);
	}
}
