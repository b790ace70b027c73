/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lines - which lines of a text are not of an older one?
 *
 * Sorting, not the longest common subsequence: no text makes it slow, and what
 * runs does not become a stranger's by standing elsewhere.
 */
#include <stdlib.h>

#include "die.h"
#include "limits.h"
#include "lines.h"

struct one {
	struct span	text;
	size_t		at;	/* its number among the newer's lines; of the older: OLDER */
};

#define OLDER	SIZE_MAX

static size_t
count(struct span text)
{
	struct span line;
	size_t n = 0;

	while (span_line(&text, &line))
		n++;
	return n;
}

/* Lines of both texts that are equal stand together, the older's first. */
static int
by_text(const void *a, const void *b)
{
	const struct one *x = a, *y = b;
	int c = span_compare(x->text, y->text);

	if (c)
		return c;
	return (x->at != OLDER) - (y->at != OLDER);
}

static void
part(struct span text, struct one *out, size_t first)
{
	while (span_line(&text, &out->text)) {
		out->at = first;
		first += first != OLDER;
		out++;
	}
}

/* What both begin with, and end with, was not touched. */
static void
ends(const struct one *before, size_t *from, size_t *nbefore, const struct one *now, size_t *nnow)
{
	*from = 0;
	while (*from < *nbefore && *from < *nnow &&
	    span_equal(before[*from].text, now[*from].text))
		++*from;
	while (*nbefore > *from && *nnow > *from &&
	    span_equal(before[*nbefore - 1].text, now[*nnow - 1].text)) {
		--*nbefore;
		--*nnow;
	}
}

static void
mark(struct one *all, size_t n, bool *added)
{
	size_t same, old;

	qsort(all, n, sizeof *all, by_text);
	for (size_t i = 0; i < n; i += same) {
		for (same = old = 0; i + same < n && span_equal(all[i].text, all[i + same].text); same++)
			old += all[i + same].at == OLDER;
		for (size_t k = i + old; k < i + same && same - old > old; k++)
			added[all[k].at] = true;
	}
}

bool *
lines_added(struct arena *arena, struct span before, struct span now, size_t *n)
{
	size_t nbefore = count(before), nnow = count(now), from, between;
	struct one *all, *newer;
	bool *added = NULL;

	*n = nnow;
	if (nbefore > MAX_COMPARED_LINES || nnow > MAX_COMPARED_LINES || !(added = arena_alloc(arena, nnow + 1)))
		return NULL;
	all = need(nbefore + nnow + 1, sizeof *all);
	newer = all + nbefore;
	part(before, all, OLDER);
	part(now, newer, 0);
	ends(all, &from, &nbefore, newer, &nnow);
	/* What is between the ends, of both, side by side. */
	between = nbefore - from;
	for (size_t i = 0; i < between; i++)
		all[i] = all[from + i];
	for (size_t i = from; i < nnow; i++)
		all[between++] = newer[i];
	mark(all, between, added);
	free(all);
	return added;
}
