/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * logs - from which machines did somebody log in, by what sshd and sudo wrote?
 *
 * Text logs as syslog daemons write them: "... sshd[PID]: MESSAGE", whichever
 * form the time has.  OpenSSH's auth.c: "Accepted METHOD for USER from ADDRESS
 * port N ssh2".  Anybody who can log can forge a line: facts, no findings.
 */
#include "traces.h"

bool
login_message(struct span message, struct span *user, struct span *machine)
{
	struct span word;

	return span_field(&message, " ", &word) && span_is(word, "Accepted") &&
	    span_field(&message, " ", &word) &&
	    span_field(&message, " ", &word) && span_is(word, "for") &&
	    span_field(&message, " ", user) &&
	    span_field(&message, " ", &word) && span_is(word, "from") &&
	    span_field(&message, " ", machine);
}

static struct span
behind(struct span line, const char *mark)
{
	size_t n = span_of(mark).n;

	for (; line.n >= n; line = span_skip(line, 1))
		if (span_starts(line, mark))
			return span_skip(line, n);
	return SPAN_NONE;
}

static void
look_at(struct traces *t, struct span line, struct span path)
{
	struct span user, machine, command;

	if ((span_holds(line, " sshd[") || span_holds(line, " sshd-session[")) &&
	    login_message(behind(line, "]: "), &user, &machine))
		trace(t, machine, "sshd", user, path);
	else if (span_holds(line, " sudo") && (command = behind(line, "COMMAND=")).n)
		command_trace(t, command, SPAN_NONE, path);
}

void
logs_trace(struct traces *t)
{
	const struct span dir = span_of("/var/log"), *name;
	struct span path, text, line;
	struct vstat st;
	size_t n;

	if (see_dir(t->in, dir, &name, &n) != VIEW_OK)
		return;
	for (size_t i = 0; i < n; i++) {
		if (!span_starts(name[i], "auth.log") && !span_starts(name[i], "secure"))
			continue;
		path = see_path(t->in, dir, name[i]);
		if (see_stat(t->in, path, &st) != VIEW_OK || st.kind != V_FILE ||
		    see_unpacked(t->in, path, &text) != VIEW_OK)
			continue;
		t->any = true;
		while (span_line(&text, &line))
			look_at(t, line, path);
	}
}
