/* SPDX-License-Identifier: GPL-3.0-or-later */
/* unit - which lines does a unit file hold? */
#include <string.h>

#include "unit.h"

static bool
comment(struct span line)
{
	return line.n == 0 || *line.p == '#' || *line.p == ';';
}

/* The next piece of a line that goes on; comments in between are passed over. */
static bool
piece(struct unit_reader *r, struct span *more)
{
	while (span_line(&r->rest, more)) {
		r->line++;
		*more = span_trim(*more);
		if (more->n == 0 || !comment(*more))
			return true;
	}
	return false;
}

/* A line that ends in a backslash goes on, a blank where the backslash was. */
static struct span
joined(struct unit_reader *r, struct span line)
{
	struct unit_reader ahead = *r;
	struct span more = line;
	unsigned char *out;
	size_t n = line.n;

	if (!span_ends(line, "\\"))
		return line;
	while (span_ends(more, "\\") && piece(&ahead, &more))
		n += more.n;
	out = see_room(r->in, n + 1, 1);
	n = 0;
	for (more = line;;) {
		memcpy(out + n, more.p, more.n);
		n += more.n;
		if (!span_ends(more, "\\"))
			return (struct span){ out, n };
		out[n - 1] = ' ';
		if (!piece(r, &more) || more.n == 0)
			return (struct span){ out, n };
	}
}

bool
unit_next(struct unit_reader *r, struct unit_line *out)
{
	struct span line, whole;

	while (span_line(&r->rest, &line)) {
		r->line++;
		out->line = r->line;
		line = span_trim(line);
		if (comment(line))
			continue;
		whole = joined(r, line);
		if (span_starts(whole, "[") && span_ends(whole, "]")) {
			r->section = span_skip(whole, 1);
			r->section.n--;
			continue;
		}
		if (!span_has(whole, '='))
			continue;
		out->section = r->section;
		out->key = span_trim(span_before(whole, '='));
		out->value = span_trim(span_after(whole, '='));
		out->said = whole;
		return true;
	}
	return false;
}

struct unit_name
unit_name_of(struct span full)
{
	struct unit_name name = { .full = full, .as = people_root() };
	size_t dot = full.n;
	struct span stem;

	while (dot && full.p[dot - 1] != '.')
		dot--;
	name.type = span_skip(full, dot);
	stem = (struct span){ full.p, dot ? dot - 1 : 0 };
	name.prefix = span_before(stem, '@');
	name.instance = span_after(stem, '@');
	return name;
}
