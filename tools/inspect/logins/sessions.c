/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sessions - who was here and what did they become, of every account, in one line of time? */
#include <stdlib.h>
#include <string.h>

#include "logins.h"

#define LATEST	50	/* of one account, and as many sittings: more would tell an operator no more */

static struct span
copy(struct logins *l, struct span s)
{
	return see_join(l->in, s, SPAN_NONE, SPAN_NONE);
}

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
	more = &l->session[l->nsessions++];
	*more = *s;
	more->user = copy(l, s->user);
	more->from = copy(l, s->from);
	more->terminal = copy(l, s->terminal);
	more->message = copy(l, s->message);
	more->host = copy(l, s->host);
}

static int
by_user_and_time(const void *a, const void *b)
{
	const struct session *x = *(const struct session *const *)a, *y = *(const struct session *const *)b;
	int c = span_compare(x->user, y->user);

	return c ? c : (x->at > y->at) - (x->at < y->at);
}

struct index
index_make(const struct logins *l, enum keeper by, enum act act)
{
	struct index x = { .at = see_room(l->in, l->nsessions + 1, sizeof *x.at),
		.first = INT64_MAX, .last = INT64_MIN };

	for (size_t i = 0; i < l->nsessions; i++) {
		const struct session *s = &l->session[i];

		if (s->by != by || s->act != act || s->loose || (by == KEPT_JOURNAL && !s->own))
			continue;
		x.at[x.n++] = s;
		x.first = s->at < x.first ? s->at : x.first;
		x.last = s->at > x.last ? s->at : x.last;
	}
	if (x.n)
		qsort(x.at, x.n, sizeof *x.at, by_user_and_time);
	return x;
}

bool
index_has(const struct index *x, struct span user, int64_t at)
{
	const struct session key = { .user = user, .at = at - SKEW }, *want = &key;
	size_t low = 0, high = x->n, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (by_user_and_time(&x->at[mid], &want) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low < x->n && span_equal(x->at[low]->user, user) && x->at[low]->at <= at + SKEW;
}

static int
by_user_latest_first(const void *a, const void *b)
{
	const struct session *x = a, *y = b;
	int c = span_compare(x->user, y->user);

	c = c ? c : (x->at < y->at) - (x->at > y->at);
	c = c ? c : (x->by > y->by) - (x->by < y->by);
	return c ? c : span_compare(x->path, y->path);
}

/* What two keepers wrote of one login. */
static bool
same(const struct session *x, const struct session *y)
{
	return span_equal(x->user, y->user) && x->act == y->act && x->at - y->at <= SKEW &&
	    (x->from.n == 0 || y->from.n == 0 || span_equal(x->from, y->from)) &&
	    (x->message.n == 0 || y->message.n == 0 || span_equal(x->message, y->message));
}

static void
tell(struct logins *l, const struct session *s, const bool *kept)
{
	static const char *const keepers[KEEPERS] = {
		"wtmp", "utmp", "lastlog", "database", "journal", "log", "audit", "packages", "history",
	};
	static const char *const acts[ACTS] = { "login", "sudo", "su", "packages", "shell" };
	struct span records = SPAN_NONE;

	for (int i = 0; i < KEEPERS; i++)
		if (kept[i])
			records = see_join(l->in, records, span_of(records.n ? ", " : ""), span_of(keepers[i]));
	say_login(l->in, &(struct login){ s->user, s->from, s->terminal, s->path, s->at, acts[s->act],
	    records });
}

/* The order of the sessions is gone after this. */
void
sessions_tell(struct logins *l)
{
	size_t told[2] = { 0 }, next;

	if (l->nsessions == 0)
		return;
	qsort(l->session, l->nsessions, sizeof *l->session, by_user_latest_first);
	for (size_t i = 0; i < l->nsessions; i = next) {
		struct session one = l->session[i];
		bool kept[KEEPERS] = { false };

		if (i == 0 || !span_equal(one.user, l->session[i - 1].user))
			told[0] = told[1] = 0;
		kept[one.by] = true;
		/* Another keeper's word of the same; a keeper that has it again has another one. */
		for (next = i + 1; next < l->nsessions && same(&one, &l->session[next]) &&
		    !kept[l->session[next].by]; next++) {
			const struct session *s = &l->session[next];

			kept[s->by] = true;
			if (one.from.n == 0)
				one.from = s->from;
			if (one.terminal.n == 0)
				one.terminal = s->terminal;
		}
		if (one.user.n && told[one.act == ACT_SHELL]++ < LATEST)
			tell(l, &one, kept);
	}
}
