/* SPDX-License-Identifier: GPL-3.0-or-later */
/* names - which packaged files bear this name? */
#include <stdlib.h>

#include "boot.h"

struct named {
	struct span	base, place;
};

struct names {
	struct named	*at;
	size_t		 n, room;
};

static int
add(void *arg, const struct truth_entry *e)
{
	struct names *names = arg;

	if (e->digest.n && e->expected && names->n < names->room)
		names->at[names->n++] = (struct named){ span_base(e->place), e->place };
	return 0;
}

static int
by_base(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	int c = span_compare(x->base, y->base);

	return c ? c : span_compare(x->place, y->place);
}

const struct names *
names_ready(struct inspection *in)
{
	const struct truth_db *db = see_database(in);
	struct names *names = see_room(in, 1, sizeof *names);

	if (!db)
		return names;
	names->room = truth_count(db);
	names->at = see_room(in, names->room, sizeof *names->at);
	truth_each(db, add, names);
	if (names->n)
		qsort(names->at, names->n, sizeof *names->at, by_base);
	return names;
}

bool
names_next(const struct names *names, struct span base, size_t *at, struct span *path)
{
	size_t low = 0, high = names->n, i;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (span_compare(names->at[middle].base, base) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	i = low + (*at)++;
	if (i >= names->n || !span_equal(names->at[i].base, base))
		return false;
	*path = names->at[i].place;
	return true;
}
