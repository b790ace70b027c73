/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lex - where do words and operators of shell text begin and end? */
#include <string.h>

#include "shell.h"

void *
grown(struct inspection *in, void *array, size_t n, size_t *room, size_t size)
{
	void *more;

	if (n < *room)
		return array;
	*room = *room ? 2 * *room : 16;
	more = see_room(in, *room, size);
	if (n)
		memcpy(more, array, n * size);
	return more;
}

void
lexer_open(struct lexer *lx, struct inspection *in, struct script *script, struct span text)
{
	*lx = (struct lexer){ .in = in, .script = script, .rest = text, .line = 1 };
	lx->out = see_room(in, text.n + 1, 1);
}

static bool
among(unsigned char c, const char *set)
{
	return c && strchr(set, c);
}

static unsigned char
peek(const struct lexer *lx, size_t n)
{
	return n < lx->rest.n ? lx->rest.p[n] : '\0';
}

static void
pass(struct lexer *lx, size_t n)
{
	for (; n && lx->rest.n; n--) {
		if (*lx->rest.p == '\n')
			lx->line++;
		lx->rest = span_skip(lx->rest, 1);
	}
}

/* Take n characters of the text into the word as they are. */
static void
copy(struct lexer *lx, struct word *w, size_t n)
{
	if (n > lx->rest.n)
		n = lx->rest.n;
	if (n)
		memcpy(lx->out + w->text.n, lx->rest.p, n);
	w->text.n += n;
	pass(lx, n);
}

/* How long is a quoted run that starts at s[i], its quotes included? */
static size_t
quote_length(struct span s, size_t i)
{
	unsigned char q = s.p[i];
	size_t j = i + 1;

	for (; j < s.n && s.p[j] != q; j++)
		if (s.p[j] == '\\' && q != '\'')
			j++;
	return (j < s.n ? j + 1 : s.n) - i;
}

/* The length of "(...)" or "{...}" at the front, quotes and nesting minded. */
static size_t
bracket_length(struct span s)
{
	unsigned char open = *s.p, close = open == '(' ? ')' : '}';
	size_t depth = 0, i = 0;

	while (i < s.n) {
		if (s.p[i] == '\\') {
			i += 2;
		} else if (among(s.p[i], "'\"`")) {
			i += quote_length(s, i);
		} else {
			depth += s.p[i] == open;
			if (s.p[i++] == close && --depth == 0)
				return i;
		}
	}
	return s.n;
}

static void
keep_sub(struct lexer *lx, struct word *w, size_t skip, size_t length)
{
	struct script *s = lx->script;
	size_t most = lx->rest.n - skip;

	s->sub = grown(lx->in, s->sub, s->subs, &lx->room_subs, sizeof *s->sub);
	s->sub[s->subs++] = (struct span){ lx->rest.p + skip, length < most ? length : most };
	w->subs++;
}

/* An expansion at the front: kept as written, its commands noted. */
static void
expansion(struct lexer *lx, struct word *w)
{
	size_t n = 1;

	w->live = true;
	if (peek(lx, 0) == '`') {
		n = quote_length(lx->rest, 0);
		keep_sub(lx, w, 1, n > 1 ? n - 2 : 0);
	} else if (peek(lx, 1) == '(') {
		n = 1 + bracket_length(span_skip(lx->rest, 1));
		if (peek(lx, 0) != '$' || peek(lx, 2) != '(')
			keep_sub(lx, w, 2, n > 2 ? n - 3 : 0);
	} else if (peek(lx, 1) == '{') {
		n = 1 + bracket_length(span_skip(lx->rest, 1));
	}
	copy(lx, w, n);
}

/* The digit's value, or more than any base. */
static unsigned
digit(unsigned char c)
{
	unsigned v = (c | 0x20U) - 'a';

	return c >= '0' && c <= '9' ? c - (unsigned)'0' : v < 6 ? v + 10 : 99;
}

/* One escape of $'...': the ways bytes are written to avoid being read. */
static void
ansi_escape(struct lexer *lx, struct word *w)
{
	static const char from[] = "abefnrtv", to[] = "\a\b\033\f\n\r\t\v";
	unsigned char c = peek(lx, 1);
	const char *at = c ? strchr(from, c) : NULL;
	unsigned base = c == 'x' ? 16 : 8, value = 0;
	size_t n = base == 16 ? 2 : 1;

	if (at || (base == 8 && digit(c) >= 8)) {
		lx->out[w->text.n++] = at ? (unsigned char)to[at - from] : c;
		pass(lx, 2);
		return;
	}
	for (; n < 4 && digit(peek(lx, n)) < base; n++)
		value = value * base + digit(peek(lx, n));
	lx->out[w->text.n++] = (unsigned char)value;
	pass(lx, n);
}

static void
single(struct lexer *lx, struct word *w, bool ansi)
{
	w->quoted = true;
	pass(lx, ansi ? 2 : 1);
	while (lx->rest.n && peek(lx, 0) != '\'') {
		if (ansi && peek(lx, 0) == '\\')
			ansi_escape(lx, w);
		else
			copy(lx, w, 1);
	}
	pass(lx, 1);
}

static void
twice(struct lexer *lx, struct word *w)
{
	w->quoted = true;
	pass(lx, 1);
	while (lx->rest.n && peek(lx, 0) != '"') {
		if (peek(lx, 0) == '\\' && among(peek(lx, 1), "$`\"\\\n")) {
			pass(lx, 1);
			if (peek(lx, 0) == '\n')
				pass(lx, 1);
			else
				copy(lx, w, 1);
		} else if (peek(lx, 0) == '`' || peek(lx, 0) == '$') {
			expansion(lx, w);
		} else {
			copy(lx, w, 1);
		}
	}
	pass(lx, 1);
}

static void
unquoted(struct lexer *lx, struct word *w)
{
	unsigned char c = peek(lx, 0), next = peek(lx, 1);

	if (c == '\\') {
		w->quoted = true;
		pass(lx, 1);
		copy(lx, w, 1);
	} else if (c == '\'' || (c == '$' && next == '\'')) {
		single(lx, w, c == '$');
	} else if (c == '"' || (c == '$' && next == '"')) {
		pass(lx, c == '$');
		twice(lx, w);
	} else if (c == '`' || c == '$' || (among(c, "<>") && next == '(')) {
		expansion(lx, w);
	} else {
		w->live |= among(c, "*?[");
		copy(lx, w, 1);
	}
}

static size_t
operator_length(const struct lexer *lx)
{
	static const char *const all[] = {
		"<<<", "<<-", "&>>", ";;&", "||", "&&", ";;", ";&", "|&", "<<", ">>", "<&", ">&",
		"<>", ">|", "&>", "|", "&", ";", "<", ">", "(", ")", NULL,
	};

	for (size_t i = 0; all[i]; i++)
		if (span_starts(lx->rest, all[i]))
			return strlen(all[i]);
	return 0;
}

static void
pass_blanks(struct lexer *lx)
{
	for (;;) {
		if (lx->rest.n && (among(peek(lx, 0), " \t\r") || !peek(lx, 0)))
			pass(lx, 1);
		else if (peek(lx, 0) == '\\' && peek(lx, 1) == '\n')
			pass(lx, 2);
		else if (peek(lx, 0) == '#')
			pass(lx, span_before(lx->rest, '\n').n);
		else
			return;
	}
}

enum token
lexer_next(struct lexer *lx, struct word *w)
{
	const unsigned char *from = lx->rest.p;
	size_t n;

	pass_blanks(lx);
	*w = (struct word){ .at = lx->rest, .line = lx->line, .sub = lx->script->subs,
	    .glued = lx->rest.p == from, .text.p = lx->out };
	if (lx->rest.n == 0)
		return TOKEN_END;
	if (peek(lx, 0) == '\n') {
		pass(lx, 1);
		return TOKEN_NEWLINE;
	}
	n = among(peek(lx, 0), "<>") && peek(lx, 1) == '(' ? 0 : operator_length(lx);
	copy(lx, w, n);
	while (n == 0 && lx->rest.n) {
		if (peek(lx, 0) == '\\' && peek(lx, 1) == '\n')
			pass(lx, 2);
		else if (!peek(lx, 0) || among(peek(lx, 0), " \t\r\n|&;()") ||
		    (among(peek(lx, 0), "<>") && peek(lx, 1) != '('))
			break;
		else
			unquoted(lx, w);
	}
	lx->out += w->text.n;
	/* The command "[" is no pattern. */
	w->live &= !span_is(w->text, "[") && !span_is(w->text, "[[");
	return n ? TOKEN_OPERATOR : TOKEN_WORD;
}

struct span
lexer_here(struct lexer *lx, struct span delimiter, bool tabs)
{
	struct span body = { lx->rest.p, 0 }, rest = lx->rest, line, bare;

	while (span_line(&rest, &line)) {
		bare = line;
		while (tabs && span_starts(bare, "\t"))
			bare = span_skip(bare, 1);
		if (span_equal(bare, delimiter))
			break;
		body.n = lx->rest.n - rest.n;
	}
	pass(lx, lx->rest.n - rest.n);
	return body;
}
