/* SPDX-License-Identifier: GPL-3.0-or-later */
/* unit - which lines does a unit file hold? */
#include "unit.h"

static bool
comment(struct span line)
{
	return line.n == 0 || *line.p == '#' || *line.p == ';';
}

/* A line that ends in a backslash goes on; comments in between are passed over. */
static struct span
joined(struct unit_reader *r, struct span line)
{
	struct span more;

	while (span_ends(line, "\\")) {
		line.n--;
		do {
			if (!span_line(&r->rest, &more))
				return line;
			r->line++;
			more = span_trim(more);
		} while (more.n && comment(more));
		line = see_join(r->in, line, span_of(" "), more);
	}
	return line;
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
