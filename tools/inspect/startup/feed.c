/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * feed - which text do a pipe or a substitution hand to a shell?
 *
 * Told of what only repeats its words (echo, printf) or the files it is given
 * (cat and kin).  What others write is known when they run, and not before.
 */
#include "resolve.h"

#define MAX_STAGES	16	/* of one pipeline; longer ones exist only to hurt */

static const char *const repeats[] = { "echo", "printf", NULL };
static const char *const shows[] = { "cat", "tac", "head", "tail", "sed", "grep", "egrep", "nl", "tee",
	"sort", "uniq", "fold", "strings", "dd", "zcat", "gunzip", "xzcat", "bzcat", "zstdcat", NULL };

/* The words behind "echo -e", as the text they make; false when one is only known later. */
static bool
words_of(struct resolver *r, const struct word *w, size_t n, struct span *out)
{
	struct span one;

	*out = SPAN_NONE;
	for (size_t i = 1; i < n; i++) {
		if (i == 1 && (span_is(w[i].text, "-e") || span_is(w[i].text, "-n") ||
		    span_is(w[i].text, "-ne") || span_is(w[i].text, "-en") || span_is(w[i].text, "%s") ||
		    span_is(w[i].text, "%s\\n")))
			continue;
		if (!vars_expand(&r->vars, r->s->in, &w[i], &one))
			return false;
		*out = see_join(r->s->in, *out, out->n ? span_of(" ") : SPAN_NONE, one);
	}
	return true;
}

static bool
from_redirects(struct resolver *r, const struct task *t, const struct script *text,
    const struct simple *c)
{
	const struct redirect *redirect = text->redirect + c->redirect;
	bool any = false;

	for (size_t i = 0; i < c->redirects; i++) {
		if (redirect[i].kind == REDIR_HERE)
			resolve_text(r, redirect[i].body, t, redirect[i].to.line);
		else if (redirect[i].kind == REDIR_STRING)
			resolve_text(r, redirect[i].to.text, t, t->line + c->line - 1);
		else if (redirect[i].kind == REDIR_IN)
			reach_script(r, t, text, c, &redirect[i].to, SPEAKS_SHELL);
		else
			continue;
		any = true;
	}
	return any;
}

/* What the command writes, handed on; false when that cannot be told. */
static bool
from(struct resolver *r, const struct task *t, const struct script *text, const struct simple *c)
{
	const struct word *w;
	struct word file;
	struct span said;
	bool any;
	size_t n;

	if (!(w = script_program(text, c, &n)))
		return false;
	if (one_of(span_base(w->text), repeats)) {
		if (!words_of(r, w, n, &said) || span_has(said, '\\'))
			return false;
		resolve_text(r, said, t, t->line + c->line - 1);
		return true;
	}
	if (!one_of(span_base(w->text), shows))
		return false;
	any = from_redirects(r, t, text, c);
	for (size_t i = 1; i < n; i++) {
		file = w[i];
		if (span_starts(file.text, "if="))
			file.text = span_skip(file.text, 3);
		if (span_starts(file.text, "-") || !span_has(file.text, '/'))
			continue;
		reach_script(r, t, text, c, &file, SPEAKS_SHELL);
		any = true;
	}
	return any;
}

bool
feed_pipe(struct resolver *r, const struct task *t, const struct script *text,
    const struct simple *c)
{
	bool any = false;

	for (size_t stage = 0; c->ups && stage < MAX_STAGES && !any; stage++) {
		for (size_t i = c->up; i < c->up + c->ups; i++)
			any |= from(r, t, text, &text->simple[i]);
		c = &text->simple[c->up];
	}
	return any;
}

void
feed_word(struct resolver *r, const struct task *t, const struct script *text, const struct word *w)
{
	struct script inner;

	/* "echo $(cat FILE)" runs echo. */
	if (!span_starts(w->text, "$(") && !span_starts(w->text, "`") && !span_starts(w->text, "<("))
		return;
	for (size_t i = w->sub; i < w->sub + w->subs; i++) {
		script_parse(r->s->in, text->sub[i], &inner);
		for (size_t k = 0; k < inner.simples; k++)
			from(r, t, &inner, &inner.simple[k]);
	}
}
