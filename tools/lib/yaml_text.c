/* SPDX-License-Identifier: GPL-3.0-or-later */
/* yaml_text - what does a YAML scalar mean, its escapes resolved and its lines folded? */
#include "yaml.h"

static bool
is_blank(unsigned char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

/* The character that an escape in double quotes stands for; of those beyond ASCII only the place is kept. */
static unsigned char
escaped(struct span s, size_t *n)
{
	static const char letters[] = "0\0a\ab\bt\tn\nv\vf\fr\re\033 \040";
	size_t digits = *s.p == 'x' ? 2 : *s.p == 'u' ? 4 : *s.p == 'U' ? 8 : 0;
	unsigned value = 0;

	*n = 1;
	for (size_t i = 0; digits == 0 && i + 1 < sizeof letters; i += 2)
		if (*s.p == (unsigned char)letters[i])
			return (unsigned char)letters[i + 1];
	if (digits == 0)
		return *s.p;
	for (; digits && *n < s.n; digits--, ++*n) {
		unsigned char c = s.p[*n];
		unsigned d = c >= '0' && c <= '9' ? c - (unsigned)'0' :
		    (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - (unsigned)'a' + 10 : 16;

		if (d == 16)
			break;
		value = value << 4 | d;
	}
	return value < 0x80 ? (unsigned char)value : '?';
}

/* Where a line ends in a text whose lines are folded: past the blanks that begin the next. */
static size_t
folded(struct span s)
{
	size_t n = 1;

	while (n < s.n && (is_blank(s.p[n]) || s.p[n] == '\n'))
		n++;
	return n;
}

struct span
yaml_text(const struct yaml *y, unsigned char *out)
{
	struct span s = y->value;
	size_t n = 0, step;

	while (s.n) {
		step = 1;
		if (y->style == YAML_SINGLE && span_starts(s, "''")) {
			step = 2;
			out[n++] = '\'';
		} else if (y->style == YAML_DOUBLE && *s.p == '\\' && s.n > 1 && s.p[1] == '\n') {
			step = 1 + folded(span_skip(s, 1));
		} else if (y->style == YAML_DOUBLE && *s.p == '\\' && s.n > 1) {
			out[n++] = escaped(span_skip(s, 1), &step);
			step++;
		} else if (*s.p == '\n' && y->style != YAML_LITERAL) {
			step = folded(s);
			out[n++] = ' ';
		} else {
			out[n++] = *s.p;
		}
		s = span_skip(s, step);
	}
	return span_trim((struct span){ out, n });
}
