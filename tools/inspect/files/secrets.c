/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * secrets - does a file where only headers, manuals and libraries lie list accounts and their words?
 *
 * What steals passwords keeps them, an account and a word to a line, under a
 * name that nobody looks at.  Hashes are none: they begin with a dollar.
 */
#include "files.h"

#define MOST		(256 << 10)	/* bytes: what was stolen for years is smaller */
#define HEAD		8192		/* bytes that are looked at */
#define SHORTEST	4		/* letters of a word that could be a password */

/* The ground that packages alone fill; and names that hide where anybody writes. */
static bool
looked_for(struct span path)
{
	enum ground ground = ground_of(path);

	if (ground == GROUND_VOLATILE)
		return *span_base(path).p == '.' || *ground_below(path).p == '.';
	return ground == GROUND_PROGRAMS || ground == GROUND_NOWHERE ||
	    span_starts(path, "/usr/include/");
}

static bool
text(struct span s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < ' ' && s.p[i] != '\n' && s.p[i] != '\t' && s.p[i] != '\r')
			return false;
	return s.n > 0;
}

/* "alice:word", "login alice password word", "alice@host word". */
static bool
pair(const struct files *f, struct span line)
{
	static const char parts[] = " \t:=|,;/@\"'[]()";
	bool account = false;
	struct span word;

	while (span_field(&line, parts, &word)) {
		if (account && word.n >= SHORTEST && *word.p != '$')
			return true;
		account |= owners_has(f->people, word);
	}
	return false;
}

void
secrets_look(struct files *f, struct span path, const struct vstat *st)
{
	struct span rest, line;
	unsigned pairs = 0, lines = 0;
	struct truth t;

	if (st->size == 0 || st->size > MOST || !looked_for(path) ||
	    see_owner(f->in, path, &t) != VIEW_OK || t.kind != TRUTH_UNOWNED || t.generated ||
	    see_head(f->in, path, HEAD, &rest) != VIEW_OK || span_starts(rest, "#!") || !text(rest))
		return;
	while (span_line(&rest, &line)) {
		line = span_trim(line);
		if (line.n == 0)
			continue;
		lines++;
		pairs += pair(f, line);
	}
	/* Each line, or all but one in four: prose that names an account is none. */
	if (pairs && lines - pairs <= lines / 4)
		say(f->in, FILE_OF_PASSWORDS, path, 0, SPAN_NONE);
}
