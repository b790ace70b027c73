/* SPDX-License-Identifier: GPL-3.0-or-later */
/* table - what stands in this account file, and which lines are no lines of it? */
#include <stdlib.h>

#include "table.h"

/* As strtoul(3) and the C library's own readers take it: blanks, a sign, wrapping at 2^32. */
uint64_t
table_number(struct span s)
{
	bool minus = false;
	uint32_t v = 0;

	s = span_trim(s);
	if (s.n && (*s.p == '+' || *s.p == '-')) {
		minus = *s.p == '-';
		s = span_skip(s, 1);
	}
	for (; s.n && *s.p >= '0' && *s.p <= '9'; s = span_skip(s, 1))
		v = v * 10 + (uint32_t)(*s.p - '0');
	return minus ? (uint32_t)-v : v;
}

static bool
has_control(struct span s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < 0x20 || s.p[i] == 0x7f)
			return true;
	return false;
}

static int
split(struct span line, struct row *r)
{
	int n = 0;
	struct span rest = line;
	bool ends_empty = line.n && line.p[line.n - 1] == ':';

	while (n <= F_MOST && rest.n) {
		struct span field = span_before(rest, ':');

		if (n == F_MOST)
			return F_MOST + 1;
		r->field[n++] = field;
		rest = span_skip(rest, field.n + 1);
	}
	if (ends_empty && n < F_MOST)
		r->field[n++] = (struct span){ line.p + line.n, 0 };
	return n;
}

static bool
imports(struct span line)
{
	return line.n && (*line.p == '+' || *line.p == '-');
}

static void
take_line(struct table *t, struct span line, unsigned int number, int fields)
{
	struct row *r = &t->row[t->n];
	int n;

	*r = (struct row){ .line = line, .number = number };
	n = imports(line) ? 0 : split(line, r);
	if (n != fields || !r->field[F_NAME].n || has_control(line))
		t->odd[t->nodd++] = *r;
	/*
	 * The name may be what is odd, and the C library takes a line of passwd
	 * without its shell, or with too much behind it: all else is looked at too.
	 */
	if (!r->field[F_NAME].n || (n != fields && (fields != F_SHELL + 1 || n < F_SHELL)))
		return;
	r->id = table_number(r->field[F_ID]);
	t->n++;
}

static int
by_name(const void *a, const void *b)
{
	const struct row *x = *(struct row *const *)a, *y = *(struct row *const *)b;
	int c = span_compare(x->field[F_NAME], y->field[F_NAME]);

	return c ? c : (x->number > y->number) - (x->number < y->number);
}

static int
by_id(const void *a, const void *b)
{
	const struct row *x = *(struct row *const *)a, *y = *(struct row *const *)b;

	if (x->id != y->id)
		return x->id < y->id ? -1 : 1;
	return (x->number > y->number) - (x->number < y->number);
}

static struct row **
sorted(struct inspection *in, const struct table *t, int (*order)(const void *, const void *))
{
	struct row **all = see_room(in, t->n + 1, sizeof *all);

	for (size_t i = 0; i < t->n; i++)
		all[i] = &t->row[i];
	qsort(all, t->n, sizeof *all, order);
	return all;
}

void
table_read(struct inspection *in, struct table *t, const char *path, int fields)
{
	table_read_path(in, t, span_of(path), fields);
}

void
table_read_path(struct inspection *in, struct table *t, struct span path, int fields)
{
	struct span text;
	int r = see_file(in, path, &text);

	if (r == VIEW_OK)
		table_read_text(in, t, path, text, fields);
	else
		*t = (struct table){ .path = path, .fields = fields, .answer = r };
}

void
table_read_text(struct inspection *in, struct table *t, struct span path, struct span rest, int fields)
{
	unsigned int number = 0;
	struct span line;
	size_t lines = 1;

	*t = (struct table){ .path = path, .fields = fields, .answer = VIEW_OK };
	for (size_t i = 0; i < rest.n; i++)
		lines += rest.p[i] == '\n';
	t->unended = rest.n && rest.p[rest.n - 1] != '\n';
	t->row = see_room(in, lines, sizeof *t->row);
	t->odd = see_room(in, lines, sizeof *t->odd);
	while (span_line(&rest, &line))
		take_line(t, line, ++number, fields);
	t->by_name = sorted(in, t, by_name);
	t->by_id = sorted(in, t, by_id);
}

const struct row *
table_named(const struct table *t, struct span name)
{
	size_t low = 0, high = t->n, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (span_compare(t->by_name[mid]->field[F_NAME], name) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low < t->n && span_equal(t->by_name[low]->field[F_NAME], name) ? t->by_name[low] : NULL;
}

void
table_say(struct inspection *in, enum finding f, const struct table *t, const struct row *r)
{
	struct span name = span_before(r->line, ':'), rest = span_after(r->line, ':'), shown;
	struct span password = span_before(rest, ':');
	bool hidden = password.n > TABLE_SHOWN;

	if (hidden)
		password.n = TABLE_SHOWN;
	rest = rest.n ? span_skip(rest, span_before(rest, ':').n) : rest;
	shown = see_join(in, name, span_of(name.n < r->line.n ? ":" : ""), password);
	shown = see_join(in, shown, span_of(hidden ? "..." : ""), rest);
	say(in, f, t->path, r->number, shown);
}

void
table_say_twins(struct inspection *in, const struct table *t)
{
	for (size_t i = 1; i < t->n; i++)
		if (span_equal(t->by_name[i - 1]->field[F_NAME], t->by_name[i]->field[F_NAME]))
			table_say(in, ACCOUNT_NAME_TWICE, t, t->by_name[i]);
}

void
table_say_odd(struct inspection *in, const struct table *t)
{
	for (size_t i = 0; i < t->nodd; i++)
		if (imports(t->odd[i].line))
			say(in, ACCOUNT_LINE_IMPORTS, t->path, t->odd[i].number, t->odd[i].line);
		else
			table_say(in, ACCOUNT_LINE_MALFORMED, t, &t->odd[i]);
	if (t->unended && t->n)
		table_say(in, ACCOUNT_FILE_BY_HAND, t, &t->row[t->n - 1]);
}
