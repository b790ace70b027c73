/* SPDX-License-Identifier: GPL-3.0-or-later */
/* exec - which words does a systemd command line hold? */
#include <string.h>

#include "unit.h"

static bool
blank(unsigned char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static unsigned
digits(struct span s, size_t from, size_t most, unsigned base, unsigned *value)
{
	unsigned n = 0;
	unsigned char c;

	*value = 0;
	for (; n < most && from + n < s.n; n++) {
		c = s.p[from + n] | 0x20;
		if (c >= '0' && c < '0' + (base < 10 ? base : 10))
			*value = *value * base + (c - (unsigned)'0');
		else if (base == 16 && c >= 'a' && c <= 'f')
			*value = *value * base + (c - (unsigned)'a') + 10;
		else
			break;
	}
	return n;
}

/* One C escape at the front, backslash included: how much text it takes. */
static size_t
escape_at(struct span s, unsigned char *out)
{
	static const char from[] = "abfnrtvs\\\"'", to[] = "\a\b\f\n\r\t\v \\\"'";
	unsigned char c = s.n > 1 ? s.p[1] : '\\';
	const char *at = c ? strchr(from, c) : NULL;
	unsigned value, n;

	if (at) {
		*out = (unsigned char)to[at - from];
		return 2;
	}
	if (c == 'x' && (n = digits(s, 2, 2, 16, &value))) {
		*out = (unsigned char)value;
		return 2 + n;
	}
	if ((n = digits(s, 1, 3, 8, &value)) == 3) {
		*out = (unsigned char)value;
		return 4;
	}
	*out = '\\';
	return 1;
}

/* How much text the word at the front takes, quotes and escapes included. */
static size_t
word_length(struct span s)
{
	unsigned char quote = 0, unused;
	size_t n = 0;

	while (n < s.n && (quote || !blank(s.p[n]))) {
		if (s.p[n] == '\\') {
			n += escape_at(span_skip(s, n), &unused);
			continue;
		}
		if (quote ? s.p[n] == quote : s.p[n] == '"' || s.p[n] == '\'')
			quote = quote ? 0 : s.p[n];
		n++;
	}
	return n;
}

bool
exec_word(struct inspection *in, struct span *rest, struct span *word)
{
	unsigned char *out, quote = 0, c;
	size_t n = 0, took;

	while (rest->n && blank(*rest->p))
		*rest = span_skip(*rest, 1);
	if (rest->n == 0)
		return false;
	out = see_room(in, word_length(*rest) + 1, 1);
	while (rest->n && (quote || !blank(*rest->p))) {
		c = *rest->p;
		took = 1;
		if (c == '\\')
			took = escape_at(*rest, &out[n++]);
		else if (quote ? c == quote : c == '"' || c == '\'')
			quote = quote ? 0 : c;
		else
			out[n++] = c;
		*rest = span_skip(*rest, took);
	}
	*word = (struct span){ out, n };
	return true;
}

struct span
exec_unescaped(struct inspection *in, struct span s)
{
	unsigned char *out;
	size_t n = 0, took;

	if (!span_has(s, '\\'))
		return s;
	out = see_room(in, s.n + 1, 1);
	while (s.n) {
		took = 1;
		if (*s.p == '\\')
			took = escape_at(s, &out[n++]);
		else
			out[n++] = *s.p;
		s = span_skip(s, took);
	}
	return (struct span){ out, n };
}

/* systemd.service(5): "$$" is a dollar; "$NAME" stays for whoever runs it to say. */
static struct span
dollars(struct inspection *in, struct span word)
{
	unsigned char *out;
	size_t n = 0;

	if (!span_holds(word, "$$"))
		return word;
	out = see_room(in, word.n, 1);
	for (size_t i = 0; i < word.n; i++) {
		out[n++] = word.p[i];
		if (word.p[i] == '$' && i + 1 < word.n && word.p[i + 1] == '$')
			i++;
	}
	return (struct span){ out, n };
}

bool
exec_next(struct inspection *in, struct span *rest, const struct unit_name *u,
    struct span word[MAX_EXEC_WORDS], size_t *n)
{
	bool renamed = false, first = true;
	struct span one, before;

	*n = 0;
	for (;;) {
		before = *rest;
		if (!exec_word(in, rest, &one))
			return *n > 0;
		before = span_trim(before);
		if (span_is(one, ";") && span_starts(before, ";")) {
			if (*n)
				return true;
			first = true;
			continue;
		}
		if (first) {
			for (; one.n && strchr("@-:+!|", *one.p) && *one.p; one = span_skip(one, 1))
				renamed |= *one.p == '@';
			first = false;
		} else if (renamed) {
			/* With "@" the second word is only the name the program sees. */
			renamed = false;
			continue;
		}
		if (*n < MAX_EXEC_WORDS)
			word[(*n)++] = dollars(in, exec_specifiers(in, one, u));
	}
}
