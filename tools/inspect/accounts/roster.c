/* SPDX-License-Identifier: GPL-3.0-or-later */
/* roster - which accounts does this system have, in whatever store? */
#include <stdlib.h>

#include "name.h"
#include "record.h"
#include "roster.h"

#define FIRST_PERSON	1000	/* login.defs(5), UID_MIN of every distribution of today */

enum standing
roster_standing(struct span name, uint64_t uid)
{
	if (uid == 0)
		return STANDING_ROOT;
	if (name_is_system(name))
		return STANDING_SYSTEM;
	return uid < FIRST_PERSON ? STANDING_SERVICE : STANDING_PERSON;
}

static void
add_rows(struct roster *all, const struct table *passwd, const struct table *shadow)
{
	for (size_t i = 0; i < passwd->n; i++) {
		const struct row *r = &passwd->row[i], *s = NULL;

		if (span_is(r->field[F_PASSWORD], "x"))
			s = table_named(shadow, r->field[F_NAME]);
		all->at[all->n++] = (struct member){
			.name = r->field[F_NAME], .home = r->field[F_HOME],
			.shell = r->field[F_SHELL],
			.password = s ? s->field[F_PASSWORD] : r->field[F_PASSWORD],
			.uid = (uint32_t)r->id, .gid = (uint32_t)table_number(r->field[F_GID]),
			.path = passwd->path, .line = r->number,
			.secret = s ? shadow->path : SPAN_NONE, .secret_line = s ? s->number : 0,
			.standing = roster_standing(r->field[F_NAME], r->id),
		};
	}
}

static int
by_name(const void *a, const void *b)
{
	const struct member *x = *(struct member *const *)a, *y = *(struct member *const *)b;
	int c = span_compare(x->name, y->name);

	return c ? c : (x > y) - (x < y);
}

static int
by_uid(const void *a, const void *b)
{
	const struct member *x = *(struct member *const *)a, *y = *(struct member *const *)b;

	return x->uid != y->uid ? (x->uid > y->uid) - (x->uid < y->uid) : (x > y) - (x < y);
}

static const char *const administrators[] = { "sudo", "wheel", "admin" };

#define ADMINISTRATORS	(sizeof administrators / sizeof *administrators)

static bool
administers(struct span group)
{
	for (size_t i = 0; i < ADMINISTRATORS; i++)
		if (span_is(group, administrators[i]))
			return true;
	return false;
}

static void
mark_one(void *arg, struct span account, struct span group, struct span path)
{
	struct roster *all = arg;
	const struct member *m = roster_named(all, account);

	(void)path;
	if (m)
		all->at[m - all->at].administers |= administers(group);
}

/* What user records say of themselves, or files beside them. */
static void
mark_records(struct inspection *in, struct roster *all)
{
	struct span rest, group;

	for (size_t i = 0; i < all->n; i++) {
		rest = all->at[i].groups;
		while (span_field(&rest, ",", &group))
			all->at[i].administers |= administers(group);
	}
	record_memberships(in, mark_one, all);
}

/* All that a list or a primary group puts into one of the administrators' groups. */
static void
mark(struct roster *all, const struct table *t)
{
	struct span rest, name;

	for (size_t i = 0; i < ADMINISTRATORS; i++) {
		const struct row *r = table_named(t, span_of(administrators[i]));

		rest = r ? r->field[F_MEMBERS] : SPAN_NONE;
		while (span_field(&rest, ",", &name)) {
			const struct member *m = roster_named(all, name);

			if (m)
				all->at[m - all->at].administers = true;
		}
		for (size_t j = 0; r && j < all->n; j++)
			all->at[j].administers |= all->at[j].gid == r->id &&
			    !span_equal(r->field[F_NAME], all->at[j].name);
	}
}

void
roster_read(struct inspection *in, struct roster *all)
{
	struct table passwd, shadow, more, more_shadow;
	size_t records, most;
	struct member *record;

	*all = (struct roster){ 0 };
	table_read(in, &passwd, "/etc/passwd", 7);
	table_read(in, &shadow, "/etc/shadow", 9);
	table_read(in, &more, "/var/lib/extrausers/passwd", 7);
	table_read(in, &more_shadow, "/var/lib/extrausers/shadow", 9);
	table_read(in, &all->group, "/etc/group", 4);
	table_read(in, &all->extra_group, "/var/lib/extrausers/group", 4);
	records = record_members(in, &record);
	most = passwd.n + more.n + records;
	all->at = see_room(in, most + 1, sizeof *all->at);
	add_rows(all, &passwd, &shadow);
	add_rows(all, &more, &more_shadow);
	for (size_t i = 0; i < records; i++)
		all->at[all->n++] = record[i];
	all->by_name = see_room(in, all->n + 1, sizeof *all->by_name);
	all->by_uid = see_room(in, all->n + 1, sizeof *all->by_uid);
	for (size_t i = 0; i < all->n; i++)
		all->by_name[i] = all->by_uid[i] = &all->at[i];
	qsort(all->by_name, all->n, sizeof *all->by_name, by_name);
	qsort(all->by_uid, all->n, sizeof *all->by_uid, by_uid);
	mark(all, &all->group);
	mark(all, &all->extra_group);
	mark_records(in, all);
}

const struct member *
roster_named(const struct roster *all, struct span name)
{
	size_t low = 0, high = all->n, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (span_compare(all->by_name[mid]->name, name) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low < all->n && span_equal(all->by_name[low]->name, name) ? all->by_name[low] : NULL;
}

const struct member *
roster_from_uid(const struct roster *all, uint64_t uid)
{
	size_t low = 0, high = all->n, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (all->by_uid[mid]->uid < uid)
			low = mid + 1;
		else
			high = mid;
	}
	return low < all->n ? all->by_uid[low] : NULL;
}

bool
roster_has_uid(const struct roster *all, uint64_t uid)
{
	const struct member *m = roster_from_uid(all, uid);

	return m && m->uid == uid;
}

bool
roster_has_group(const struct roster *all, struct span name)
{
	return table_named(&all->group, name) || table_named(&all->extra_group, name);
}
