/* SPDX-License-Identifier: GPL-3.0-or-later */
/* people - which accounts are there, for whom something may start? */
#include "autorun.h"

#define MAX_PEOPLE	65536	/* accounts of one machine; directory services are not in the file */
#define FIRST_PERSON	1000	/* login.defs(5) UID_MIN: below are root and services */
#define LAST_PERSON	60000	/* UID_MAX */

static bool
take(struct span line, struct person *p)
{
	struct span column[7], rest = line;
	uint64_t uid, gid;
	size_t n = 0;

	while (n < 7 && span_column(&rest, ':', &column[n]))
		n++;
	if (n < 6 || column[0].n == 0 || !span_decimal(column[2], &uid) || uid > UINT32_MAX ||
	    !span_decimal(column[3], &gid) || gid > UINT32_MAX)
		return false;
	*p = (struct person){ column[0], column[5], (uint32_t)uid, (uint32_t)gid, false };
	return true;
}

#define BUCKETS	4096

/* Homes are shared by services: each is looked at for its first account. */
static void
mark_first(struct startup *s, struct person *all)
{
	struct home {
		struct home	*next;
		struct span	 path;
	} **bucket = see_room(s->in, BUCKETS, sizeof *bucket), *one, **at;
	size_t h;

	for (size_t i = 0; i < s->n; i++) {
		if (!span_starts(all[i].home, "/"))
			continue;
		h = 0;
		for (size_t k = 0; k < all[i].home.n; k++)
			h = h * 131 + all[i].home.p[k];
		at = &bucket[h % BUCKETS];
		for (one = *at; one && !span_equal(one->path, all[i].home); one = one->next)
			;
		if (one)
			continue;
		all[i].first = true;
		one = see_room(s->in, 1, sizeof *one);
		*one = (struct home){ *at, all[i].home };
		*at = one;
	}
}

void
people_read(struct startup *s)
{
	struct span passwd, rest, line;
	struct person *all;
	size_t lines = 0;

	if (see_file(s->in, span_of("/etc/passwd"), &passwd) != VIEW_OK)
		return;
	for (rest = passwd; lines < MAX_PEOPLE && span_line(&rest, &line);)
		lines++;
	all = see_room(s->in, lines + 1, sizeof *all);
	for (rest = passwd; s->n < lines && span_line(&rest, &line);)
		if (take(line, &all[s->n]))
			s->n++;
	mark_first(s, all);
	s->people = all;
}

const struct person *
people_named(const struct startup *s, struct span name)
{
	for (size_t i = 0; i < s->n; i++)
		if (span_equal(s->people[i].name, name))
			return &s->people[i];
	return NULL;
}

struct person
people_root(void)
{
	return (struct person){ span_of("root"), span_of("/root"), 0, 0, true };
}

bool
people_home(const struct startup *s, struct span path)
{
	const struct person *p;

	if (startup_within(path, "/root") || startup_within(path, "/home"))
		return true;
	for (size_t i = 0; i < s->n; i++) {
		p = &s->people[i];
		if (p->uid >= FIRST_PERSON && p->uid <= LAST_PERSON && p->home.n > 1 &&
		    path.n > p->home.n && path.p[p->home.n] == '/' &&
		    span_equal((struct span){ path.p, p->home.n }, p->home))
			return true;
	}
	return false;
}
