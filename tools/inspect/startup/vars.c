/* SPDX-License-Identifier: GPL-3.0-or-later */
/* vars - what is a word once the text's own plain assignments are put in? */
#include "vars.h"

#define MAX_EXPANDED	MAX_PATH	/* what is longer is no path */

void
vars_set(struct vars *v, struct span name, struct span value)
{
	size_t i = 0;

	while (i < v->n && !span_equal(v->name[i], name))
		i++;
	if (i == MAX_VARS)
		return;
	v->name[i] = name;
	v->value[i] = value;
	if (i == v->n)
		v->n++;
}

void
vars_take(struct vars *v, struct inspection *in, const struct word *w)
{
	size_t n = assignment(w->text);
	struct word value = *w;
	struct span told;

	value.text = span_skip(w->text, n + 1);
	if (!vars_expand(v, in, &value, &told))
		told = SPAN_NONE;
	vars_set(v, (struct span){ w->text.p, n }, told);
}

/* The name behind a '$', in braces or bare; how many bytes "$NAME" takes. */
static size_t
name_at(struct span s, struct span *name)
{
	bool brace = s.n > 1 && s.p[1] == '{';
	size_t from = brace ? 2 : 1, n = from;

	while (n < s.n && (s.p[n] == '_' || (s.p[n] >= '0' && s.p[n] <= '9') ||
	    (s.p[n] >= 'a' && s.p[n] <= 'z') || (s.p[n] >= 'A' && s.p[n] <= 'Z')))
		n++;
	*name = (struct span){ s.p + from, n - from };
	if (n == from || (brace && (n >= s.n || s.p[n] != '}')))
		return 0;
	return brace ? n + 1 : n;
}

static bool
value_of(const struct vars *v, struct span name, struct span *value)
{
	for (size_t i = 0; i < v->n; i++)
		if (span_equal(v->name[i], name)) {
			*value = v->value[i];
			return value->p != NULL;
		}
	return false;
}

bool
vars_expand(const struct vars *v, struct inspection *in, const struct word *w, struct span *out)
{
	struct span rest = w->text, name, value, plain, all = { (const unsigned char *)"", 0 };
	size_t n;

	if (!w->quoted && (span_is(rest, "~") || span_starts(rest, "~/"))) {
		if (!value_of(v, span_of("HOME"), &all))
			return false;
		rest = span_skip(rest, 1);
	}
	if (!w->live || w->subs) {
		*out = all.n ? see_join(in, all, rest, SPAN_NONE) : rest;
		return w->subs == 0;
	}
	while (rest.n && all.n <= MAX_EXPANDED) {
		plain = span_before(rest, '$');
		if (span_has(plain, '*') || span_has(plain, '?') || span_has(plain, '['))
			return false;
		rest = span_skip(rest, plain.n);
		value = SPAN_NONE;
		if (rest.n) {
			if (!(n = name_at(rest, &name)) || !value_of(v, name, &value))
				return false;
			rest = span_skip(rest, n);
		}
		all = see_join(in, all, plain, value);
	}
	*out = all;
	return rest.n == 0;
}
