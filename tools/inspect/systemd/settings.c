/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * settings - which environment do systemd's managers give to all that they start?
 *
 * Read from systemd-system.conf(5), environment.d(5) and systemd.preset(5).
 */
#include "../startup/confs.h"
#include "unit.h"

static void
manager(struct startup *s, struct autorun *a)
{
	struct unit_reader r = { .in = s->in };
	struct unit_line line = { .line = 0 };
	struct span word;

	if (see_file(s->in, a->path, &r.rest) != VIEW_OK)
		return;
	while (unit_next(&r, &line)) {
		a->line = line.line;
		a->said = line.said;
		s->entries++;
		if (span_is(line.key, "DefaultEnvironment") ||
		    span_is(line.key, "ManagerEnvironment"))
			while (exec_word(s->in, &line.value, &word))
				environ_word(s, a, word);
	}
}

void
systemd_managers(struct startup *s)
{
	static const char *const confs[] = { "/etc/systemd/system.conf", "/etc/systemd/user.conf",
		"/usr/lib/systemd/system.conf", "/usr/lib/systemd/user.conf", NULL };
	static const char *const of_system[] = { "/etc/systemd/system.conf.d",
		"/run/systemd/system.conf.d", "/usr/local/lib/systemd/system.conf.d",
		"/usr/lib/systemd/system.conf.d", NULL };
	static const char *const of_user[] = { "/etc/systemd/user.conf.d",
		"/run/systemd/user.conf.d", "/usr/local/lib/systemd/user.conf.d",
		"/usr/lib/systemd/user.conf.d", NULL };

	for (size_t i = 0; confs[i]; i++)
		confs_file(s, confs[i], manager);
	confs_each(s, of_system, ".conf", manager);
	confs_each(s, of_user, ".conf", manager);
	confs_homes(s, "/.config/systemd", "user.conf", manager);
	confs_homes(s, "/.config/systemd/user.conf.d", ".conf", manager);
}

/* What is enabled without a word when its package is installed, or by preset-all. */
static void
preset(struct startup *s, struct autorun *a)
{
	struct span line;
	struct lines l;

	if (!lines_open(s, a, false, &l))
		return;
	while (lines_next(&l, a, &line))
		s->entries += span_starts(line, "enable ");
}

void
systemd_presets(struct startup *s)
{
	static const char *const of_system[] = { "/etc/systemd/system-preset",
		"/run/systemd/system-preset", "/usr/local/lib/systemd/system-preset",
		"/usr/lib/systemd/system-preset", NULL };
	static const char *const of_user[] = { "/etc/systemd/user-preset",
		"/run/systemd/user-preset", "/usr/local/lib/systemd/user-preset",
		"/usr/lib/systemd/user-preset", NULL };

	confs_each(s, of_system, ".preset", preset);
	confs_each(s, of_user, ".preset", preset);
}

static void
environment(struct startup *s, struct autorun *a)
{
	s->entries++;
	environ_file(s, a, a->path);
}

void
systemd_environment(struct startup *s)
{
	static const char *const dirs[] = { "/etc/environment.d", "/run/environment.d",
		"/usr/local/lib/environment.d", "/usr/lib/environment.d", NULL };

	confs_each(s, dirs, ".conf", environment);
	confs_homes(s, "/.config/environment.d", ".conf", environment);
}
