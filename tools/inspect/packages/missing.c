/* SPDX-License-Identifier: GPL-3.0-or-later */
/* missing - which directories lack the data files that packages put there? */
#include <stdio.h>

#include "missing.h"

#define LEVELS	3	/* /usr/share/doc */

/* The directory that a path is told under: its first components. */
static struct span
tree_of(struct span path)
{
	struct span dir = span_parent(path);
	size_t n = 0;

	for (int level = 0; n < dir.n; n++)
		if (dir.p[n] == '/' && level++ == LEVELS)
			break;
	return (struct span){ dir.p, n };
}

void
missing_add(struct missing *m, struct span path)
{
	struct span dir = tree_of(path);
	size_t i = 0;

	while (i < m->n && !span_equal(m->tree[i].dir, dir))
		i++;
	if (i == MAX_TREES) {
		i--;
		m->tree[i].dir = span_of("/");
	} else if (i == m->n) {
		m->n++;
		m->tree[i].dir = dir;
		m->tree[i].first = path;
	}
	m->tree[i].n++;
}

void
missing_say(const struct missing *m, struct inspection *in)
{
	char count[64];

	for (size_t i = 0; i < m->n; i++) {
		snprintf(count, sizeof count, "%zu such files, the first ", m->tree[i].n);
		say(in, PACKAGE_DATA_MISSING, m->tree[i].dir, 0,
		    see_join(in, span_of(count), m->tree[i].first, SPAN_NONE));
	}
}
