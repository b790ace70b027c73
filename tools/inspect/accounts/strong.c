/* SPDX-License-Identifier: GPL-3.0-or-later */
/* strong - which accounts that are no person's are in groups with root's rights? */
#include "look.h"
#include "password.h"
#include "place.h"
#include "record.h"

/* Members run what they like as root: by sudo's rules, or by a container that mounts the disk. */
static const char *const strong[] = {
	"root", "sudo", "wheel", "admin", "docker", "lxd", "incus-admin", "disk", "kmem",
};

#define STRONG	(sizeof strong / sizeof *strong)

/* Members read what is root's to read: hashes of passwords, logs; or steer machines within this one. */
static const char *const listed[] = { "shadow", "adm", "libvirt" };

bool
strong_group(struct span name)
{
	for (size_t i = 0; i < STRONG; i++)
		if (span_is(name, strong[i]))
			return true;
	return false;
}

static void
members(struct inspection *in, const struct roster *all, const struct table *t)
{
	struct span rest, name;

	for (size_t i = 0; i < STRONG; i++) {
		const struct row *r = table_named(t, span_of(strong[i]));

		rest = r ? r->field[F_MEMBERS] : SPAN_NONE;
		while (span_field(&rest, ",", &name)) {
			const struct member *m = roster_named(all, name);

			say_grant(in, name, "group", t->path, r->number, r->field[F_NAME]);
			if (!m)
				table_say(in, GROUP_MEMBER_UNKNOWN, t, r);
			else if (m->standing == STANDING_SERVICE)
				table_say(in, GROUP_SERVICE_MEMBER, t, r);
		}
	}
}

static void
readers(struct inspection *in, const struct table *t)
{
	struct span rest, name;

	for (size_t i = 0; i < sizeof listed / sizeof *listed; i++) {
		const struct row *r = table_named(t, span_of(listed[i]));

		rest = r ? r->field[F_MEMBERS] : SPAN_NONE;
		while (span_field(&rest, ",", &name))
			say_grant(in, name, "group", t->path, r->number, r->field[F_NAME]);
	}
}

static void
primary(struct inspection *in, const struct roster *all, const struct member *m)
{
	if (m->uid == 0 || m->standing == STANDING_SYSTEM || !password_shell(m->shell))
		return;
	for (size_t i = 0; i < STRONG; i++) {
		const struct row *r = table_named(&all->group, span_of(strong[i]));

		/* A group of the account's own name is its own, whatever the name. */
		if ((r && r->id == m->gid && !span_equal(r->field[F_NAME], m->name)) || m->gid == 0) {
			say_grant(in, m->name, "group", m->path, m->line, span_of(m->gid ? strong[i] : "root"));
			look_say(in, ACCOUNT_PRIMARY_STRONG, m, span_of(m->gid ? strong[i] : "root"));
			return;
		}
	}
}

struct record {
	struct inspection	*in;
	const struct roster	*all;
};

/* A membership that stands in no group file. */
static void
elsewhere(void *arg, struct span account, struct span group, struct span path)
{
	const struct record *r = arg;
	const struct member *m = roster_named(r->all, account);
	struct span about = see_join(r->in, account, span_of(" in "), group);

	if (!strong_group(group) || place_pristine(r->in, path))
		return;
	say_grant(r->in, account, "group", path, 0, group);
	say(r->in, m && m->standing == STANDING_SYSTEM ? GROUP_SYSTEM_MEMBER : GROUP_MEMBER_ELSEWHERE,
	    path, 0, about);
}

void
strong_look(struct inspection *in, const struct roster *all)
{
	struct record r = { in, all };

	members(in, all, &all->group);
	members(in, all, &all->extra_group);
	readers(in, &all->group);
	readers(in, &all->extra_group);
	for (size_t i = 0; i < all->n; i++) {
		struct span rest = all->at[i].groups, group;

		primary(in, all, &all->at[i]);
		while (span_field(&rest, ",", &group))
			elsewhere(&r, all->at[i].name, group, all->at[i].path);
	}
	record_memberships(in, elsewhere, &r);
}
