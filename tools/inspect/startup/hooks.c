/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * hooks - what lies in the directories where systemd runs whatever it finds?
 *
 * Below /usr/lib only packages write: an entry of nobody's there tells by
 * itself.  What is below /etc or /usr/local is judged by what it runs.
 */
#include "autorun.h"

static const char *const vendor[] = {
	"/usr/lib/systemd", "/lib/systemd", NULL
};
static const char *const entries[] = { "system", "user", NULL };
static const char *const programs[] = {
	"system-generators", "user-generators", "system-environment-generators",
	"user-environment-generators", "system-sleep", "system-shutdown", NULL
};
static const char *const local[] = { "/etc/systemd", "/usr/local/lib/systemd", NULL };

/* A link that leads to a package's file only gives it another name. */
static void
vendor_entry(struct startup *s, struct span path)
{
	struct span real;
	struct truth t;

	if (see_real(s->in, path, &real) != VIEW_OK || see_owner(s->in, path, &t) != VIEW_OK ||
	    t.kind != TRUTH_UNOWNED)
		return;
	if (span_is(real, "/dev/null") || (!span_equal(real, path) &&
	    see_owner(s->in, real, &t) == VIEW_OK && t.kind != TRUTH_UNOWNED))
		return;
	startup_say(s, STARTUP_VENDOR_UNOWNED, path, 0, SPAN_NONE);
}

/* The directory's entries and those of the drop-in and wants directories in it. */
static void
vendor_dir(struct startup *s, struct span dir)
{
	const struct span *name, *inner;
	struct span real, path;
	struct vstat st;
	size_t n, m;

	if (see_real(s->in, dir, &real) != VIEW_OK || see_dir(s->in, real, &name, &n) != VIEW_OK)
		return;
	for (size_t i = 0; i < n; i++) {
		path = see_path(s->in, real, name[i]);
		if (see_lstat(s->in, path, &st) != VIEW_OK)
			continue;
		if (st.kind != V_DIR) {
			vendor_entry(s, path);
			continue;
		}
		if (see_dir(s->in, path, &inner, &m) != VIEW_OK)
			continue;
		for (size_t j = 0; j < m; j++)
			vendor_entry(s, see_path(s->in, path, inner[j]));
	}
}

static void
run_all(struct startup *s, struct span dir)
{
	struct autorun a = { .as = people_root(), .cwd = span_of("/"),
	    .search = span_of("/usr/sbin:/usr/bin:/sbin:/bin") };
	const struct span *name;
	struct vstat st;
	size_t n;

	/* Where /lib is a link into /usr, both spellings are one place. */
	if (see_real(s->in, dir, &dir) != VIEW_OK || see_dir(s->in, dir, &name, &n) != VIEW_OK)
		return;
	for (size_t i = 0; i < n; i++) {
		a.path = see_path(s->in, dir, name[i]);
		a.said = a.path;
		/* What cannot be executed is passed over; a link to /dev/null masks. */
		if (see_stat(s->in, a.path, &st) != VIEW_OK || st.kind != V_FILE ||
		    !(st.mode & 0111))
			continue;
		a.trust = startup_trust(s, a.path);
		command_file(s, &a, false);
	}
}

void
systemd_hooks(struct startup *s)
{
	struct span above;

	for (size_t i = 0; vendor[i]; i++) {
		above = startup_text(s, vendor[i], span_of("/"), "");
		for (size_t j = 0; entries[j]; j++)
			vendor_dir(s, see_path(s->in, above, span_of(entries[j])));
		for (size_t j = 0; programs[j]; j++) {
			vendor_dir(s, see_path(s->in, above, span_of(programs[j])));
			run_all(s, see_path(s->in, above, span_of(programs[j])));
		}
	}
	for (size_t i = 0; local[i]; i++)
		for (size_t j = 0; programs[j]; j++)
			run_all(s, see_path(s->in, span_of(local[i]), span_of(programs[j])));
}
