/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sessions - who was here last, of every account */
#include <stdlib.h>
#include <string.h>

#include "logins.h"

#define LATEST	50	/* of one account: more would tell an operator no more */

void
session_add(struct logins *l, const struct session *s)
{
	struct session *more;

	if (l->nsessions == MAX_SESSIONS)
		return;
	if (l->nsessions == l->room) {
		l->room = l->room ? 2 * l->room : 256;
		more = see_room(l->in, l->room, sizeof *more);
		if (l->nsessions)
			memcpy(more, l->session, l->nsessions * sizeof *more);
		l->session = more;
	}
	l->session[l->nsessions++] = (struct session){
		see_join(l->in, s->user, SPAN_NONE, SPAN_NONE),
		see_join(l->in, s->from, SPAN_NONE, SPAN_NONE),
		see_join(l->in, s->terminal, SPAN_NONE, SPAN_NONE), s->path, s->at,
	};
}

static int
by_user_latest_first(const void *a, const void *b)
{
	const struct session *x = a, *y = b;
	int c = span_compare(x->user, y->user);

	return c ? c : (x->at < y->at) - (x->at > y->at);
}

/* The order of the sessions is gone after this. */
void
sessions_tell(struct logins *l)
{
	size_t told = 0;

	if (l->nsessions == 0)
		return;
	qsort(l->session, l->nsessions, sizeof *l->session, by_user_latest_first);
	for (size_t i = 0; i < l->nsessions; i++) {
		const struct session *s = &l->session[i];

		told = i && span_equal(s->user, s[-1].user) ? told + 1 : 0;
		if (told < LATEST && s->user.n)
			say_login(l->in, &(struct login){ s->user, s->from, s->terminal, s->path, s->at });
	}
}
