/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * script - what may a polkit rule answer, and what does it run?
 *
 * Not an interpreter: words and brackets of JavaScript, comments and strings
 * taken for what they are.  A right counts as given to all when nothing in its
 * function is asked before it is given.
 */
#include <string.h>

#include "events.h"

#define MAX_FRAMES	64	/* braces nested deeper exist only to hurt a parser */
#define LOOK_BACK	5	/* words before "return" that tell whether it is conditional */

enum frame { FRAME_BLOCK, FRAME_FUNCTION };

struct reader {
	struct span	rest;
	struct span	word[LOOK_BACK];	/* the last is word[LOOK_BACK - 1] */
};

static bool
letter(unsigned char c)
{
	return c == '_' || c == '$' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
	    (c >= 'A' && c <= 'Z');
}

static void
skip_comment(struct span *rest)
{
	const char *end = span_starts(*rest, "//") ? "\n" : "*/";

	*rest = span_skip(*rest, 2);
	while (rest->n && !span_starts(*rest, end))
		*rest = span_skip(*rest, 1);
	*rest = span_skip(*rest, strlen(end));
}

/* A string with its quotes, a word, or one other character. */
static bool
next(struct span *rest, struct span *word)
{
	size_t n = 0;

	for (;;) {
		while (rest->n && (*rest->p <= ' ' || *rest->p >= 0x7f))
			*rest = span_skip(*rest, 1);
		if (!span_starts(*rest, "//") && !span_starts(*rest, "/*"))
			break;
		skip_comment(rest);
	}
	if (rest->n == 0)
		return false;
	if (*rest->p == '"' || *rest->p == '\'' || *rest->p == '`') {
		for (n = 1; n < rest->n && rest->p[n] != *rest->p; n++)
			n += rest->p[n] == '\\';
		n = n < rest->n ? n + 1 : rest->n;
	} else {
		while (n < rest->n && letter(rest->p[n]))
			n++;
		n = n ? n : 1;
	}
	*word = (struct span){ rest->p, n };
	*rest = span_skip(*rest, n);
	return true;
}

static bool
step(struct reader *r)
{
	struct span word;

	if (!next(&r->rest, &word))
		return false;
	memmove(r->word, r->word + 1, (LOOK_BACK - 1) * sizeof *r->word);
	r->word[LOOK_BACK - 1] = word;
	return true;
}

/* Does "polkit.Result.YES" or "yes" come next? */
static bool
yes_next(struct span rest)
{
	struct span word;

	if (!next(&rest, &word))
		return false;
	if (span_is(word, "\"yes\"") || span_is(word, "'yes'"))
		return true;
	for (size_t i = 0; i < 4 && next(&rest, &word); i++)
		if (span_is(word, "YES"))
			return true;
	return false;
}

/* Read so far: is what comes next done only if something holds? */
static bool
conditional(const struct reader *r)
{
	const struct span *w = r->word;

	if (span_is(w[LOOK_BACK - 1], "else"))
		return true;
	if (!span_is(w[LOOK_BACK - 1], ")"))
		return false;
	/* if (true): a condition that is none. */
	return !(span_is(w[LOOK_BACK - 4], "if") && span_is(w[LOOK_BACK - 3], "(") &&
	    (span_is(w[LOOK_BACK - 2], "true") || span_is(w[LOOK_BACK - 2], "1")));
}

enum grants
rule_grants(struct span script)
{
	struct reader r = { .rest = script };
	enum frame frame[MAX_FRAMES];
	bool guarded[MAX_FRAMES] = { false }, some = false, function = false, asked;
	size_t depth = 0, at;

	for (;;) {
		asked = conditional(&r);
		if (!step(&r))
			return some ? GRANTS_SOME : GRANTS_NOTHING;
		const struct span word = r.word[LOOK_BACK - 1];

		some |= span_is(word, "YES") || span_is(word, "\"yes\"") || span_is(word, "'yes'");
		function |= span_is(word, "function") ||
		    (span_is(word, ">") && span_is(r.word[LOOK_BACK - 2], "="));
		if (span_is(word, "{")) {
			if (depth < MAX_FRAMES) {
				frame[depth] = function || (!asked && depth &&
				    frame[depth - 1] == FRAME_FUNCTION && !guarded[depth - 1]) ?
				    FRAME_FUNCTION : FRAME_BLOCK;
				guarded[depth] = false;
			}
			depth++;
			function = false;
		} else if (span_is(word, "}") && depth) {
			depth--;
		} else if (span_is(word, "return") || (span_is(word, ">") &&
		    span_is(r.word[LOOK_BACK - 2], "="))) {
			at = depth ? depth - 1 : 0;
			if (yes_next(r.rest) && !asked && depth <= MAX_FRAMES &&
			    (span_is(word, ">") || (depth && frame[at] == FRAME_FUNCTION &&
			    !guarded[at])))
				return GRANTS_ALL;
			/* Whatever returned before asked something: what follows is for the rest. */
			for (size_t i = 0; i < depth && i < MAX_FRAMES; i++)
				guarded[i] = true;
		}
	}
}

bool
rule_spawns(struct span *rest, struct span word[MAX_SPAWN_WORDS], size_t *n)
{
	struct span one;

	*n = 0;
	while (next(rest, &one)) {
		if (!span_is(one, "spawn"))
			continue;
		while (next(rest, &one) && !span_is(one, "]") && !span_is(one, ")"))
			if (one.n >= 2 && (*one.p == '"' || *one.p == '\'') && *n < MAX_SPAWN_WORDS)
				word[(*n)++] = (struct span){ one.p + 1, one.n - 2 };
		if (*n)
			return true;
	}
	return false;
}
