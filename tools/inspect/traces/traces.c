/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * traces - which other machines do the accounts' own files lead to?
 *
 * No machine is judged by it: whoever finds one server conquered wants to know
 * from where, and where to next.
 */
#include <string.h>

#include "../accounts/roster.h"
#include "traces.h"

/* A host name or an address, with or without a zone: nothing else is worth an operator's time. */
static bool
is_machine(struct span s)
{
	if (s.n < 2 || s.n > 255 || *s.p == '-' || *s.p == '.')
		return false;
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = s.p[i];

		if (!(c >= '0' && c <= '9') && !((c | 0x20) >= 'a' && (c | 0x20) <= 'z') &&
		    c != '.' && c != '-' && c != '_' && c != ':' && c != '%')
			return false;
	}
	return true;
}

static uint64_t
mix(uint64_t h, struct span s)
{
	for (size_t i = 0; i < s.n; i++)
		h = (h ^ s.p[i]) * 0x100000001b3ULL;
	return (h ^ 0xff) * 0x100000001b3ULL;
}

static struct trace *
slot(const struct traces *t, struct trace *table, size_t room, const struct trace *key)
{
	uint64_t h = mix(mix(mix(mix(0xcbf29ce484222325ULL, key->machine), key->how),
	    key->account), key->path);
	size_t i = (size_t)(h >> 16) & (room - 1);

	(void)t;
	while (table[i].machine.n && !(span_equal(table[i].machine, key->machine) &&
	    span_equal(table[i].how, key->how) && span_equal(table[i].account, key->account) &&
	    span_equal(table[i].path, key->path)))
		i = (i + 1) & (room - 1);
	return &table[i];
}

static void
grow(struct traces *t)
{
	size_t room = t->room ? 2 * t->room : 256;
	struct trace *more = see_room(t->in, room, sizeof *more);

	for (size_t i = 0; i < t->room; i++)
		if (t->at[i].machine.n)
			*slot(t, more, room, &t->at[i]) = t->at[i];
	t->at = more;
	t->room = room;
}

static struct span
copy(struct traces *t, struct span s)
{
	return see_join(t->in, s, SPAN_NONE, SPAN_NONE);
}

void
trace(struct traces *t, struct span machine, const char *how, struct span account,
    struct span path)
{
	struct trace key = { .machine = machine, .how = span_of(how), .account = account, .path = path };
	struct trace *at;

	t->any = true;
	if (!is_machine(machine))
		return;
	if (2 * (t->n + 1) > t->room)
		grow(t);
	at = slot(t, t->at, t->room, &key);
	if (!at->machine.n && t->n == MAX_TRACES) {
		t->full = true;
		return;
	}
	if (!at->machine.n) {
		*at = (struct trace){ copy(t, machine), key.how, copy(t, account), copy(t, path), 0 };
		t->n++;
	}
	if (at->times < UINT32_MAX)
		at->times++;
}

/* Every account with a home of its own. */
static void
look_at_homes(struct traces *t)
{
	struct roster all;

	roster_read(t->in, &all);
	for (size_t i = 0; i < all.n; i++) {
		const struct member *m = &all.at[i];

		if (!span_starts(m->home, "/") || m->home.n < 2)
			continue;
		history_trace(t, m->home, m->name);
		known_trace(t, m->home, m->name);
	}
}

void
traces_tell(struct traces *t)
{
	for (size_t i = 0; i < t->room; i++)
		if (t->at[i].machine.n)
			say_seen(t->in, &(struct seen){ t->at[i].machine, t->at[i].how, t->at[i].account,
			    t->at[i].path, t->at[i].times });
	if (t->full)
		say_gap(t->in, SPAN_NONE, "more machines are named than are kept");
}

static enum outcome
look(struct inspection *in)
{
	struct traces t = { .in = in };

	look_at_homes(&t);
	known_trace(&t, SPAN_NONE, SPAN_NONE);
	traces_tell(&t);
	return t.any ? DONE : NOTHING;
}

const struct inspector traces_inspector = {
	.name = "traces",
	.asks = "which other machines do the accounts' own files lead to?",
	.may = (const enum finding[]){ FINDING_COUNT },
	.look = look,
};
