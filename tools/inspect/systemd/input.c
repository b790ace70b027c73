/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * input - what does a unit give its program to read, when that is an interpreter?
 *
 * Read from systemd.exec(5): StandardInput= names a file, a socket, or the text
 * and data that the unit itself holds (StandardInputText=, StandardInputData=).
 */
#include "../../trust/sshsig.h"
#include "../startup/shell.h"
#include "unit.h"

/* The text that the unit holds, and where it begins. */
static struct span
kept(struct startup *s, const struct unit *u, struct autorun *a)
{
	struct span all = SPAN_NONE, value;
	const struct setting *set;
	unsigned char *out;
	bool text;
	size_t n;

	for (size_t i = 0; i < u->n; i++) {
		set = &u->setting[i];
		text = span_is(set->line.key, "StandardInputText");
		if (!text && !span_is(set->line.key, "StandardInputData"))
			continue;
		value = set->line.value;
		if (value.n == 0) {
			all = SPAN_NONE;
			continue;
		}
		if (all.n == 0) {
			a->path = set->path;
			a->line = set->line.line;
			a->said = set->line.said;
			a->trust = set->trust;
		}
		if (text) {
			value = exec_specifiers(s->in, exec_unescaped(s->in, value), &u->name);
			all = see_join(s->in, all, value, span_of("\n"));
			continue;
		}
		out = see_room(s->in, value.n + 4, 1);
		if (base64_read(value, out, value.n + 4, &n))
			all = see_join(s->in, all, (struct span){ out, n }, SPAN_NONE);
	}
	return all;
}

/* Another language's lines, for what they show. */
static void
other(struct startup *s, const struct autorun *a, struct span text)
{
	struct span line;

	startup_entry(s, a, SPAN_NONE);
	if (autorun_trust(s, a) == TRUST_PACKAGED)
		return;
	if (inline_shell(text, true))
		startup_say(s, STARTUP_SHELL_NETWORK, a->path, a->line, a->said);
	while (span_line(&text, &line))
		if (inline_fetch(line))
			startup_say(s, STARTUP_FETCH_AND_RUN, a->path, a->line, a->said);
}

void
input_read(struct startup *s, const struct unit *u, const struct autorun *a, const struct span *word,
    size_t n)
{
	struct span input = unit_value(u, "StandardInput"), file[2], text;
	struct word *w = see_room(s->in, n + 1, sizeof *w);
	struct autorun here = *a;
	enum speaks speaks;
	struct meant m;
	size_t at;

	for (size_t i = 0; i < n; i++)
		w[i] = (struct word){ .text = word[i] };
	at = wrap_program(w, n);
	if (at == n || (speaks = wrap_speaks(w[at].text)) == SPEAKS_NOTHING)
		return;
	wrap_meant(w + at, n - at, &m);
	if (!m.input)
		return;
	/* A shell whose input is a socket obeys whoever connects. */
	if (speaks == SPEAKS_SHELL && (span_is(input, "socket") || span_is(input, "fd") ||
	    span_starts(input, "fd:")) && autorun_trust(s, a) != TRUST_PACKAGED)
		startup_say(s, STARTUP_SHELL_NETWORK, a->path, a->line, a->said);
	if (span_starts(input, "file:")) {
		file[0] = w[at].text;
		file[1] = exec_specifiers(s->in, span_after(input, ':'), &u->name);
		command_words(s, a, file, 2);
	}
	if (input.n && !span_is(input, "data"))
		return;
	text = kept(s, u, &here);
	if (text.n && speaks == SPEAKS_SHELL)
		command_text(s, &here, text);
	else if (text.n)
		other(s, &here, text);
}
