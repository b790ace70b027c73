/* SPDX-License-Identifier: GPL-3.0-or-later */
/* yaml - which scalars stand in a YAML text, and below which keys? */
#include <string.h>

#include "yaml.h"

void
yaml_open(struct yaml *y, struct span text)
{
	*y = (struct yaml){ .rest = text, .start = text.p, .line = 1 };
}

static bool
is_blank(unsigned char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

/* What parts items between brackets. */
static bool
is_bracket(unsigned char c)
{
	return c == ',' || c == '[' || c == ']' || c == '{' || c == '}';
}

/* Does a word end behind n bytes: by a blank, a line's end or the text's? */
static bool
ends_at(struct span s, size_t n)
{
	return n >= s.n || is_blank(s.p[n]) || s.p[n] == '\n';
}

static void
advance(struct yaml *y, size_t n)
{
	for (; n && y->rest.n; n--) {
		if (*y->rest.p == '\n') {
			y->line++;
			y->start = y->rest.p + 1;
		}
		y->rest = span_skip(y->rest, 1);
	}
}

static size_t
column(const struct yaml *y)
{
	return (size_t)(y->rest.p - y->start);
}

static void
skip_blanks(struct yaml *y)
{
	while (y->rest.n && is_blank(*y->rest.p))
		y->rest = span_skip(y->rest, 1);
}

/* Blanks, comments, ends of lines.  False at the end of the text. */
static bool
to_token(struct yaml *y)
{
	for (;;) {
		skip_blanks(y);
		if (y->rest.n == 0)
			return false;
		if (*y->rest.p == '#')
			y->rest = span_skip(y->rest, span_before(y->rest, '\n').n);
		else if (*y->rest.p == '\n')
			advance(y, 1);
		else
			return true;
	}
}

/* "&anchor" and "!tag", however many. */
static void
skip_properties(struct yaml *y)
{
	while (y->rest.n && (*y->rest.p == '&' || *y->rest.p == '!')) {
		while (!ends_at(y->rest, 0) && !is_bracket(*y->rest.p))
			y->rest = span_skip(y->rest, 1);
		skip_blanks(y);
	}
}

static void
push(struct yaml *y, struct yaml_level level)
{
	if (y->depth == MAX_YAML_DEEP) {
		y->cut = true;
		y->rest = SPAN_NONE;
		return;
	}
	y->level[y->depth++] = level;
}

static void
found(struct yaml *y, struct span value, enum yaml_style style)
{
	y->value = value;
	y->style = style;
	y->at = y->line;
}

/* A quoted scalar's inside; *all is how long it is with its quotes. */
static struct span
quoted(struct span s, size_t *all)
{
	unsigned char quote = *s.p;
	size_t n = 1;

	while (n < s.n && (s.p[n] != quote || (quote == '\'' && n + 1 < s.n && s.p[n + 1] == quote)))
		n += n + 1 < s.n && ((quote == '"' && s.p[n] == '\\') || s.p[n] == quote) ? 2 : 1;
	*all = n < s.n ? n + 1 : s.n;
	return (struct span){ s.p + 1, (n < s.n ? n : s.n) - 1 };
}

/* How far does a plain scalar go on this line? */
static size_t
plain_end(struct span s)
{
	size_t n = 0;

	while (n < s.n && s.p[n] != '\n' && !(s.p[n] == '#' && n && is_blank(s.p[n - 1])))
		n++;
	return n;
}

/* A key in block context and where it ends, its colon included; 0: it is none. */
static size_t
block_key(struct span s, struct span *key)
{
	size_t n, end = plain_end(s);

	if (*s.p == '"' || *s.p == '\'') {
		*key = quoted(s, &n);
		while (n < end && is_blank(s.p[n]))
			n++;
		return n < end && s.p[n] == ':' && ends_at(s, n + 1) ? n + 1 : 0;
	}
	if (*s.p == '[' || *s.p == '{' || *s.p == '|' || *s.p == '>')
		return 0;
	for (n = 0; n < end; n++)
		if (s.p[n] == ':' && ends_at(s, n + 1)) {
			*key = span_trim((struct span){ s.p, n });
			return n + 1;
		}
	return 0;
}

/* How long are the lines, from a line's start on, that stand that far to the right?  Blank ones do in a block. */
static size_t
deeper(struct span s, size_t least, bool plain)
{
	size_t all = 0, n;

	while (all < s.n) {
		for (n = all; n < s.n && s.p[n] == ' ';)
			n++;
		if (n == s.n || s.p[n] == '\n' || s.p[n] == '\r') {
			if (plain)
				break;
		} else if (n - all < least || (plain && s.p[n] == '#')) {
			break;
		}
		while (n < s.n && s.p[n] != '\n')
			n++;
		all = n < s.n ? n + 1 : n;
	}
	return all;
}

static void
block_scalar(struct yaml *y)
{
	size_t least = y->depth ? y->level[y->depth - 1].column + 1 : 0, n;
	bool folded = *y->rest.p == '>';
	struct span text;

	advance(y, span_before(y->rest, '\n').n + 1);
	n = deeper(y->rest, least, false);
	text = (struct span){ y->rest.p, n };
	while (text.n && (text.p[text.n - 1] == '\n' || is_blank(text.p[text.n - 1])))
		text.n--;
	found(y, text, folded ? YAML_FOLDED : YAML_LITERAL);
	advance(y, n);
}

/* A value in block context. */
static void
scalar(struct yaml *y)
{
	size_t least = y->depth ? y->level[y->depth - 1].column + 1 : 0, n;
	struct span s = y->rest, text;

	if (*s.p == '|' || *s.p == '>') {
		block_scalar(y);
		return;
	}
	if (*s.p == '"' || *s.p == '\'') {
		text = quoted(s, &n);
		found(y, text, *s.p == '"' ? YAML_DOUBLE : YAML_SINGLE);
		advance(y, n);
		return;
	}
	n = plain_end(s);
	/* A plain scalar goes on in lines that are further to the right. */
	if (n < s.n && s.p[n] == '\n' && y->depth)
		n += 1 + deeper(span_skip(s, n + 1), least, true);
	found(y, span_trim((struct span){ s.p, n }), YAML_PLAIN);
	advance(y, n);
}

static void
open_flow(struct yaml *y)
{
	bool sequence = *y->rest.p == '[';

	y->rest = span_skip(y->rest, 1);
	push(y, (struct yaml_level){ .sequence = sequence, .flow = true });
}

/* "---" and "..." begin and end documents, "%" is a directive. */
static bool
marker(struct yaml *y)
{
	bool ends = (span_starts(y->rest, "---") || span_starts(y->rest, "...")) && ends_at(y->rest, 3);

	if (column(y) || !(ends || (y->depth == 0 && *y->rest.p == '%')))
		return false;
	y->depth = 0;
	y->rest = span_skip(y->rest, ends ? 3 : span_before(y->rest, '\n').n);
	return true;
}

/* One token in block context.  True: a scalar was found. */
static bool
block(struct yaml *y)
{
	bool dash = *y->rest.p == '-' && ends_at(y->rest, 1);
	size_t at = column(y), n;
	struct yaml_level *top;
	struct span key;

	while (y->depth && (top = &y->level[y->depth - 1], top->column > at ||
	    (top->column == at && top->sequence && !dash)))
		y->depth--;
	top = y->depth ? &y->level[y->depth - 1] : NULL;
	if (dash) {
		y->rest = span_skip(y->rest, 1);
		if (top && top->sequence && top->column == at)
			top->item++;
		else
			push(y, (struct yaml_level){ .sequence = true, .column = at });
		return false;
	}
	skip_properties(y);
	if (ends_at(y->rest, 0))
		return false;
	if ((n = block_key(y->rest, &key))) {
		advance(y, n);
		if (top && !top->sequence && top->column == at)
			top->key = key;
		else
			push(y, (struct yaml_level){ .column = at, .key = key });
		skip_blanks(y);
		skip_properties(y);
		if (ends_at(y->rest, 0) || *y->rest.p == '#')
			return false;
	}
	if (*y->rest.p == '[' || *y->rest.p == '{') {
		open_flow(y);
		return false;
	}
	scalar(y);
	return true;
}

static size_t
flow_plain(struct span s)
{
	size_t n = 0;

	while (n < s.n && !is_bracket(s.p[n]) && !(s.p[n] == ':' && (ends_at(s, n + 1) ||
	    is_bracket(s.p[n + 1]))) && !(s.p[n] == '#' && n && is_blank(s.p[n - 1])))
		n++;
	return n;
}

/* One token between brackets.  True: a scalar was found. */
static bool
flow(struct yaml *y)
{
	struct yaml_level *top = &y->level[y->depth - 1];
	unsigned char c = *y->rest.p;
	struct span text;
	size_t n;

	if (c == '[' || c == '{') {
		open_flow(y);
		return false;
	}
	if (c == ',' || c == ']' || c == '}') {
		y->rest = span_skip(y->rest, 1);
		top->item++;
		top->key = SPAN_NONE;
		y->depth -= c != ',';
		return false;
	}
	skip_properties(y);
	if (ends_at(y->rest, 0))
		return false;
	if (*y->rest.p == '"' || *y->rest.p == '\'') {
		text = quoted(y->rest, &n);
		found(y, text, *y->rest.p == '"' ? YAML_DOUBLE : YAML_SINGLE);
	} else {
		n = flow_plain(y->rest);
		found(y, span_trim((struct span){ y->rest.p, n }), YAML_PLAIN);
	}
	advance(y, n);
	if (!to_token(y) || *y->rest.p != ':')
		return y->value.n || y->style != YAML_PLAIN;
	y->rest = span_skip(y->rest, 1);
	top->key = y->value;
	return false;
}

bool
yaml_next(struct yaml *y)
{
	while (to_token(y)) {
		if (y->depth && y->level[y->depth - 1].flow) {
			if (flow(y))
				return true;
		} else if (!marker(y) && block(y)) {
			return true;
		}
	}
	return false;
}

static bool
leads(const struct yaml *y, const char *path, bool whole)
{
	size_t depth = y->depth, end = strlen(path), at;

	for (; end != (size_t)-1; end = at - 1) {
		const struct yaml_level *l;
		struct span name, key;

		for (at = end; at && path[at - 1] != '/';)
			at--;
		name = (struct span){ (const unsigned char *)path + at, end - at };
		if (depth == 0)
			return false;
		l = &y->level[--depth];
		key = l->sequence ? span_of("-") : l->key;
		if (!span_is(name, "*") && !span_equal(name, key))
			return false;
	}
	return !whole || depth == 0;
}

bool
yaml_at(const struct yaml *y, const char *path)
{
	return leads(y, path, true);
}

bool
yaml_ends(const struct yaml *y, const char *path)
{
	return leads(y, path, false);
}
