/* SPDX-License-Identifier: GPL-3.0-or-later */
/* glob - does this name fit that pattern? */
#include "glob.h"

bool
glob_wild(struct span p)
{
	return span_has(p, '*') || span_has(p, '?') || span_has(p, '[');
}

/* One character against the pattern's first element; *used: that element's length. */
static bool
fits(struct span p, unsigned char c, size_t *used)
{
	bool not, in = false;
	size_t i = 1;

	*used = 1;
	if (*p.p == '?')
		return true;
	if (*p.p == '\\' && p.n > 1) {
		*used = 2;
		return p.p[1] == c;
	}
	if (*p.p != '[' || !span_has(span_skip(p, 2), ']'))
		return *p.p == c;
	if ((not = p.p[i] == '!' || p.p[i] == '^'))
		i++;
	do {
		if (i + 2 < p.n && p.p[i + 1] == '-' && p.p[i + 2] != ']') {
			in |= p.p[i] <= c && c <= p.p[i + 2];
			i += 3;
		} else
			in |= p.p[i++] == c;
	} while (i < p.n && p.p[i] != ']');
	*used = i < p.n ? i + 1 : i;
	return in != not;
}

bool
glob_match(struct span p, struct span s)
{
	struct span star = SPAN_NONE, from = SPAN_NONE;
	size_t used;

	while (s.n) {
		if (p.n && *p.p == '*') {
			star = p = span_skip(p, 1);
			from = s;
		} else if (p.n && fits(p, *s.p, &used)) {
			p = span_skip(p, used);
			s = span_skip(s, 1);
		} else if (from.p) {
			p = star;
			s = from = span_skip(from, 1);
		} else
			return false;
	}
	while (p.n && *p.p == '*')
		p = span_skip(p, 1);
	return p.n == 0;
}
