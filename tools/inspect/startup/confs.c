/* SPDX-License-Identifier: GPL-3.0-or-later */
/* confs - which files of a configuration count, and which lines do they hold? */
#include <stdlib.h>
#include <string.h>

#include "confs.h"

#define MAX_DIRS	12	/* of one configuration; systemd has four */

struct confs {
	const struct span	*name[MAX_DIRS];
	size_t			 names[MAX_DIRS];
	size_t			 n;
};

static int
by_bytes(const void *key, const void *name)
{
	return span_compare(*(const struct span *)key, *(const struct span *)name);
}

static bool
hidden_by(const struct confs *c, struct span name)
{
	for (size_t i = 0; i < c->n; i++)
		if (c->names[i] &&
		    bsearch(&name, c->name[i], c->names[i], sizeof name, by_bytes))
			return true;
	return false;
}

static void
one(struct startup *s, struct span path, void (*each)(struct startup *, struct autorun *))
{
	struct autorun a;

	if (!startup_file(s, path, false))
		return;
	a = startup_root(s, path);
	each(s, &a);
}

void
confs_each(struct startup *s, const char *const *dirs, const char *ending,
    void (*each)(struct startup *, struct autorun *))
{
	struct span real[MAX_DIRS];
	struct confs c = { .n = 0 };
	size_t k;

	for (; *dirs && c.n < MAX_DIRS; dirs++) {
		if (see_real(s->in, span_of(*dirs), &real[c.n]) != VIEW_OK)
			continue;
		for (k = 0; k < c.n && !span_equal(real[k], real[c.n]); k++)
			;	/* /lib and /usr/lib may be one */
		if (k < c.n || see_dir(s->in, real[c.n], &c.name[c.n], &c.names[c.n]) != VIEW_OK)
			continue;
		for (size_t i = 0; i < c.names[c.n]; i++)
			if (span_ends(c.name[c.n][i], ending) && !hidden_by(&c, c.name[c.n][i]))
				one(s, see_path(s->in, real[c.n], c.name[c.n][i]), each);
		c.n++;
	}
}

void
confs_dir(struct startup *s, struct span dir, const char *ending,
    void (*each)(struct startup *, struct autorun *))
{
	const struct span *name;
	size_t n;

	if (see_dir(s->in, dir, &name, &n) != VIEW_OK)
		return;
	for (size_t i = 0; i < n; i++)
		if (span_ends(name[i], ending))
			one(s, see_path(s->in, dir, name[i]), each);
}

void
confs_file(struct startup *s, const char *path, void (*each)(struct startup *, struct autorun *))
{
	one(s, span_of(path), each);
}

void
confs_homes(struct startup *s, const char *below, const char *ending,
    void (*each)(struct startup *, struct autorun *))
{
	const struct span *name;
	struct autorun a;
	struct span dir;
	size_t n;

	for (size_t i = 0; i < s->n; i++) {
		if (!s->people[i].first)
			continue;
		dir = see_join(s->in, s->people[i].home, span_of(below), SPAN_NONE);
		if (see_dir(s->in, dir, &name, &n) != VIEW_OK)
			continue;
		for (size_t k = 0; k < n; k++) {
			if (!span_ends(name[k], ending) ||
			    !startup_file(s, see_path(s->in, dir, name[k]), false))
				continue;
			a = startup_root(s, see_path(s->in, dir, name[k]));
			a.as = s->people[i];
			a.cwd = a.as.home;
			each(s, &a);
		}
	}
}

bool
lines_open(struct startup *s, const struct autorun *a, bool joins, struct lines *l)
{
	*l = (struct lines){ .in = s->in, .next = 1, .joins = joins };
	return startup_file(s, a->path, false) && see_file(s->in, a->path, &l->rest) == VIEW_OK;
}

/* The line and those that it goes on in, without the backslashes. */
static struct span
joined(struct lines *l, struct span line)
{
	struct span ahead = l->rest, more = line;
	unsigned char *out;
	size_t n = line.n;

	while (span_ends(more, "\\") && span_line(&ahead, &more))
		n += more.n;
	out = see_room(l->in, n + 1, 1);
	n = 0;
	for (more = line;;) {
		if (more.n)
			memcpy(out + n, more.p, more.n);
		n += more.n;
		if (!span_ends(more, "\\"))
			break;
		n--;
		if (!span_line(&l->rest, &more))
			break;
		l->next++;
	}
	return (struct span){ out, n };
}

bool
lines_next(struct lines *l, struct autorun *a, struct span *line)
{
	while (span_line(&l->rest, line)) {
		a->line = l->next++;
		a->said = *line;
		if (l->joins && span_ends(*line, "\\") && !span_starts(span_trim(*line), "#"))
			a->said = *line = joined(l, *line);
		*line = span_trim(*line);
		if (line->n && *line->p != '#' && *line->p != ';')
			return true;
	}
	return false;
}
