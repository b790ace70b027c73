/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * openrc - what do OpenRC's runlevels, services and local scripts start?
 *
 * Read from openrc(8), openrc-run(8) (command=, command_args=), and the
 * README of /etc/local.d.
 */
#include "../startup/shell.h"
#include "init.h"

static bool
local_name(struct span name)
{
	return span_ends(name, ".start") || span_ends(name, ".stop");
}

/* command="/usr/sbin/daemon": what openrc-run starts when the script itself has no start(). */
static void
command_lines(struct startup *s, struct autorun *a)
{
	struct span line, value, head;
	struct lines l;

	if (see_head(s->in, a->path, 64, &head) != VIEW_OK ||
	    !(span_holds(span_before(head, '\n'), "openrc-run") ||
	    span_holds(span_before(head, '\n'), "runscript")) || !lines_open(s, a, false, &l))
		return;
	while (lines_next(&l, a, &line)) {
		if (!span_starts(line, "command="))
			continue;
		value = span_after(line, '=');
		if (value.n > 1 && (*value.p == '"' || *value.p == '\''))
			value = span_before(span_skip(value, 1), (char)*value.p);
		command_words(s, a, &value, span_starts(value, "/"));
	}
}

/* rc-update makes links into init.d and nothing else. */
static void
runlevels(struct startup *s)
{
	struct span above = span_of("/etc/runlevels"), dir, path, real;
	const struct span *level, *name;
	size_t levels, n;
	struct vstat st;

	if (see_dir(s->in, above, &level, &levels) != VIEW_OK)
		return;
	for (size_t i = 0; i < levels; i++) {
		dir = see_path(s->in, above, level[i]);
		if (see_dir(s->in, dir, &name, &n) != VIEW_OK)
			continue;
		for (size_t k = 0; k < n; k++) {
			path = see_path(s->in, dir, name[k]);
			s->entries++;
			if (see_lstat(s->in, path, &st) != VIEW_OK || st.kind == V_DIR ||
			    see_real(s->in, path, &real) != VIEW_OK ||
			    startup_within(real, "/etc/init.d") ||
			    startup_within(real, "/etc/runlevels") != (st.kind == V_FILE))
				continue;
			startup_say(s, STARTUP_ENTRY_ODD, path, 0, real);
		}
	}
}

void
init_openrc(struct startup *s)
{
	struct span local = span_of("/etc/local.d");

	command_dir(s, startup_root(s, local), local, true, local_name);
	confs_dir(s, span_of("/etc/init.d"), "", command_lines);
	runlevels(s);
}
