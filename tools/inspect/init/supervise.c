/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * supervise - what do runit, s6, dinit and Upstart keep running?
 *
 * Read from runsv(8) and runit(8), s6-svscan(1) and s6-rc-compile(8),
 * dinit-service(5), init(5) of Upstart.
 */
#include "../startup/settings.h"
#include "../startup/shell.h"
#include "init.h"

static void
file(struct startup *s, struct span path)
{
	struct autorun a;

	if (!startup_file(s, path, true))
		return;
	a = startup_root(s, path);
	a.cwd = span_parent(path);
	command_file(s, &a, true);
}

/* Settings that a packaged "run" reads in, and programs that stand for signals. */
static void
beside(struct startup *s, struct span dir)
{
	struct span conf = see_path(s->in, dir, span_of("conf"));
	struct span control = see_path(s->in, dir, span_of("control"));
	struct autorun a = startup_root(s, conf);

	a.lenient = true;
	if (startup_file(s, conf, false))
		command_sourced(s, &a);
	command_dir(s, startup_root(s, control), control, true, NULL);
}

/* A service is a directory: run, finish, and the same for its log. */
static void
service_dirs(struct startup *s, const char *above)
{
	static const char *const files[] = { "run", "finish", "check", "log/run", "log/finish",
		NULL };
	const struct span *name;
	struct span real, dir;
	size_t n;

	if (see_real(s->in, span_of(above), &real) != VIEW_OK ||
	    see_dir(s->in, real, &name, &n) != VIEW_OK)
		return;
	for (size_t i = 0; i < n; i++) {
		/* Enabled services are links to where they are kept. */
		if (see_real(s->in, see_path(s->in, real, name[i]), &dir) != VIEW_OK)
			continue;
		for (size_t k = 0; files[k]; k++)
			file(s, see_path(s->in, dir, span_of(files[k])));
		beside(s, dir);
	}
}

void
init_runit(struct startup *s)
{
	static const char *const dirs[] = { "/etc/sv", "/etc/service", "/var/service", "/service",
		"/etc/runit/sv", "/etc/runit/runsvdir/default", "/etc/runit/runsvdir/current", NULL };
	/* Void's stages read these in. */
	static const char *const sourced[] = { "/etc/runit/core-services/*.sh",
		"/etc/runit/shutdown.d/*.sh", NULL };
	static const char *const stages[] = { "/etc/runit/1", "/etc/runit/2", "/etc/runit/3",
		"/etc/runit/ctrlaltdel", NULL };

	for (size_t i = 0; stages[i]; i++)
		file(s, span_of(stages[i]));
	settings_sourced(s, sourced);
	for (size_t i = 0; dirs[i]; i++)
		service_dirs(s, dirs[i]);
}

/* s6-rc's "up" and "down" are command lines of execline, not scripts. */
static void
oneshots(struct startup *s, const char *above)
{
	static const char *const files[] = { "up", "down", NULL };
	const struct span *name;
	struct span path, text;
	struct autorun a;
	size_t n;

	if (see_dir(s->in, span_of(above), &name, &n) != VIEW_OK)
		return;
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; files[k]; k++) {
			path = see_path(s->in, see_path(s->in, span_of(above), name[i]),
			    span_of(files[k]));
			if (!startup_file(s, path, false) ||
			    see_file(s->in, path, &text) != VIEW_OK)
				continue;
			a = startup_root(s, path);
			command_text(s, &a, text);
		}
}

void
init_s6(struct startup *s)
{
	static const char *const dirs[] = { "/etc/s6/sv", "/etc/s6-rc/source", "/etc/s6/adminsv",
		"/etc/s6-overlay/s6-rc.d", "/etc/services.d", "/run/service", NULL };
	static const char *const scripts[] = { "/etc/cont-init.d", "/etc/cont-finish.d",
		"/etc/s6-overlay/scripts", "/etc/s6-linux-init/current/scripts",
		"/etc/s6-linux-init/current/bin", NULL };

	for (size_t i = 0; dirs[i]; i++) {
		service_dirs(s, dirs[i]);
		oneshots(s, dirs[i]);
	}
	for (size_t i = 0; scripts[i]; i++)
		command_dir(s, startup_root(s, span_of(scripts[i])), span_of(scripts[i]), true, NULL);
}

/* command = /usr/sbin/daemon --words, likewise stop-command. */
static void
dinit_service(struct startup *s, struct autorun *a)
{
	struct span line, key;
	struct lines l;

	if (!lines_open(s, a, false, &l))
		return;
	while (lines_next(&l, a, &line)) {
		key = span_before(line, '=');
		if (!span_has(line, '='))
			key = span_before(line, ':');
		if (span_is(span_trim(key), "command") || span_is(span_trim(key), "stop-command"))
			command_text(s, a, span_trim(span_skip(line, key.n + 1)));
	}
}

void
init_dinit(struct startup *s)
{
	static const char *const dirs[] = { "/etc/dinit.d", "/run/dinit.d", "/usr/local/lib/dinit.d",
		"/usr/lib/dinit.d", "/lib/dinit.d", NULL };

	confs_each(s, dirs, "", dinit_service);
	confs_homes(s, "/.config/dinit.d", "", dinit_service);
}

/* "exec COMMAND", "script" ... "end script", each maybe behind pre-start and the like. */
static void
upstart_job(struct startup *s, struct autorun *a)
{
	static const char *const stages[] = { "pre-start", "post-start", "pre-stop", "post-stop",
		NULL };
	struct span line, rest, word, text;
	struct autorun here;
	struct lines l;

	if (!lines_open(s, a, true, &l))
		return;
	while (lines_next(&l, a, &line)) {
		rest = line;
		if (!span_field(&rest, " \t", &word) ||
		    (one_of(word, stages) && !span_field(&rest, " \t", &word)))
			continue;
		here = *a;
		if (span_is(word, "exec")) {
			command_text(s, &here, span_trim(rest));
		} else if (span_is(word, "env") && span_has(rest, '=')) {
			environ_word(s, &here, span_trim(rest));
		} else if (span_is(word, "script")) {
			text = (struct span){ l.rest.p, 0 };
			while (span_line(&l.rest, &line) && !span_is(span_trim(line), "end script")) {
				text.n = (size_t)(line.p + line.n - text.p);
				l.next++;
			}
			l.next++;
			here.line++;
			command_text(s, &here, text);
		}
	}
}

void
init_upstart(struct startup *s)
{
	confs_dir(s, span_of("/etc/init"), ".conf", upstart_job);
	confs_dir(s, span_of("/etc/init"), ".override", upstart_job);
	confs_homes(s, "/.config/upstart", ".conf", upstart_job);
	confs_homes(s, "/.init", ".conf", upstart_job);
}
