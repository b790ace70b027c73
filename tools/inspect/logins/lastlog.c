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
#define LINE		4	/* behind the time: 4 bytes more with a wide one */
#define HOST		36
#define MAX_UID		65536	/* below: every record is looked at, an account's or nobody's */
#define CHUNK		((size_t)WIDE * 512)

static struct span
text(const unsigned char *p, size_t n)
{
	const unsigned char *end = memchr(p, '\0', n);

	return (struct span){ p, end ? (size_t)(end - p) : n };
}

static int64_t
time_of(const unsigned char *p, size_t n, bool big)
{
	uint64_t v = 0;

	for (size_t i = 0; i < n; i++)
		v = v << 8 | p[big ? i : n - 1 - i];
	return v <= INT64_MAX ? (int64_t)v : 0;
}

struct lastlog {
	struct logins	*l;
	struct index	 wtmp;
	int64_t		 written;	/* when the file was last changed */
	size_t		 record, wider;	/* bytes of a record, and of its time beyond 4 */
};

static void
look_at(struct lastlog *f, uint32_t uid, const unsigned char *p)
{
	struct logins *l = f->l;
	const struct member *a = roster_from_uid(&l->accounts, uid);
	int64_t at = time_of(p, 4 + f->wider, l->big);

	if (at <= 0)
		return;
	l->any = true;
	if (!a || a->uid != uid) {
		if (l->accounts.n)
			say(l->in, LASTLOG_STRANGER, span_of(LASTLOG), 0, SPAN_NONE);
		return;
	}
	session_add(l, &(struct session){ .user = a->name, .from = text(p + f->wider + HOST, 256),
	    .terminal = text(p + f->wider + LINE, 32), .path = span_of(LASTLOG), .at = at, .by = KEPT_LASTLOG });
	if (at > f->written + DAY)
		say(l->in, LOGIN_TIME_AHEAD, span_of(LASTLOG), 0, a->name);
	if (at >= l->first && at <= l->last && l->nsessions < MAX_SESSIONS &&
	    !index_has(&f->wtmp, a->name, at))
		say(l->in, LASTLOG_WITHOUT_LOGIN, span_of(LASTLOG), 0, a->name);
	if (l->first <= l->last && at < l->first - DAY && !l->rotated && !l->young) {
		say(l->in, LOGIN_RECORDS_YOUNG, span_of("/var/log/wtmp"), 0, a->name);
		l->young = true;
	}
}

/* The low IDs in one go, a hole of the file being nothing but zeros. */
static void
look_low(struct lastlog *f, uint64_t size, unsigned char *buf)
{
	uint64_t end = (uint64_t)MAX_UID * f->record < size ? (uint64_t)MAX_UID * f->record : size;
	size_t got, want;

	for (uint64_t at = 0; at < end; at += got) {
		want = end - at < CHUNK ? (size_t)(end - at) : CHUNK - CHUNK % f->record;
		if (see_part(f->l->in, span_of(LASTLOG), at, buf, want, &got) != VIEW_OK || got < f->record)
			return;
		got -= got % f->record;
		for (size_t i = 0; i < got; i += f->record)
			look_at(f, (uint32_t)((at + i) / f->record), buf + i);
	}
}

void
lastlog_look(struct logins *l)
{
	unsigned char *buf = see_room(l->in, CHUNK, 1);
	struct lastlog f = { .l = l };
	struct vstat st;
	size_t got;

	if (see_stat(l->in, span_of(LASTLOG), &st) != VIEW_OK || st.kind != V_FILE)
		return;
	f.wider = st.size % NARROW ? 4 : 0;
	f.record = f.wider ? WIDE : NARROW;
	if (st.size % f.record) {
		say(l->in, LOGIN_RECORDS_CUT, span_of(LASTLOG), 0, SPAN_NONE);
		return;
	}
	f.written = st.mtime.s > st.ctime.s ? st.mtime.s : st.ctime.s;
	f.wtmp = index_make(l, KEPT_WTMP, ACT_LOGIN);
	look_low(&f, st.size, buf);
	for (size_t i = 0; i < l->accounts.n; i++) {
		uint32_t uid = l->accounts.by_uid[i]->uid;

		if (uid >= MAX_UID && (i == 0 || uid != l->accounts.by_uid[i - 1]->uid) &&
		    see_part(l->in, span_of(LASTLOG), (uint64_t)uid * f.record, buf, f.record,
		    &got) == VIEW_OK && got == f.record)
			look_at(&f, uid, buf);
	}
}
