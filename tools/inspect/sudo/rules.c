/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rules - which rights does one rule give?
 *
 * sudoers(5): User_List Host_List = Cmnd_Spec_List [: Host_List = ...], where a
 * command may have (runas users:groups), options and tags before it that hold
 * for those behind it too.
 */
#include <string.h>

#include "sudo.h"

#define MAX_STEPS	20000	/* items of one rule, aliases taken apart */
#define MAX_NESTING	16	/* aliases within aliases */

struct rule {
	struct sudo		*s;
	const struct statement	*from;
	struct span		 users;
	struct right		 right;
	unsigned		 steps;
};

typedef void	each_item(struct rule *, struct span item);

/* Every item of a list that is not refused by '!', aliases taken apart. */
static void
items(struct rule *r, enum alias kind, struct span list, unsigned depth, each_item *each)
{
	struct span item, inner;

	while (files_part(&list, ",", &item)) {
		if (item.n == 0 || *item.p == '!')
			continue;
		if (++r->steps > MAX_STEPS || depth > MAX_NESTING) {
			if (r->steps == MAX_STEPS + 1 || depth > MAX_NESTING)
				say_gap(r->s->in, r->from->path, "a sudo rule of more parts than are followed");
			r->steps = MAX_STEPS + 1;
			return;
		}
		if (alias_find(r->s, kind, item, &inner))
			items(r, kind, inner, depth + 1, each);
		else
			each(r, item);
	}
}

static void
to_user(struct rule *r, struct span who)
{
	r->right.who = who;
	right_judge(r->s, &r->right);
}

static void
of_command(struct rule *r, struct span command)
{
	r->right.command = command;
	items(r, ALIAS_USER, r->users, 0, to_user);
}

static void
as_user(struct rule *r, struct span who)
{
	if (span_is(who, "ALL") || span_is(who, "root") || span_is(who, "#0") || *who.p == '%')
		r->right.as_root = true;
}

static bool
name_letter(unsigned char c)
{
	return (c >= 'A' && c <= 'Z') || c == '_';
}

/* A tag ("NOPASSWD:"), digest ("sha256:...") or option ("CWD=...") in front of a command. */
static bool
prefix(struct rule *r, struct span *rest)
{
	struct span s = span_trim(*rest), word;
	size_t n = 0;

	*rest = s;
	if (span_starts(s, "sha2") && span_has(span_before(s, ' '), ':')) {
		span_field(rest, " \t,", &word);
		return true;
	}
	while (n < s.n && name_letter(s.p[n]))
		n++;
	word = (struct span){ s.p, n };
	s = span_trim(span_skip(s, n));
	if (n > 1 && span_starts(s, "=")) {
		*rest = span_skip(s, 1);
		if (!span_field(rest, " \t", &word))
			*rest = SPAN_NONE;
		return true;
	}
	if (n < 2 || !span_starts(s, ":"))
		return false;
	*rest = span_skip(s, 1);
	if (span_is(word, "NOPASSWD"))
		r->right.asks = false;
	else if (span_is(word, "PASSWD"))
		r->right.asks = true;
	return true;
}

static void
runas(struct rule *r, struct span *rest)
{
	struct span s = span_trim(*rest), inside, users;

	*rest = s;
	if (!span_starts(s, "("))
		return;
	inside = span_before(span_skip(s, 1), ')');
	*rest = span_skip(s, inside.n + 2);
	users = span_trim(inside);
	r->right.as_root = false;
	/* "(:group)" and "()" run as the one who asks. */
	if (files_part(&users, ":", &inside) && inside.n)
		items(r, ALIAS_RUNAS, inside, 0, as_user);
}

/* One list of commands; answers what stands behind its ':' */
static struct span
commands(struct rule *r, struct span rest)
{
	struct span command;

	r->right.as_root = true;
	r->right.asks = true;
	while (rest.n && ++r->steps < MAX_STEPS) {
		const unsigned char *before = rest.p;

		runas(r, &rest);
		while (prefix(r, &rest))
			runas(r, &rest);
		if (!files_part(&rest, ",:", &command))
			break;
		if (command.n)
			items(r, ALIAS_COMMAND, command, 0, of_command);
		if (command.n && command.p + command.n < rest.p && rest.p > before &&
		    rest.p[-1] == ':')
			break;
	}
	return rest;
}

/* "users hosts": the list of users ends where a blank has no comma at either side. */
static bool
left_side(struct span left, struct span *users)
{
	bool quoted = false;

	for (size_t i = 0; i < left.n; i++) {
		unsigned char c = left.p[i];
		size_t j = i;

		if (c == '\\') {
			i++;
			continue;
		}
		if (c == '"')
			quoted = !quoted;
		if (quoted || (c != ' ' && c != '\t'))
			continue;
		while (j < left.n && (left.p[j] == ' ' || left.p[j] == '\t'))
			j++;
		if (j == left.n)
			return false;
		if (left.p[j] != ',' && (i == 0 || (left.p[i - 1] != ',' && left.p[i - 1] != '!'))) {
			*users = (struct span){ left.p, i };
			return true;
		}
		i = j - 1;
		while (left.p[j] == ',' && j + 1 < left.n && (left.p[j + 1] == ' ' || left.p[j + 1] == '\t'))
			i = ++j;
	}
	return false;
}

void
rules_look(struct sudo *s, const struct statement *from)
{
	struct rule r = { .s = s, .from = from, .right.from = from };
	struct span rest = from->text, left, word = from->text;

	if (span_field(&word, " \t", &left) && alias_kind(left) != ALIAS_NONE)
		return;
	if (!files_part(&rest, "=", &left) || rest.n == 0 || !left_side(left, &r.users)) {
		say(s->in, SUDO_LINE_ODD, from->path, from->line, from->text);
		return;
	}
	rest = commands(&r, rest);
	/* "who host = commands : host = commands" */
	while (rest.n && r.steps < MAX_STEPS && files_part(&rest, "=", &left))
		rest = commands(&r, rest);
}
