/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * directories - where does the loader search libraries, and who can put some there?
 *
 * Grammar, from ldconfig(8): a directory a line, "include PATTERN", '#' begins
 * a comment; "hwcap" lines are history.
 */
#include "loader.h"

static const char *const own[] = {
	"/lib", "/usr/lib", "/lib64", "/usr/lib64", "/lib32", "/usr/lib32", "/libx32", "/usr/libx32",
	NULL
};
/* What the loader of a release tries first, below any of its directories; what iconv(3) loads. */
static const char *const hwcaps[] = {
	"/usr/lib/*/gconv/*", "/usr/lib64/gconv/*", "/usr/lib/gconv/*",
	"/usr/lib/glibc-hwcaps/*/*", "/usr/lib/*/glibc-hwcaps/*/*", "/usr/lib64/glibc-hwcaps/*/*",
	"/lib/glibc-hwcaps/*/*", "/lib/*/glibc-hwcaps/*/*", "/usr/lib/*/tls/*", "/usr/lib/*/x86_64/*",
	"/usr/lib/*/haswell/*", "/usr/lib/*/haswell/*/*", "/usr/lib64/tls/*", "/usr/lib64/haswell/*",
	"/usr/lib64/x86_64/*", NULL
};
static const char *const system_dirs[] = {
	"/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib", NULL
};

#define USUAL	"ld.so.conf.d/*.conf"

struct told {
	struct loader_dirs	*dirs;
	bool			 tell;
	bool			 usual;		/* what lies there was read by an include */
};

static bool
unowned(struct startup *s, struct span path)
{
	struct span real;
	struct truth t;

	return see_real(s->in, path, &real) == VIEW_OK && see_owner(s->in, real, &t) == VIEW_OK &&
	    t.kind == TRUTH_UNOWNED;
}

/* A packaged library of the same name that would be found later. */
static bool
shadows(struct startup *s, struct span dir, struct span name)
{
	struct span other;

	for (size_t i = 0; system_dirs[i]; i++) {
		if (span_is(dir, system_dirs[i]))
			continue;
		other = see_path(s->in, span_of(system_dirs[i]), name);
		if (startup_file(s, other, false) && !unowned(s, other))
			return true;
	}
	return false;
}

static void
look_into(struct startup *s, const struct autorun *a, struct span dir)
{
	const struct span *name;
	struct vstat st;
	struct span path;
	size_t n;

	if (target_volatile(dir) || target_hidden(dir)) {
		startup_say(s, LOADER_PATH_ODD, a->path, a->line, dir);
		return;
	}
	if (see_stat(s->in, dir, &st) != VIEW_OK || st.kind != V_DIR)
		return;
	if (st.uid != 0 || (st.mode & 002))
		startup_say(s, LOADER_PATH_WRITABLE, a->path, a->line, dir);
	if (see_dir(s->in, dir, &name, &n) != VIEW_OK)
		return;
	for (size_t i = 0; i < n; i++) {
		path = see_path(s->in, dir, name[i]);
		if (span_holds(name[i], ".so") && startup_file(s, path, false) &&
		    unowned(s, path) && shadows(s, dir, name[i]))
			startup_say(s, LOADER_LIBRARY_SHADOWS, path, 0, dir);
	}
}

static void
add(struct startup *s, struct told *t, const struct autorun *a, struct span dir)
{
	struct span real;

	dir = target_clean(s, span_before(dir, '='));
	if (t->tell) {
		startup_entry(s, a, dir);
		if (!span_is(dir, "/usr/lib") && !span_is(dir, "/lib"))
			look_into(s, a, dir);
	}
	if (see_real(s->in, dir, &real) != VIEW_OK)
		real = dir;
	if (t->dirs->n < MAX_LOADER_DIRS)
		t->dirs->path[t->dirs->n++] = real;
	else
		say_gap(s->in, a->path, "more directories of libraries than are kept");
}

static void
conf(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct setting_lines l;
	struct span line, dir;

	if (!settings_open(&l, s, path, as, "#"))
		return;
	while (settings_next(&l, &line)) {
		line = span_before(line, '#');
		if (span_starts(line, "include") || span_starts(line, "hwcap"))
			continue;
		while (span_field(&line, " \t:,", &dir))
			if (span_starts(dir, "/"))
				add(s, arg, &l.a, dir);
	}
}

/* One level of include, as ldconfig's own file has it; others are followed as they are named. */
static void
includes(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct told *t = arg;
	struct setting_lines l;
	struct span line;

	if (!settings_open(&l, s, path, as, "#"))
		return;
	while (settings_next(&l, &line)) {
		if (!span_starts(line, "include"))
			continue;
		settings_name(&line, " \t");
		if (!span_starts(line, "/"))
			line = see_path(s->in, span_of("/etc"), line);
		t->usual |= span_is(line, "/etc/" USUAL);
		settings_files_of(s, line, arg, conf);
	}
}

void
loader_dirs(struct startup *s, struct loader_dirs *d, bool tell)
{
	struct told t = { d, tell, false };
	struct span real;

	d->n = 0;
	for (size_t i = 0; own[i]; i++)
		d->path[d->n++] = see_real(s->in, span_of(own[i]), &real) == VIEW_OK ? real :
		    span_of(own[i]);
	settings_files(s, "/etc/ld.so.conf", &t, conf);
	settings_files(s, "/etc/ld.so.conf", &t, includes);
	if (!t.usual)
		settings_files(s, "/etc/" USUAL, &t, conf);
	settings_files(s, "/etc/ld-musl-*.path", &t, conf);
}

void
loader_directories(struct startup *s)
{
	struct loader_dirs d;

	loader_dirs(s, &d, true);
}

static void
hwcap(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct autorun a;

	(void)arg, (void)as;
	/* Where /lib is a link into /usr, both spellings are one place. */
	if (see_real(s->in, span_parent(path), &a.path) == VIEW_OK)
		path = see_path(s->in, a.path, span_base(path));
	a = startup_root(s, path);
	startup_entry(s, &a, path);
	if (span_holds(span_base(path), ".so") && unowned(s, path))
		startup_say(s, STARTUP_VENDOR_UNOWNED, path, 0, SPAN_NONE);
}

void
loader_hwcaps(struct startup *s)
{
	for (size_t i = 0; hwcaps[i]; i++)
		settings_files(s, hwcaps[i], NULL, hwcap);
}
