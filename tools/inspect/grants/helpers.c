/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * helpers - what do the settings of set-user-ID programs let others do?
 *
 * mount(8): "user", "users", "owner" and "group" in fstab's options, and "suid"
 * behind them; super(5), calife(1), op(1), lxc-user-nic's lxc-usernet(5): who
 * stands there, and the command; consolehelper's console.apps (usermode): a file for
 * each program; Xwrapper.config(5): who may start the X server, with which rights.
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

static struct span
value(struct span text, const char *key)
{
	struct span line;

	while (span_line(&text, &line))
		if (span_is(span_trim(span_before(line, '=')), key))
			return span_trim(span_after(line, '='));
	return SPAN_NONE;
}

/* "PROGRAM=/usr/sbin/x", "USER=root" as whom, "UGROUPS=wheel" for whom; what is asked, PAM says. */
static void
consolehelper(struct grants *g)
{
	const struct span dir = span_of("/etc/security/console.apps"), *names;
	struct span text, program, groups, user;
	struct vstat st;
	size_t n;

	if (see_dir(g->in, dir, &names, &n) != VIEW_OK)
		return;
	for (size_t i = 0; i < n; i++) {
		struct span path = see_path(g->in, dir, names[i]);

		if (see_stat(g->in, path, &st) != VIEW_OK || st.kind != V_FILE ||
		    see_file(g->in, path, &text) != VIEW_OK)
			continue;
		g->found = true;
		program = value(text, "PROGRAM");
		groups = value(text, "UGROUPS");
		user = value(text, "USER");
		say_grant(g->in, groups.n ? see_join(g->in, span_of("%"), groups, SPAN_NONE) : span_of("ALL"),
		    "helper", path, 0, see_join(g->in, program.n ? program : names[i], span_of(" as "),
		    user.n ? user : span_of("root")));
		if (span_starts(program, "/") && place_shady(g->in, program))
			say(g->in, HELPER_SHADY, path, 0, program);
	}
}

static void
x_line(struct grants *g, struct span path, unsigned number, struct span line)
{
	struct span name = span_trim(span_before(line, '=')), who = span_trim(span_after(line, '='));

	if (span_is(name, "allowed_users") && !span_is(who, "rootonly"))
		say_grant(g->in, span_of(span_is(who, "anybody") ? "ALL" : "console"), "helper", path, number, line);
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
	consolehelper(g);
	any_line(g, span_of("/etc/X11/Xwrapper.config"), x_line);
}
