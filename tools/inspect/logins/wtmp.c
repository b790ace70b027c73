/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * wtmp - were records of logins taken out, or never written by login programs?
 *
 * Login programs append whole records and never change one (utmp(5), wtmp).
 * A record of zeros is the mark of log cleaners; a machine that lost power
 * leaves zeros too, but by the whole block.
 */
#include "logins.h"
#include "utmp.h"

#define LOG_DIR		"/var/log"
#define CHUNK		((size_t)400 * 384 * 8)	/* whole records of either size */
#define BLOCK		4096			/* of a file system: what a lost power supply zeroes */
#define FOREVER		((int64_t)1 << 40)	/* seconds: beyond any clock */
#define DAY		86400			/* clocks are set by hours, after a boot or a zone's change */
#define MAX_ODD_ONES	20			/* of one kind and file that are said one by one */

struct walk {
	struct logins		*l;
	struct span		 path;
	const struct utmp_layout *layout;
	bool			 failed;	/* btmp: attempts, with whatever name was typed */
	uint64_t		 at, size;	/* bytes walked, and in all */
	uint64_t		 zeros;		/* bytes of erased records just before */
	int64_t			 then;		/* the record before */
	bool			 set;		/* the clock may have been set since it */
	unsigned int		 erased, odd, back, strangers;	/* said so far */
};

/* The finding, with the record's number among the file's, from 1. */
static void
tell(struct walk *w, enum finding f, unsigned int *said, uint64_t at, struct span about)
{
	uint64_t number = at / w->layout->size + 1;

	if (++*said <= MAX_ODD_ONES)
		say(w->l->in, f, w->path, number > UINT32_MAX ? 0 : (unsigned int)number, about);
}

static void
end_of_zeros(struct walk *w)
{
	uint64_t from = w->at - w->zeros, block = (from + BLOCK - 1) / BLOCK * BLOCK;
	unsigned int once = 0;

	if (w->zeros && block + BLOCK <= w->at)
		tell(w, LOGIN_RECORDS_LOST, &once, from, SPAN_NONE);
	else if (w->zeros)
		tell(w, LOGIN_RECORD_ERASED, &w->erased, from, SPAN_NONE);
	w->zeros = 0;
}

static void
remember(struct walk *w, const struct utmp_record *r)
{
	struct logins *l = w->l;

	if (r->seconds < l->first)
		l->first = r->seconds;
	if (r->seconds > l->last)
		l->last = r->seconds;
	if (r->type == UTMP_USER)
		session_add(l, &(struct session){ r->user, r->host, r->line, w->path, r->seconds });
}

/* Time goes on, but for a boot (the battery's clock) and a clock that was set. */
static void
look_at_time(struct walk *w, const struct utmp_record *r)
{
	bool sets = r->type == UTMP_BOOT || r->type == UTMP_NEW_TIME || r->type == UTMP_OLD_TIME ||
	    r->type == UTMP_RUN_LEVEL || r->type == UTMP_INIT;

	if (!sets && !w->set && w->then - r->seconds > DAY)
		tell(w, LOGIN_TIME_BACK, &w->back, w->at, r->user);
	w->set = sets;
	w->then = r->seconds;
}

static void
look_at(struct walk *w, const struct utmp_record *r)
{
	if (r->erased) {
		w->zeros += w->layout->size;
		return;
	}
	end_of_zeros(w);
	if (r->type >= UTMP_TYPES || r->microseconds >= 1000000 || r->seconds < 0 ||
	    r->seconds > FOREVER) {
		tell(w, LOGIN_RECORD_ODD, &w->odd, w->at, r->user);
		return;
	}
	look_at_time(w, r);
	if (w->failed)
		return;
	remember(w, r);
	if (r->type == UTMP_USER && w->l->accounts.n && !roster_named(&w->l->accounts, r->user))
		tell(w, LOGIN_STRANGER, &w->strangers, w->at, r->user);
}

static void
look_through(struct walk *w, struct span bytes)
{
	struct utmp_record r;

	while (utmp_take(w->layout, &bytes, &r)) {
		look_at(w, &r);
		w->at += w->layout->size;
	}
}

static void
finish(struct walk *w)
{
	end_of_zeros(w);
	if (w->size % w->layout->size)
		say(w->l->in, LOGIN_RECORDS_CUT, w->path, 0, SPAN_NONE);
}

/* A file that nothing fits holds something, but no logins. */
static bool
begin(struct walk *w, struct span bytes)
{
	if (!(w->layout = utmp_layout(bytes))) {
		say(w->l->in, LOGIN_RECORD_ODD, w->path, 0, SPAN_NONE);
		return false;
	}
	w->then = INT64_MIN;
	w->set = true;
	return true;
}

static void
look_inside(struct walk *w)
{
	struct span bytes;

	if (see_unpacked(w->l->in, w->path, &bytes) != VIEW_OK || bytes.n == 0 || !begin(w, bytes))
		return;
	w->size = bytes.n;
	look_through(w, bytes);
	finish(w);
}

static void
look_in_parts(struct walk *w, unsigned char *buf)
{
	size_t got;

	for (uint64_t at = 0; at < w->size; at += got) {
		if (see_part(w->l->in, w->path, at, buf, CHUNK, &got) != VIEW_OK || got == 0)
			return;
		if (at == 0 && !begin(w, (struct span){ buf, got }))
			return;
		look_through(w, (struct span){ buf, got });
	}
	finish(w);
}

static bool
is_packed(struct span name)
{
	return span_ends(name, ".gz") || span_ends(name, ".xz") || span_ends(name, ".zst") ||
	    span_ends(name, ".lz4");
}

void
wtmp_look(struct logins *l)
{
	unsigned char *buf = see_room(l->in, CHUNK, 1);
	const struct span *name;
	struct vstat st;
	size_t n;

	if (see_dir(l->in, span_of(LOG_DIR), &name, &n) != VIEW_OK)
		return;
	for (size_t i = 0; i < n; i++) {
		struct walk w = {
			.l = l, .path = see_path(l->in, span_of(LOG_DIR), name[i]),
			.failed = span_starts(name[i], "btmp"),
		};

		if (!w.failed && !(span_starts(name[i], "wtmp") && !span_holds(name[i], ".db")))
			continue;
		if (see_lstat(l->in, w.path, &st) != VIEW_OK || st.kind != V_FILE || st.size == 0)
			continue;
		l->any = true;
		if (span_ends(name[i], ".bz2")) {
			say_gap(l->in, w.path, "compressed by bzip2, which is not read");
			continue;
		}
		w.size = st.size;
		if (is_packed(name[i]))
			look_inside(&w);
		else
			look_in_parts(&w, buf);
	}
	l->nwtmp = l->nsessions;
}
