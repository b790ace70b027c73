/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lastlog - does an account's last login stand in wtmp too?
 *
 * Login programs write both (lastlog(8), wtmp(5)).  Where wtmp spans the time
 * and lacks the session, its record was taken out.  glibc's struct lastlog
 * (bits/utmp.h): a time of 32 or 64 bits, a line of 32 bytes, a host of 256,
 * at an offset of its size times the user ID.
 */
#include <string.h>

#include "logins.h"

#define LASTLOG		"/var/log/lastlog"
#define NARROW		292	/* bytes of a record with a 32-bit time */
#define WIDE		296
#define LINE		4
#define HOST		36
#define SKEW		120	/* seconds between two programs' records of one login */
#define MAX_UID		65536	/* below: every record is looked at, an account's or nobody's */
#define CHUNK		((size_t)NARROW * 512)

static struct span
text(const unsigned char *p, size_t n)
{
	const unsigned char *end = memchr(p, '\0', n);

	return (struct span){ p, end ? (size_t)(end - p) : n };
}

static int64_t
time_of(const unsigned char *p)
{
	return (int64_t)((uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 |
	    (uint32_t)p[3] << 24);
}

static bool
has_session(const struct logins *l, struct span user, int64_t at)
{
	for (size_t i = 0; i < l->nwtmp; i++)
		if (l->session[i].at >= at - SKEW && l->session[i].at <= at + SKEW &&
		    span_equal(l->session[i].user, user))
			return true;
	return false;
}

static void
look_at(struct logins *l, uint32_t uid, const unsigned char *p)
{
	const struct member *a = roster_from_uid(&l->accounts, uid);
	int64_t at = time_of(p);

	if (at == 0)
		return;
	l->any = true;
	if (!a || a->uid != uid) {
		if (l->accounts.n)
			say(l->in, LASTLOG_STRANGER, span_of(LASTLOG), 0, SPAN_NONE);
		return;
	}
	session_add(l, &(struct session){ a->name, text(p + HOST, 256), text(p + LINE, 32),
	    span_of(LASTLOG), at });
	if (at >= l->first && at <= l->last && l->nwtmp < MAX_SESSIONS &&
	    !has_session(l, a->name, at))
		say(l->in, LASTLOG_WITHOUT_LOGIN, span_of(LASTLOG), 0, a->name);
}

/* The low IDs in one go, a hole of the file being nothing but zeros. */
static void
look_low(struct logins *l, uint64_t size, unsigned char *buf)
{
	uint64_t end = (uint64_t)MAX_UID * NARROW < size ? (uint64_t)MAX_UID * NARROW : size;
	size_t got, want;

	for (uint64_t at = 0; at < end; at += got) {
		want = end - at < CHUNK ? (size_t)(end - at) : CHUNK;
		if (see_part(l->in, span_of(LASTLOG), at, buf, want, &got) != VIEW_OK || got < NARROW)
			return;
		got -= got % NARROW;
		for (size_t i = 0; i < got; i += NARROW)
			look_at(l, (uint32_t)((at + i) / NARROW), buf + i);
	}
}

void
lastlog_look(struct logins *l)
{
	unsigned char *buf = see_room(l->in, CHUNK, 1);
	struct vstat st;
	size_t got;

	if (see_stat(l->in, span_of(LASTLOG), &st) != VIEW_OK || st.kind != V_FILE)
		return;
	if (st.size % NARROW) {		/* the 64-bit layout: its records are not compared */
		if (st.size % WIDE)
			say(l->in, LOGIN_RECORDS_CUT, span_of(LASTLOG), 0, SPAN_NONE);
		return;
	}
	look_low(l, st.size, buf);
	for (size_t i = 0; i < l->accounts.n; i++) {
		uint32_t uid = l->accounts.by_uid[i]->uid;

		if (uid >= MAX_UID && (i == 0 || uid != l->accounts.by_uid[i - 1]->uid) &&
		    see_part(l->in, span_of(LASTLOG), (uint64_t)uid * NARROW, buf, NARROW,
		    &got) == VIEW_OK && got == NARROW)
			look_at(l, uid, buf);
	}
}
