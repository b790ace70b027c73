/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * helpers - what do the settings of set-user-ID programs let others do?
 *
 * mount(8): "user", "users", "owner" and "group" in fstab's options, and "suid"
 * behind them; super(5), calife(1), op(1), lxc-user-nic's lxc-usernet(5): who
 * stands there, and the command.
 */
#include "grants.h"

static void
mount_line(struct grants *g, struct span path, unsigned number, struct span line)
{
	struct span options = SPAN_NONE, one;
	bool anybody = false, suid = false;

	for (int i = 0; i < 4; i++)
		if (!span_field(&line, " \t", &options))
			return;
	while (span_field(&options, ",", &one)) {
		if (span_is(one, "user") || span_is(one, "users") || span_is(one, "owner") ||
		    span_is(one, "group")) {
			anybody = true;
			suid = false;		/* as they imply, until an option behind says otherwise */
		} else if (span_is(one, "suid") || span_is(one, "nosuid"))
			suid = span_is(one, "suid");
	}
	if (anybody && suid) {
		say_grant(g->in, span_of("ALL"), "helper", path, number, span_of("mount"));
		say(g->in, HELPER_OPEN, path, number, SPAN_NONE);
	}
}

static void
listed(struct grants *g, struct span path, unsigned number, struct span line)
{
	say_grant(g->in, span_before(span_before(line, ':'), ' '), "helper", path, number, line);
}

void
helpers_look(struct grants *g)
{
	static const char *const files[] = {
		"/etc/super.tab", "/etc/calife.auth", "/etc/op.conf", "/etc/lxc/lxc-usernet",
	};

	each_line(g, span_of("/etc/fstab"), mount_line);
	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		each_line(g, span_of(files[i]), listed);
}
