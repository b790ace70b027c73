/* SPDX-License-Identifier: GPL-3.0-or-later */
/* people - which accounts are there, for whom something may start? */
#include "../accounts/table.h"
#include "autorun.h"

#define MAX_PEOPLE	65536	/* accounts of one machine; directory services are not in the file */
#define FIRST_PERSON	1000	/* login.defs(5) UID_MIN: below are root and services */
#define LAST_PERSON	60000	/* UID_MAX */

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
	struct table passwd;
	struct person *all;

	table_read(s->in, &passwd, "/etc/passwd", 7);
	if (passwd.n > MAX_PEOPLE) {
		say_gap(s->in, passwd.path, "more accounts than are looked at");
		passwd.n = MAX_PEOPLE;
	}
	all = see_room(s->in, passwd.n + 1, sizeof *all);
	for (; s->n < passwd.n; s->n++) {
		const struct row *r = &passwd.row[s->n];

		all[s->n] = (struct person){ r->field[F_NAME], r->field[F_HOME], (uint32_t)r->id,
		    (uint32_t)table_number(r->field[F_GID]), false };
	}
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
