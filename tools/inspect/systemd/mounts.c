/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mounts - which mounts at boot cover the system, or run a helper?
 *
 * Read from fstab(5), mount(8) ("EXTERNAL HELPERS"), systemd.mount(5) and
 * BindPaths= in systemd.exec(5).
 */
#include "../startup/confs.h"
#include "unit.h"

/* Where a foreign file in a packaged one's place would be run or believed. */
static bool
of_system(struct span path)
{
	static const char *const dirs[] = { "/usr", "/bin", "/sbin", "/lib", "/lib64", "/etc",
		"/boot", "/proc", NULL };

	if (startup_within(path, "/usr/local") || startup_within(path, "/usr/src") ||
	    startup_within(path, "/boot/efi"))
		return false;
	for (size_t i = 0; dirs[i]; i++)
		if (startup_within(path, dirs[i]))
			return true;
	return false;
}

static bool
owned(struct startup *s, struct span path)
{
	struct span real;
	struct truth t;

	if (see_real(s->in, path, &real) != VIEW_OK)
		real = path;
	return see_owner(s->in, real, &t) == VIEW_OK && t.kind != TRUTH_UNOWNED;
}

/* What is laid over `on` is another directory or file of this system. */
static void
covers(struct startup *s, const struct autorun *a, struct span what, struct span on)
{
	on = target_clean(s, on);
	if (autorun_trust(s, a) == TRUST_PACKAGED || !span_starts(what, "/") || !of_system(on) ||
	    span_equal(target_clean(s, what), on))
		return;
	if (!owned(s, what) && !startup_within(what, "/dev") && !span_is(what, "/proc"))
		startup_say(s, STARTUP_MOUNT_COVERS, a->path, a->line, a->said);
}

void
mount_binds(struct startup *s, const struct autorun *a, struct span list)
{
	struct span word, from, to;

	while (exec_word(s->in, &list, &word)) {
		if (span_starts(word, "-"))
			word = span_skip(word, 1);
		from = span_before(word, ':');
		to = span_before(span_after(word, ':'), ':');
		if (to.n)
			covers(s, a, from, to);
	}
}

static bool
has_option(struct span options, const char *name)
{
	struct span one;

	while (span_field(&options, ",", &one))
		if (span_is(one, name))
			return true;
	return false;
}

/* mount(8) runs mount.TYPE when there is one; mount.fuse runs what stands behind the dot. */
static void
helper(struct startup *s, const struct autorun *a, struct span type)
{
	struct span word[1] = { see_join(s->in, span_of("/sbin/mount."), type, SPAN_NONE) };

	if (type.n == 0 || span_is(type, "none"))
		return;
	if (span_starts(type, "fuse.") || span_starts(type, "fuseblk."))
		word[0] = span_after(type, '.');
	else if (!startup_file(s, word[0], false))
		return;
	command_words(s, a, word, 1);
}

static void
one(struct startup *s, const struct autorun *a, struct span what, struct span on,
    struct span type, struct span options)
{
	struct span lower;

	if (has_option(options, "bind") || has_option(options, "rbind"))
		covers(s, a, what, on);
	while (span_is(type, "overlay") && span_field(&options, ",", &lower))
		if (span_starts(lower, "upperdir=") || span_starts(lower, "lowerdir="))
			covers(s, a, span_after(lower, '='), on);
	helper(s, a, type);
}

void
mount_unit(struct startup *s, const struct unit *u, const struct autorun *like)
{
	struct autorun a = *like;

	if (!span_is(u->name.type, "mount") || u->fragment.n == 0)
		return;
	a.path = u->fragment;
	a.line = 0;
	a.trust = u->trust;
	a.said = unit_value(u, "What");
	one(s, &a, a.said, unit_value(u, "Where"), unit_value(u, "Type"), unit_value(u, "Options"));
}

static void
table(struct startup *s, struct autorun *a)
{
	struct span line, field[4];
	struct lines l;
	size_t n;

	if (!lines_open(s, a, false, &l))
		return;
	a->trust = TRUST_STRANGER;	/* no package writes it */
	while (lines_next(&l, a, &line)) {
		for (n = 0; n < 4 && span_field(&line, " \t", &field[n]); n++)
			;
		s->entries++;
		if (n == 4)
			one(s, a, field[0], field[1], field[2], field[3]);
	}
}

void
systemd_fstab(struct startup *s)
{
	confs_file(s, "/etc/fstab", table);
}
