/* SPDX-License-Identifier: GPL-3.0-or-later */
/* owner - whose are the files that belong to no account of this system? */
#include <stdio.h>

#include "files.h"

#define MAX_OWNERS	1024		/* numbers that are told apart; a file server's archive has hundreds */
#define FIRST_LENT	60001U		/* login.defs(5), UID_MAX: above are those that services lend for a while */

struct owner {
	uint32_t	uid;
	uint64_t	files;
	struct span	first, among;	/* among: the first that lies in the system's own places */
};

struct owners {
	struct roster	 roster;
	struct owner	 at[MAX_OWNERS];
	size_t		 n;
	bool		 full;
};

struct owners *
owners_ready(struct inspection *in)
{
	struct owners *o = see_room(in, 1, sizeof *o);

	roster_read(in, &o->roster);
	return o;
}

bool
owners_has(const struct owners *o, struct span name)
{
	const struct member *m = roster_named(&o->roster, name);

	return m && (m->standing == STANDING_ROOT || m->standing == STANDING_PERSON);
}

static struct owner *
owner_of(struct owners *o, uint32_t uid)
{
	for (size_t i = 0; i < o->n; i++)
		if (o->at[i].uid == uid)
			return &o->at[i];
	if (o->n == MAX_OWNERS) {
		o->full = true;
		return NULL;
	}
	o->at[o->n].uid = uid;
	return &o->at[o->n++];
}

static bool
systems_own(struct span path)
{
	static const char *const dirs[] = { "/etc/", "/boot/", "/usr/bin/", "/usr/sbin/", "/usr/lib",
		"/usr/share/", "/usr/include/", "/bin/", "/sbin/", "/lib", "/root/" };

	for (size_t i = 0; i < sizeof dirs / sizeof *dirs; i++)
		if (span_starts(path, dirs[i]))
			return true;
	return false;
}

void
owners_look(struct files *f, struct span path, const struct vstat *st)
{
	struct owners *o = f->people;
	struct owner *owner;
	bool among;

	/* Containers have accounts of their own; without account files nobody is known. */
	if (!o->roster.n || roster_has_uid(&o->roster, st->uid) || ground_of(path) == GROUND_GUESTS)
		return;
	among = systems_own(path);
	if ((st->uid >= FIRST_LENT && !among) || !(owner = owner_of(o, st->uid)))
		return;
	owner->files++;
	if (!owner->first.n)
		owner->first = see_join(f->in, path, SPAN_NONE, SPAN_NONE);
	if (among && !owner->among.n)
		owner->among = see_join(f->in, path, SPAN_NONE, SPAN_NONE);
}

void
owners_tell(struct files *f)
{
	struct owners *o = f->people;
	char about[64];

	for (size_t i = 0; i < o->n; i++) {
		const struct owner *w = &o->at[i];

		snprintf(about, sizeof about, "user ID %u, files: %llu", w->uid, (unsigned long long)w->files);
		say(f->in, w->among.n ? FILE_OWNER_STRANGE : FILE_OWNER_UNKNOWN,
		    w->among.n ? w->among : w->first, 0, see_join(f->in, span_of(about), SPAN_NONE, SPAN_NONE));
	}
	if (o->full)
		say_gap(f->in, SPAN_NONE, "more unknown owners of files than are told apart");
}
