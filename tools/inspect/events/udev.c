/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * udev - what do udev's rules run when a device comes or goes?
 *
 * Read from udev(7) of systemd 257: rules are KEY OPERATOR "VALUE", parted by
 * commas; RUN, PROGRAM and IMPORT{program} run programs, ENV{} becomes the
 * environment of those that follow.
 */
#include <string.h>

#include "../startup/shell.h"
#include "events.h"

#define MAX_RULE_WORDS	128	/* of one command; the rest cannot change what is started */

struct pair {
	struct span	key, attribute, value;
	bool		assigns;	/* not == or != */
};

static bool
blank(unsigned char c)
{
	return c == ' ' || c == '\t' || c == ',' || c == '\r';
}

/* A quoted value: \" is a quote; in e"..." the other escapes count too. */
static struct span
value_of(struct inspection *in, struct span *rest, bool escapes)
{
	unsigned char *out, c;
	size_t n = 0, i = 1;

	while (i < rest->n && rest->p[i] != '"')
		i += rest->p[i] == '\\' && i + 1 < rest->n ? 2 : 1;
	out = see_room(in, i + 1, 1);
	for (i = 1; i < rest->n && rest->p[i] != '"'; i++) {
		c = rest->p[i];
		if (c == '\\' && i + 1 < rest->n && (rest->p[i + 1] == '"' || escapes))
			c = rest->p[++i];
		out[n++] = c;
	}
	*rest = span_skip(*rest, i + 1);
	return (struct span){ out, n };
}

static bool
pair_next(struct inspection *in, struct span *rest, struct pair *p)
{
	size_t n = 0, at;
	bool escapes;

	while (rest->n && blank(*rest->p))
		*rest = span_skip(*rest, 1);
	while (n < rest->n && !strchr("=!+-:{ \t", rest->p[n]))
		n++;
	*p = (struct pair){ .key = { rest->p, n } };
	*rest = span_skip(*rest, n);
	if (span_starts(*rest, "{")) {
		p->attribute = span_before(span_skip(*rest, 1), '}');
		*rest = span_skip(*rest, p->attribute.n + 2);
	}
	*rest = span_trim(*rest);
	for (at = 0; at < rest->n && strchr("=!+-:", rest->p[at]); at++)
		;
	p->assigns = !(at == 2 && (*rest->p == '=' || *rest->p == '!'));
	*rest = span_trim(span_skip(*rest, at));
	escapes = span_starts(*rest, "e\"");
	if (escapes)
		*rest = span_skip(*rest, 1);
	if (p->key.n == 0 || at == 0 || !span_starts(*rest, "\""))
		return false;
	p->value = value_of(in, rest, escapes);
	return true;
}

/* Words between blanks; either quote keeps blanks in one. */
static size_t
split(struct span text, struct span word[MAX_RULE_WORDS])
{
	size_t n = 0, i;
	unsigned char quote;

	for (text = span_trim(text); text.n && n < MAX_RULE_WORDS; text = span_trim(text)) {
		quote = *text.p == '\'' || *text.p == '"' ? *text.p : 0;
		if (quote)
			text = span_skip(text, 1);
		for (i = 0; i < text.n && (quote ? text.p[i] != quote :
		    text.p[i] != ' ' && text.p[i] != '\t'); i++)
			;
		word[n++] = (struct span){ text.p, i };
		text = span_skip(text, quote ? i + 1 : i);
	}
	return n;
}

static void
program(struct startup *s, const struct autorun *a, struct span command)
{
	struct span word[MAX_RULE_WORDS];
	size_t n = split(command, word);

	/* Which program it is depends on the device. */
	if (n && (span_has(word[0], '$') || span_has(word[0], '%'))) {
		if (autorun_trust(s, a) == TRUST_STRANGER)
			startup_say(s, STARTUP_COMMAND_UNCLEAR, a->path, a->line, a->said);
		n = 0;
	}
	command_words(s, a, word, n);
}

static bool
wanted_unit(struct startup *s, struct span name, struct span *path)
{
	static const char *const dirs[] = { "/etc/systemd/system", "/usr/local/lib/systemd/system",
		"/usr/lib/systemd/system", "/lib/systemd/system", NULL };

	for (size_t i = 0; dirs[i]; i++) {
		*path = see_path(s->in, span_of(dirs[i]), name);
		if (startup_file(s, *path, false))
			return true;
	}
	return false;
}

static void
pair(struct startup *s, const struct autorun *a, const struct pair *p)
{
	struct span rest = p->value, unit, path;

	if (span_is(p->key, "PROGRAM") ||
	    (span_is(p->key, "RUN") && !span_is(p->attribute, "builtin")) ||
	    (span_is(p->key, "IMPORT") && span_is(p->attribute, "program"))) {
		program(s, a, p->value);
	} else if (span_is(p->key, "ENV") && p->assigns) {
		environ_word(s, a, see_join(s->in, p->attribute, span_of("="), p->value));
		if (span_is(p->attribute, "SYSTEMD_WANTS") ||
		    span_is(p->attribute, "SYSTEMD_USER_WANTS"))
			while (span_field(&rest, " \t", &unit))
				if (wanted_unit(s, unit, &path))
					startup_entry(s, a, path);
	}
}

static void
rules(struct startup *s, struct autorun *a)
{
	struct span line;
	struct lines l;
	struct pair p;

	a->search = span_of("/usr/lib/udev:/lib/udev:/usr/sbin:/usr/bin:/sbin:/bin");
	if (!lines_open(s, a, true, &l))
		return;
	while (lines_next(&l, a, &line))
		while (pair_next(s->in, &line, &p))
			pair(s, a, &p);
}

void
events_udev(struct startup *s)
{
	static const char *const dirs[] = { "/etc/udev/rules.d", "/run/udev/rules.d",
		"/usr/local/lib/udev/rules.d", "/usr/lib/udev/rules.d", "/lib/udev/rules.d", NULL };

	confs_each(s, dirs, ".rules", rules);
}
