/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rc - what do the boot scripts of System V and its kin start? */
#include "init.h"

static const char boot_path[] = "/sbin:/usr/sbin:/bin:/usr/bin";

static struct autorun
at(struct startup *s, struct span path)
{
	struct autorun a = startup_root(s, path);

	a.search = span_of(boot_path);
	return a;
}

void
init_local(struct startup *s)
{
	static const char *const paths[] = { "/etc/rc.local", "/etc/rc.d/rc.local",
		"/etc/rc.local.shutdown", "/etc/init.d/rc.local", "/etc/init.d/boot.local",
		"/etc/init.d/after.local", "/etc/init.d/before.local", "/etc/init.d/halt.local",
		"/etc/rc.shutdown", "/etc/rc.d/rc.shutdown", "/etc/rc.d/rc.sysinit", "/etc/rc.common",
		NULL };
	struct span path, real;
	struct autorun a;

	for (size_t i = 0; paths[i]; i++) {
		path = span_of(paths[i]);
		if (!startup_file(s, path, false))
			continue;
		/* RHEL's /etc/rc.local is a link to the one in rc.d. */
		if (see_real(s->in, path, &real) == VIEW_OK)
			path = real;
		a = at(s, path);
		command_file(s, &a, true);
	}
	command_dir(s, at(s, span_of("/etc/rc.local.d")), span_of("/etc/rc.local.d"), true, NULL);
	command_dir(s, at(s, span_of("/etc/rc.boot")), span_of("/etc/rc.boot"), true, NULL);
	command_dir(s, at(s, span_of("/etc/boot.d")), span_of("/etc/boot.d"), true, NULL);
}

void
init_scripts(struct startup *s)
{
	static const char *const dirs[] = { "/etc/init.d", "/etc/rc.d/init.d", NULL };
	const struct span *name;
	struct autorun a;
	struct span dir;
	size_t n;

	for (size_t i = 0; dirs[i]; i++) {
		if (see_real(s->in, span_of(dirs[i]), &dir) != VIEW_OK ||
		    see_dir(s->in, dir, &name, &n) != VIEW_OK)
			continue;
		for (size_t j = 0; j < n; j++) {
			a = at(s, see_path(s->in, dir, name[j]));
			if (startup_file(s, a.path, false))
				command_file(s, &a, true);
		}
	}
}

/* update-rc.d and chkconfig make links into init.d and nothing else. */
static void
runlevel_entry(struct startup *s, struct span path)
{
	struct span real;
	struct vstat st;
	struct autorun a;

	if ((*span_base(path).p != 'S' && *span_base(path).p != 'K') ||
	    see_lstat(s->in, path, &st) != VIEW_OK || st.kind == V_DIR ||
	    see_real(s->in, path, &real) != VIEW_OK)
		return;
	if (span_ends(span_parent(real), "/init.d") || startup_within(real, "/etc/rc.d/init.d"))
		return;
	a = at(s, path);
	if (a.trust == TRUST_PACKAGED || !startup_file(s, path, false))
		return;
	startup_say(s, STARTUP_ENTRY_ODD, path, 0, real);
	a.path = real;
	command_file(s, &a, true);
}

void
init_runlevels(struct startup *s)
{
	static const char *const levels[] = { "rcS.d", "rc0.d", "rc1.d", "rc2.d", "rc3.d", "rc4.d",
		"rc5.d", "rc6.d", NULL };
	static const char *const above[] = { "/etc", "/etc/rc.d", "/etc/init.d", NULL };
	const struct span *name;
	struct span dir;
	size_t n;

	for (size_t i = 0; above[i]; i++)
		for (size_t j = 0; levels[j]; j++) {
			dir = see_path(s->in, span_of(above[i]), span_of(levels[j]));
			if (see_dir(s->in, dir, &name, &n) != VIEW_OK)
				continue;
			for (size_t k = 0; k < n; k++)
				runlevel_entry(s, see_path(s->in, dir, name[k]));
		}
}

/* inittab(5): id:runlevels:action:process, the process maybe with a '+' in front. */
void
init_inittab(struct startup *s)
{
	struct autorun a = at(s, span_of("/etc/inittab"));
	struct span text, line, column;

	if (see_file(s->in, a.path, &text) != VIEW_OK)
		return;
	while (span_line(&text, &line)) {
		a.line++;
		a.said = line;
		line = span_trim(line);
		if (line.n == 0 || *line.p == '#')
			continue;
		if (!span_column(&line, ':', &column) || !span_column(&line, ':', &column) ||
		    !span_column(&line, ':', &column))
			continue;
		if (span_starts(line, "+"))
			line = span_skip(line, 1);
		command_text(s, &a, line);
	}
}
