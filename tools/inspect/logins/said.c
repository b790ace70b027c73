/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * said - what did a program say of a login, or of who became whom?
 *
 * OpenSSH's auth.c: "Accepted METHOD for USER from ADDRESS port N ssh2".
 * util-linux' login.c: "LOGIN ON tty1 BY alice", "ROOT LOGIN ON tty1"; its su:
 * "(to root) alice on pts/0".  sudoers' logging.c: "alice : TTY=pts/0 ; PWD=/ ;
 * USER=root ; COMMAND=/bin/ls"; a reason stands before TTY= when it refused.
 * Anybody who can log can forge a line: what is told by it is a fact of the
 * record, not of the machine.
 */
#include "logins.h"

static bool
is_sshd(struct span identifier)
{
	return span_is(identifier, "sshd") || span_is(identifier, "sshd-session");
}

bool
said_identifier(struct span identifier)
{
	return is_sshd(identifier) || span_is(identifier, "sudo") || span_is(identifier, "login") ||
	    span_is(identifier, "su");
}

bool
said_message(struct span message)
{
	return span_starts(message, "Accepted ") || span_starts(message, "LOGIN ON ") ||
	    span_starts(message, "ROOT LOGIN ON ") || span_starts(message, "ROOT LOGIN  ON ") ||
	    span_starts(message, "(to ") || span_holds(message, "COMMAND=");
}

static bool
sshd(struct span message, struct session *s)
{
	struct span word;

	return span_field(&message, " ", &word) && span_is(word, "Accepted") &&
	    span_field(&message, " ", &word) &&
	    span_field(&message, " ", &word) && span_is(word, "for") &&
	    span_field(&message, " ", &s->user) &&
	    span_field(&message, " ", &word) && span_is(word, "from") &&
	    span_field(&message, " ", &s->from);
}

static bool
login(struct span message, struct session *s)
{
	struct span word;

	s->user = span_of("root");
	if (!span_starts(message, "ROOT "))
		s->user = SPAN_NONE;
	while (span_field(&message, " ", &word))
		if (span_is(word, "ON") && span_field(&message, " '", &word))
			s->terminal = span_starts(word, "/dev/") ? span_skip(word, 5) : word;
		else if (span_is(word, "BY") && span_field(&message, " ", &word))
			s->user = word;
		else if (span_is(word, "FROM") && span_field(&message, " ", &word))
			s->from = word;
	return s->user.n && s->terminal.n;
}

static bool
su(struct span message, struct session *s)
{
	struct span word;

	message = span_after(message, ')');
	return span_field(&message, " ", &s->user) && span_field(&message, " ", &word) &&
	    span_is(word, "on") && span_field(&message, " ", &s->terminal);
}

static bool
sudo(struct span message, struct session *s)
{
	struct span word, first;

	if (!span_field(&message, " ", &s->user) || !span_field(&message, " ", &word) ||
	    !span_is(word, ":") || !span_field(&message, " ", &first) || !span_starts(first, "TTY=") ||
	    !span_holds(message, "COMMAND="))
		return false;
	s->terminal = span_skip(first, 4);
	return true;
}

bool
said_act(struct span identifier, struct span message, struct session *s)
{
	message = span_trim(message);
	if (is_sshd(identifier)) {
		s->act = ACT_LOGIN;
		return sshd(message, s);
	}
	if (span_is(identifier, "login")) {
		s->act = ACT_LOGIN;
		return login(message, s);
	}
	s->act = span_is(identifier, "su") ? ACT_SU : ACT_SUDO;
	return s->act == ACT_SU ? span_starts(message, "(to ") && su(message, s) : sudo(message, s);
}

void
said_keep(struct logins *l, const struct session *s)
{
	struct span command = s->message;

	session_add(l, s);
	if (s->act == ACT_LOGIN)
		trace(&l->machines, s->from, "sshd", s->user, s->path);
	while (s->act == ACT_SUDO && command.n && !span_starts(command, "COMMAND="))
		command = span_skip(command, 1);
	if (s->act == ACT_SUDO)
		command_trace(&l->machines, span_skip(command, 8), s->user, s->path);
}
