/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * quoted - does shell text that stands in something else tie a shell to the network, or run what it fetched?
 *
 * A container's arguments, a build's step, a string that a line of another
 * language hands to a shell: judged by the shapes of payload.c, followed into
 * "sh -c" and kin.
 */
#include "shell.h"

#define MAX_INSIDE	4	/* sh -c in sh -c */

static struct payload
judge(struct inspection *in, struct span text, unsigned depth)
{
	struct payload p = { false, false }, inner;
	const struct simple *where;
	const unsigned char *trait;
	const struct word *w;
	struct script script;
	struct meant m;
	size_t n;

	/* Every shape of a payload names a shell or a device; most texts do not. */
	if (!span_holds(text, "sh") && !span_holds(text, "/dev/") && !span_holds(text, "eval"))
		return p;
	script_parse(in, text, &script);
	trait = script_traits(in, &script);
	p.shell = payload_shell(&script, trait, &where);
	p.fetches = payload_fetch(in, &script, trait, &where);
	for (size_t i = 0; depth && i < script.simples; i++) {
		if (!(w = script_program(&script, &script.simple[i], &n)))
			continue;
		wrap_meant(w, n, &m);
		if (!m.inline_code)
			continue;
		if (wrap_speaks(w->text) == SPEAKS_SHELL) {
			inner = judge(in, m.code.text, depth - 1);
			p.shell |= inner.shell;
			p.fetches |= inner.fetches;
		} else {
			p.shell |= inline_shell(m.code.text, false);
		}
	}
	return p;
}

struct payload
quoted_text(struct inspection *in, struct span text)
{
	return judge(in, text, MAX_INSIDE);
}

/* A string up to its quote, the backslashes before quotes gone; *all: as written, its last quote included. */
static struct span
string(struct inspection *in, struct span s, unsigned char quote, size_t *all)
{
	unsigned char *out;
	size_t n = 0, i;

	for (i = 0; i < s.n && s.p[i] != quote; i++)
		i += s.p[i] == '\\' && i + 1 < s.n;
	*all = i < s.n ? i + 1 : s.n;
	s.n = i < s.n ? i : s.n;
	out = see_room(in, s.n + 1, 1);
	for (i = 0; i < s.n; i++) {
		i += s.p[i] == '\\' && i + 1 < s.n && (s.p[i + 1] == '"' || s.p[i + 1] == '\'');
		out[n++] = s.p[i];
	}
	return (struct span){ out, n };
}

struct payload
quoted_line(struct inspection *in, struct span line)
{
	static const char *const calls[] = { "system", "exec", "popen", "spawn", "subprocess", "check_output",
		"check_call", "getoutput", "passthru", "`", "qx", "%x", NULL };
	struct payload p = { false, false }, one;
	bool called = false;
	size_t all;

	for (size_t i = 0; calls[i]; i++)
		called |= span_holds(line, calls[i]);
	if (!called || (!span_holds(line, "sh") && !span_holds(line, "/dev/")))
		return p;
	while (line.n) {
		unsigned char c = *line.p;

		line = span_skip(line, 1);
		if (c != '"' && c != '\'' && c != '`')
			continue;
		one = quoted_text(in, string(in, line, c, &all));
		p.shell |= one.shell;
		p.fetches |= one.fetches;
		line = span_skip(line, all);
	}
	return p;
}
