/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tmpfiles - which files does systemd-tmpfiles plant at boot, and with which rights?
 *
 * Read from tmpfiles.d(5): TYPE PATH MODE USER GROUP AGE ARGUMENT; a type is a
 * letter and its modifiers.
 */
#include <string.h>

#include "../kernel/kernel.h"
#include "../startup/shell.h"
#include "unit.h"

/* Whoever writes here is root, or becomes it. */
static bool
grants(struct span path)
{
	static const char *const files[] = { "/etc/passwd", "/etc/shadow", "/etc/group",
		"/etc/gshadow", "/etc/sudoers", "/etc/ld.so.preload", "/etc/doas.conf", NULL };

	return one_of(path, files) || startup_within(path, "/etc/sudoers.d") ||
	    span_is(span_base(path), "authorized_keys") ||
	    span_is(span_base(path), "authorized_keys2");
}

/* What lies here is run. */
static bool
starts(struct span path)
{
	static const char *const dirs[] = { "/etc/cron.d", "/etc/cron.hourly", "/etc/cron.daily",
		"/etc/cron.weekly", "/etc/cron.monthly", "/var/spool/cron", "/etc/systemd",
		"/usr/lib/systemd", "/lib/systemd", "/etc/udev", "/usr/lib/udev", "/etc/profile.d",
		"/etc/init.d", "/etc/update-motd.d", "/etc/pam.d", "/etc/ld.so.conf.d",
		"/etc/modules-load.d", "/etc/apt/apt.conf.d", "/etc/ssh", "/usr/bin", "/usr/sbin",
		"/bin", "/sbin", "/usr/lib/x86_64-linux-gnu", NULL };
	static const char *const files[] = { "/etc/crontab", "/etc/rc.local", "/etc/profile",
		"/etc/bash.bashrc", "/etc/environment", "/etc/inittab", NULL };

	if (one_of(path, files))
		return true;
	for (size_t i = 0; dirs[i]; i++)
		if (startup_within(path, dirs[i]) && path.n > strlen(dirs[i]))
			return true;
	return false;
}

/* 4755, ~2755 and the like: a set-ID bit for the owner or the group.  Directories may have the latter. */
static bool
sets_id(struct startup *s, struct span path, struct span mode)
{
	struct vstat st;
	unsigned char c;

	if (mode.n < 4)
		return false;
	c = mode.p[mode.n - 4];
	if ((c == '2' || c == '3') && see_stat(s->in, path, &st) == VIEW_OK)
		return st.kind != V_DIR;
	return c >= '2' && c <= '7';
}

static void
entry(struct startup *s, const struct autorun *a, struct span *field, size_t n, struct span rest)
{
	struct span type = field[0], path = n > 1 ? field[1] : SPAN_NONE, said = a->said;
	bool writes = type.n && strchr("fFwCL", *type.p) && *type.p;
	bool marks = type.n && strchr("fFzZmC", *type.p) && *type.p;

	if (writes && startup_within(path, "/proc/sys"))
		sysctl_set(s, a, span_skip(path, strlen("/proc/sys/")), rest);
	if (autorun_trust(s, a) == TRUST_PACKAGED)
		return;
	if ((marks && n > 2 && sets_id(s, path, field[2])) || (writes && grants(path)))
		startup_say(s, TMPFILES_GRANTS, a->path, a->line, said);
	else if ((writes && starts(path)) || ((*type.p == 't' || *type.p == 'a' ||
	    *type.p == 'A') && grants(path)))
		startup_say(s, TMPFILES_PLANTS, a->path, a->line, said);
	/* What is copied or linked to a place that runs it. */
	if (writes && (*type.p == 'C' || *type.p == 'L') && starts(path) && span_starts(rest, "/")) {
		struct target t = { .from = a->path, .line = a->line, .said = said, .path = rest };

		target_judge(s, a, &t);
	}
}

void
tmpfiles_line(struct startup *s, const struct autorun *a, struct span line)
{
	struct unit_name name = unit_name_of(span_of("tmpfiles"));
	struct span field[6];
	size_t n = 0;

	startup_entry(s, a, SPAN_NONE);
	while (n < 6 && exec_word(s->in, &line, &field[n]))
		n++;
	if (n < 2)
		return;
	field[1] = target_clean(s, exec_specifiers(s->in, field[1], &name));
	entry(s, a, field, n, span_trim(line));
}

static void
table(struct startup *s, struct autorun *a)
{
	struct span line;
	struct lines l;

	if (lines_open(s, a, false, &l))
		while (lines_next(&l, a, &line))
			tmpfiles_line(s, a, line);
}

void
systemd_tmpfiles(struct startup *s)
{
	static const char *const dirs[] = { "/etc/tmpfiles.d", "/run/tmpfiles.d",
		"/usr/local/lib/tmpfiles.d", "/usr/lib/tmpfiles.d", NULL };
	static const char *const user_dirs[] = { "/etc/user-tmpfiles.d",
		"/usr/local/share/user-tmpfiles.d", "/usr/share/user-tmpfiles.d", NULL };

	confs_each(s, dirs, ".conf", table);
	confs_each(s, user_dirs, ".conf", table);
	confs_file(s, "/etc/credstore/tmpfiles.extra", table);
	confs_homes(s, "/.config/user-tmpfiles.d", ".conf", table);
}

/* sysusers.d(5): u NAME ID "GECOS" HOME SHELL; u! locks the account. */
void
sysusers_line(struct startup *s, const struct autorun *a, struct span line)
{
	struct span field[6], id;
	size_t n = 0;

	s->entries++;
	while (n < 6 && exec_word(s->in, &line, &field[n]))
		n++;
	if (n < 3 || !span_starts(field[0], "u") || autorun_trust(s, a) == TRUST_PACKAGED)
		return;
	id = span_before(field[2], ':');
	while (id.n > 1 && *id.p == '0')
		id = span_skip(id, 1);
	if (span_is(id, "0") && !span_is(field[1], "root"))
		startup_say(s, SYSUSERS_ROOT, a->path, a->line, a->said);
	else if (n > 5 && field[5].n > 1 && !span_ends(field[5], "/nologin") &&
	    !span_ends(field[5], "/false") && !span_is(field[1], "root"))
		startup_say(s, SYSUSERS_SHELL, a->path, a->line, a->said);
}

static void
accounts(struct startup *s, struct autorun *a)
{
	struct span line;
	struct lines l;

	if (lines_open(s, a, false, &l))
		while (lines_next(&l, a, &line))
			sysusers_line(s, a, line);
}

void
systemd_sysusers(struct startup *s)
{
	static const char *const dirs[] = { "/etc/sysusers.d", "/run/sysusers.d",
		"/usr/local/lib/sysusers.d", "/usr/lib/sysusers.d", NULL };

	confs_each(s, dirs, ".conf", accounts);
	confs_file(s, "/etc/credstore/sysusers.extra", accounts);
}
