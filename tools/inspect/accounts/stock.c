/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stock - are the accounts that the distribution ships for its own use as it made them? */
#include "look.h"
#include "name.h"

#define FIRST_PERSON	1000	/* login.defs(5), UID_MIN of every distribution of today */
#define NOBODY		65534

/* Red Hat's and Alpine's own, which have root's group or home. */
static bool
rootly(struct span name)
{
	return span_is(name, "sync") || span_is(name, "shutdown") || span_is(name, "halt") ||
	    span_is(name, "operator");
}

void
stock_look(struct inspection *in, const struct roster *all)
{
	for (size_t i = 0; i < all->n; i++) {
		const struct member *m = &all->at[i];

		if (m->standing != STANDING_SYSTEM || rootly(m->name))
			continue;
		if (m->gid == 0)
			look_say(in, ACCOUNT_SYSTEM_CHANGED, m, span_of("group root"));
		if (span_is(m->home, "/root") || span_starts(m->home, "/root/"))
			look_say(in, ACCOUNT_SYSTEM_CHANGED, m, m->home);
		if (m->uid >= FIRST_PERSON && m->uid != NOBODY)
			look_say(in, ACCOUNT_SYSTEM_CHANGED, m, span_of("a person's number"));
	}
}
