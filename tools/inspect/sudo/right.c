/* SPDX-License-Identifier: GPL-3.0-or-later */
/* right - is that a right which an administrator gives, and can it be abused by others? */
#include <string.h>

#include "../accounts/glob.h"
#include "../accounts/place.h"
#include "sudo.h"

#define MAX_RIGHTS	100000	/* judged of one system */

enum grantee { G_EVERYONE, G_SYSTEM, G_SERVICE, G_PERSON, G_ADMIN, G_ROOT, G_GHOST, G_UNKNOWN };

static enum grantee
of_member(const struct member *m)
{
	switch (m->standing) {
	case STANDING_ROOT:
		return G_ROOT;
	case STANDING_SYSTEM:
		return G_SYSTEM;
	case STANDING_SERVICE:
		return G_SERVICE;
	default:
		return m->administers ? G_ADMIN : G_PERSON;
	}
}

static enum grantee
of_number(const struct sudo *s, struct span number)
{
	uint64_t uid = table_number(number);
	const struct member *m = roster_from_uid(&s->roster, uid);

	return m && m->uid == uid ? of_member(m) : G_GHOST;
}

static enum grantee
of_group(const struct sudo *s, struct span group)
{
	const struct member *like = roster_named(&s->roster, group);

	if (span_is(group, "sudo") || span_is(group, "wheel") || span_is(group, "admin"))
		return G_ADMIN;
	if (span_is(group, "root"))
		return G_ROOT;
	/* A group of an account's own name stands for that account. */
	if (like && roster_has_group(&s->roster, group))
		return of_member(like);
	return roster_has_group(&s->roster, group) ? G_PERSON : G_UNKNOWN;
}

static enum grantee
grantee(const struct sudo *s, struct span who)
{
	const struct member *m;

	if (span_is(who, "ALL"))
		return G_EVERYONE;
	if (*who.p == '#')
		return of_number(s, span_skip(who, 1));
	if (*who.p == '%')
		return who.n > 1 && who.p[1] != '#' && who.p[1] != ':' ?
		    of_group(s, span_skip(who, 1)) : G_UNKNOWN;
	if (*who.p == '+')
		return G_UNKNOWN;	/* a netgroup */
	m = roster_named(&s->roster, who);
	return m ? of_member(m) : G_GHOST;
}

/* The program of a command, where it is one file: its first word, escapes left out. */
static struct span
program(struct sudo *s, struct span command)
{
	unsigned char *out;
	size_t n = 0;

	if (!span_starts(command, "/") || command.n > MAX_PATH)
		return SPAN_NONE;
	out = see_room(s->in, command.n + 1, 1);
	for (size_t i = 0; i < command.n && command.p[i] != ' ' && command.p[i] != '\t'; i++) {
		if (command.p[i] == '\\' && i + 1 < command.n)
			i++;
		out[n++] = command.p[i];
	}
	return (struct span){ out, n };
}

static void
look_at_command(struct sudo *s, const struct right *r)
{
	struct span path = program(s, r->command), weak;

	if (path.n == 0)
		return;
	if (glob_wild(path))
		path = span_parent((struct span){ path.p, strcspn((const char *)path.p, "*?[") });
	if (place_shady(s->in, path)) {
		sudo_say(s, SUDO_COMMAND_SHADY, r->from, r->from->text);
		return;
	}
	weak = place_open(s->in, path, 0, 0);
	if (weak.n)
		sudo_say(s, SUDO_COMMAND_WRITABLE, r->from,
		    see_join(s->in, r->command, span_of(": "), weak));
}

static enum finding
weighed(enum grantee who, const struct right *r)
{
	bool all = span_is(r->command, "ALL");

	switch (who) {
	case G_EVERYONE:
		return r->asks ? SUDO_NOPASSWD : all ? SUDO_EVERYONE : SUDO_NOPASSWD;
	case G_SYSTEM:
		return all ? SUDO_SYSTEM_ALL : SUDO_SERVICE;
	case G_SERVICE:
		return SUDO_SERVICE;
	case G_PERSON:
		return r->asks ? SUDO_GRANT : SUDO_NOPASSWD;
	case G_GHOST:
		return SUDO_GHOST;
	default:
		return SUDO_GRANT;
	}
}

void
right_judge(struct sudo *s, const struct right *r)
{
	const struct statement *from = r->from;
	enum grantee who;

	if (++s->rights > MAX_RIGHTS) {
		if (s->rights == MAX_RIGHTS + 1)
			say_gap(s->in, from->path, "more sudo rights than are judged");
		return;
	}
	if (s->told.p != r->who.p) {
		s->told = r->who;
		if (r->who.n)
			say_grant(s->in, r->who, "rule", from->path, from->line, from->text);
	}
	if (from->pristine || r->who.n == 0 || (who = grantee(s, r->who)) == G_ROOT)
		return;
	/* What one may do as somebody who is not root is theirs to settle. */
	if (!r->as_root)
		return;
	if (*r->who.p == '#')
		sudo_say(s, SUDO_BY_NUMBER, from, from->text);
	sudo_say(s, weighed(who, r), from, from->text);
	look_at_command(s, r);
}
