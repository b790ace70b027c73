/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * extras - who lingers, what ran and is gone, and what is laid over the system?
 *
 * Read from loginctl(1) (enable-linger), systemd.timer(5) (Persistent=),
 * systemd-sysext(8) and portablectl(1).
 */
#include "../startup/shell.h"
#include "unit.h"

#define FIRST_PERSON	1000	/* login.defs(5) UID_MIN */

/* The units of a lingering account run from boot on, whether it logs in or not. */
void
systemd_linger(struct startup *s)
{
	struct span dir = span_of("/var/lib/systemd/linger");
	const struct person *as;
	const struct span *name;
	size_t n;

	if (see_dir(s->in, dir, &name, &n) != VIEW_OK)
		return;
	for (size_t i = 0; i < n; i++) {
		s->entries++;
		as = people_named(s, name[i]);
		if (s->n && (!as || as->uid < FIRST_PERSON))
			startup_say(s, STARTUP_LINGER_ODD, see_path(s->in, dir, name[i]), 0, name[i]);
	}
}

static void
stamps(struct startup *s, struct span dir, struct span home, const char *const *dirs)
{
	const struct span *name;
	struct unit_name u;
	struct span timer;
	struct vstat st;
	bool there;
	size_t n;

	if (see_dir(s->in, dir, &name, &n) != VIEW_OK)
		return;
	for (size_t i = 0; i < n; i++) {
		if (!span_starts(name[i], "stamp-"))
			continue;
		s->entries++;
		timer = span_skip(name[i], 6);
		u = unit_name_of(timer);
		if (u.instance.n)
			timer = see_join(s->in, u.prefix, span_of("@."), u.type);
		there = false;
		for (size_t k = 0; dirs[k] && !there; k++)
			there = see_lstat(s->in, see_path(s->in, span_starts(span_of(dirs[k]), "/.") ?
			    see_join(s->in, home, span_of(dirs[k]), SPAN_NONE) : span_of(dirs[k]),
			    timer), &st) == VIEW_OK;
		if (!there)
			startup_say(s, STARTUP_GHOST, see_path(s->in, dir, name[i]), 0, timer);
	}
}

/* Directories below a home begin with a dot. */
void
systemd_stamps(struct startup *s)
{
	static const char *const of_system[] = { "/etc/systemd/system",
		"/usr/local/lib/systemd/system", "/usr/lib/systemd/system", "/lib/systemd/system", NULL };
	static const char *const of_account[] = { "/.config/systemd/user",
		"/.local/share/systemd/user", "/etc/systemd/user", "/usr/local/lib/systemd/user",
		"/usr/lib/systemd/user", "/usr/local/share/systemd/user", "/usr/share/systemd/user",
		NULL };
	struct span home;

	stamps(s, span_of("/var/lib/systemd/timers"), SPAN_NONE, of_system);
	for (size_t i = 0; i < s->n; i++) {
		home = s->people[i].home;
		if (s->people[i].first)
			stamps(s, see_join(s->in, home, span_of("/.local/share/systemd/timers"),
			    SPAN_NONE), home, of_account);
	}
}

#define MAX_EXTENSION	20000	/* files of one extension that are looked at */

/* Does the extension's file take the place of a package's? */
static bool
covers(struct startup *s, struct span top, struct span path)
{
	struct span in_system = { path.p + top.n, path.n - top.n };
	struct truth t;

	return see_owner(s->in, in_system, &t) == VIEW_OK && t.kind != TRUTH_UNOWNED;
}

static void
extension(struct startup *s, struct span top)
{
	struct span *all = NULL, dir = top, path;
	const struct span *name;
	size_t n, waiting = 0, room = 0, seen = 0;
	struct vstat st;

	startup_say(s, STARTUP_EXTENSION, top, 0, SPAN_NONE);
	for (;; dir = all[--waiting]) {
		if (see_dir(s->in, dir, &name, &n) != VIEW_OK)
			n = 0;
		for (size_t i = 0; i < n; i++) {
			path = see_path(s->in, dir, name[i]);
			if (seen++ == MAX_EXTENSION) {
				say_gap(s->in, top, "an extension with more files than are looked at");
				return;
			}
			if (see_lstat(s->in, path, &st) != VIEW_OK)
				continue;
			if (st.kind == V_DIR) {
				all = grown(s->in, all, waiting, &room, sizeof *all);
				all[waiting++] = path;
			} else if (covers(s, top, path)) {
				startup_say(s, STARTUP_EXTENSION_COVERS, path, 0, SPAN_NONE);
			}
		}
		if (waiting == 0)
			return;
	}
}

void
systemd_extensions(struct startup *s)
{
	static const char *const dirs[] = { "/etc/extensions", "/run/extensions",
		"/var/lib/extensions", "/usr/local/lib/extensions", "/usr/lib/extensions",
		"/run/confexts", "/var/lib/confexts", "/usr/local/lib/confexts", "/usr/lib/confexts",
		"/etc/portables", "/var/lib/portables", "/run/portables", NULL };
	const struct span *name;
	struct truth t;
	struct span path;
	size_t n;

	for (size_t i = 0; dirs[i]; i++) {
		if (see_dir(s->in, span_of(dirs[i]), &name, &n) != VIEW_OK)
			continue;
		for (size_t k = 0; k < n; k++) {
			path = see_path(s->in, span_of(dirs[i]), name[k]);
			s->entries++;
			if (see_owner(s->in, path, &t) != VIEW_OK || t.kind == TRUTH_UNOWNED)
				extension(s, path);
		}
	}
	/* What is written while extensions lie over the system, and laid over it with them. */
	path = span_of("/var/lib/extensions.mutable");
	if (see_dir(s->in, path, &name, &n) == VIEW_OK && n) {
		s->entries++;
		extension(s, path);
	}
}
