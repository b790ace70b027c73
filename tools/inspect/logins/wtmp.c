/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * wtmp - were records of logins taken out, or never written by login programs?
 *
 * Login programs append whole records and never change one (utmp(5), wtmp).
 * A record of zeros is the mark of log cleaners; a machine that lost power
 * leaves zeros too, but by the whole block.
 */
#include <string.h>

#include "logins.h"
#include "utmp.h"

#define LOG_DIR		"/var/log"
#define CHUNK		((size_t)400 * 384 * 8)	/* whole records of either size */
#define BLOCK		4096			/* of a file system: what a lost power supply zeroes */
#define FOREVER		((int64_t)1 << 40)	/* seconds: beyond any clock */
#define TERMINALS	4096			/* pts/0 and on that are followed */
#define AGAIN		60			/* seconds in which two programs may end one session */
#define MAX_ODD_ONES	20			/* of one kind and file that are said one by one */

struct terminal {
	unsigned int	boot;		/* of the walk; another: nobody was there since */
	bool		open;
	int64_t		closed;
	size_t		session;	/* whose */
	uint64_t	at;
};

struct walk {
	struct logins		*l;
	struct terminal		*terminal;
	unsigned int		 boot;		/* counts boots of this file, and shutdowns; 0: none seen */
	int64_t			 written;	/* when the file was last changed */
	struct span		 path;
	const struct utmp_layout *layout;
	bool			 failed;	/* btmp: attempts, with whatever name was typed */
	uint64_t		 at, size;	/* bytes walked, and in all */
	uint64_t		 zeros;		/* bytes of erased records just before */
	int64_t			 then;		/* the record before */
	bool			 set;		/* the clock may have been set since it */
	unsigned int		 erased, odd, back, strangers, ahead, unstarted;	/* said so far */
};

/* The finding, with the record's number among the file's, from 1. */
static void
tell(struct walk *w, enum finding f, unsigned int *said, uint64_t at, struct span about)
{
	uint64_t number = at / w->layout->size + 1;

	if (++*said <= MAX_ODD_ONES)
		say(w->l->in, f, w->path, number > UINT32_MAX ? 0 : (unsigned int)number, about);
}

/*
 * What a loss of power leaves ends at the next boot.  Zeros between two records of
 * one boot were written over a record that was there.
 */
static void
end_of_zeros(struct walk *w, bool boots)
{
	uint64_t from = w->at - w->zeros, block = (from + BLOCK - 1) / BLOCK * BLOCK;
	unsigned int once = 0;

	if (w->zeros && block + BLOCK <= w->at)
		tell(w, LOGIN_RECORDS_LOST, &once, from, SPAN_NONE);
	else if (w->zeros && w->boot && !boots)
		tell(w, LOGIN_RECORD_WIPED, &w->erased, from, SPAN_NONE);
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
		session_add(l, &(struct session){ .user = r->user, .from = r->host, .terminal = r->line,
		    .path = w->path, .at = r->seconds, .by = KEPT_WTMP,
		    .line = (unsigned int)(w->at / w->layout->size + 1) });
}

/*
 * An end bears no name, and cleaners look for names: it may be all that is left.
 * Before a file's first boot the beginning may stand in the file before.
 */
static void
follow(struct walk *w, const struct utmp_record *r)
{
	struct terminal *t;
	uint64_t number;
	bool known;

	if (r->type == UTMP_BOOT || (r->type == UTMP_RUN_LEVEL && span_is(r->user, "shutdown")))
		w->boot++;
	if (!span_starts(r->line, "pts/") || !span_decimal(span_skip(r->line, 4), &number) ||
	    number >= TERMINALS)
		return;
	t = &w->terminal[number];
	known = t->boot == w->boot;
	if (r->type == UTMP_USER)
		*t = (struct terminal){ w->boot, true, 0, w->l->nsessions - 1, w->at };
	if (r->type != UTMP_DEAD)
		return;
	if (w->boot && (!known || (!t->open && r->seconds - t->closed > AGAIN)))
		tell(w, LOGIN_START_MISSING, &w->unstarted, w->at, r->line);
	*t = (struct terminal){ w->boot, false, r->seconds, 0, 0 };
}

/* Of the newest file: who was there when the machine stopped? */
static void
still_there(struct walk *w)
{
	unsigned int said = 0;

	for (size_t i = 0; i < TERMINALS; i++)
		if (w->terminal[i].open && w->terminal[i].boot == w->boot &&
		    w->l->nsessions < MAX_SESSIONS)
			tell(w, LOGIN_UNENDED, &said, w->terminal[i].at,
			    w->l->session[w->terminal[i].session].user);
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
	end_of_zeros(w, r->type == UTMP_BOOT);
	if (r->type >= UTMP_TYPES || r->microseconds >= 1000000 || r->seconds < 0 ||
	    r->seconds > FOREVER) {
		tell(w, LOGIN_RECORD_ODD, &w->odd, w->at, r->user);
		return;
	}
	look_at_time(w, r);
	if (r->seconds > w->written + DAY)
		tell(w, LOGIN_TIME_AHEAD, &w->ahead, w->at, r->user);
	if (w->failed)
		return;
	remember(w, r);
	follow(w, r);
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
	end_of_zeros(w, true);
	if (span_is(span_base(w->path), "wtmp"))
		still_there(w);
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
	w->l->big = w->layout->big;
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
	return span_ends(name, ".gz") || span_ends(name, ".bz2") || span_ends(name, ".xz") ||
	    span_ends(name, ".zst") || span_ends(name, ".lz4");
}

void
wtmp_look(struct logins *l)
{
	struct terminal *terminal = see_room(l->in, TERMINALS, sizeof *terminal);
	unsigned char *buf = see_room(l->in, CHUNK, 1);
	const struct span *name;
	struct vstat st;
	size_t n;

	if (see_dir(l->in, span_of(LOG_DIR), &name, &n) != VIEW_OK)
		return;
	for (size_t i = 0; i < n; i++) {
		struct walk w = {
			.l = l, .path = see_path(l->in, span_of(LOG_DIR), name[i]),
			.failed = span_starts(name[i], "btmp"), .terminal = terminal,
		};

		if (!w.failed && !(span_starts(name[i], "wtmp") && !span_holds(name[i], ".db")))
			continue;
		if (see_lstat(l->in, w.path, &st) != VIEW_OK || st.kind != V_FILE || st.size == 0)
			continue;
		l->any = true;
		l->rotated |= !w.failed && !span_is(name[i], "wtmp");
		memset(terminal, 0, TERMINALS * sizeof *terminal);
		w.written = st.mtime.s > st.ctime.s ? st.mtime.s : st.ctime.s;
		w.size = st.size;
		if (is_packed(name[i]))
			look_inside(&w);
		else
			look_in_parts(&w, buf);
	}
}
