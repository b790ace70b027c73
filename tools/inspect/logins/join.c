/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * join - does one record of logins lack what another has?
 *
 * sshd tells syslog, and thereby the journal and auth.log, whom it lets in; with
 * a terminal it writes wtmp, too, and tells the kernel's audit log.  What one of
 * them lacks between records that it shares with another was taken out.  Where a
 * record begins or ends, rotation may have taken the rest: that tells nothing.
 */
#include <stdlib.h>
#include <string.h>

#include "logins.h"

#define MAX_SAID	20	/* of one kind that are said one by one */
#define PACKED		500	/* bytes of a message that journald keeps as it is: 512 with its name */

struct join {
	struct logins		 *l;
	const struct session	**journal, **log;	/* this machine's, in order of message */
	size_t			  njournal, nlog;
};

static int
by_message(const void *a, const void *b)
{
	const struct session *x = *(const struct session *const *)a, *y = *(const struct session *const *)b;

	return span_compare(x->message, y->message);
}

static int
by_time(const void *a, const void *b)
{
	const struct session *x = *(const struct session *const *)a, *y = *(const struct session *const *)b;

	return x->at != y->at ? (x->at > y->at) - (x->at < y->at) : (x > y) - (x < y);
}

/* Files in byte order, lines in theirs. */
static int
by_line(const void *a, const void *b)
{
	const struct session *x = *(const struct session *const *)a, *y = *(const struct session *const *)b;
	int c = span_compare(x->path, y->path);

	return c ? c : (x->line > y->line) - (x->line < y->line);
}

/* Journals pack what is longer, and syslog daemons write other characters in their own ways. */
static bool
comparable(struct span message)
{
	for (size_t i = 0; i < message.n; i++)
		if (message.p[i] < ' ' || message.p[i] >= 0x7f || message.p[i] == '#')	/* "#011" */
			return false;
	return message.n && message.n < PACKED;
}

static size_t
gather(const struct logins *l, enum keeper by, const struct session ***all)
{
	size_t n = 0;

	*all = see_room(l->in, l->nsessions + 1, sizeof **all);
	for (size_t i = 0; i < l->nsessions; i++)
		if (l->session[i].by == by && (by != KEPT_JOURNAL || l->session[i].own) &&
		    comparable(l->session[i].message))
			(*all)[n++] = &l->session[i];
	if (n)
		qsort(*all, n, sizeof **all, by_message);
	return n;
}

static const struct session *
twin(const struct session **all, size_t n, const struct session *s)
{
	const struct session **found = n ? bsearch(&s, all, n, sizeof *all, by_message) : NULL;

	return found ? *found : NULL;
}

/*
 * In order of time: what the journal has between two that the log has, too; of
 * one program, for programs may log to files of their own.
 */
static void
log_lacks(const struct join *j, enum act act, bool remote)
{
	const struct session **all = see_room(j->l->in, j->njournal + 1, sizeof *all), *t, *last = NULL;
	size_t from = 0, said = 0, n = 0;

	for (size_t i = 0; i < j->njournal; i++)
		if (j->journal[i]->act == act && (j->journal[i]->from.n != 0) == remote)
			all[n++] = j->journal[i];
	if (n)
		qsort(all, n, sizeof *all, by_time);
	for (size_t i = 0; i < n; i++) {
		if (!(t = twin(j->log, j->nlog, all[i])))
			continue;
		for (size_t k = from; last && k < i && said < MAX_SAID; k++, said++)
			say(j->l->in, LOG_LACKS_LOGIN, last->path, 0, all[k]->message);
		last = t;
		from = i + 1;
	}
}

/* In order of lines: what one file has between two that the journal has, too. */
static void
journal_lacks(const struct join *j)
{
	const struct session **all = see_room(j->l->in, j->nlog + 1, sizeof *all), *last = NULL;
	size_t from = 0, said = 0;

	if (j->nlog == 0)
		return;
	memcpy(all, j->log, j->nlog * sizeof *all);
	qsort(all, j->nlog, sizeof *all, by_line);
	for (size_t i = 0; i < j->nlog; i++) {
		if (!twin(j->journal, j->njournal, all[i]))
			continue;
		if (last && !span_equal(last->path, all[i]->path))
			last = NULL;
		/* A log may hold what other machines sent. */
		for (size_t k = from; last && k < i; k++)
			if (span_equal(all[k]->host, last->host) && said++ < MAX_SAID)
				say(j->l->in, JOURNAL_LACKS_LOGIN, all[k]->path, all[k]->line, all[k]->message);
		last = all[i];
		from = i + 1;
	}
}

static bool
spans(const struct index *x, int64_t at)
{
	return x->n && at > x->first + SKEW && at < x->last - SKEW;
}

/* A terminal that sshd gave to somebody from elsewhere: not a screen's or a desktop's. */
static bool
from_elsewhere(const struct session *s)
{
	return span_starts(s->terminal, "pts/") && s->from.n && *s->from.p != ':' &&
	    !span_has(s->from, ' ') && !span_has(s->from, '(');
}

static void
unlogged(const struct logins *l, const struct index *journal, const struct index *log)
{
	size_t said = 0;

	for (size_t i = 0; i < l->nsessions && said < MAX_SAID; i++) {
		const struct session *s = &l->session[i];

		if (s->by != KEPT_WTMP || !from_elsewhere(s) ||
		    !(spans(journal, s->at) || spans(log, s->at)) ||
		    index_has(journal, s->user, s->at) || index_has(log, s->user, s->at))
			continue;
		said++;
		say(l->in, LOGIN_UNLOGGED, s->path, s->line, see_join(l->in, s->user, span_of(" from "), s->from));
	}
}

/* A login that got a terminal, by a record that is not wtmp: it stands there, too. */
static bool
got_terminal(const struct session *s)
{
	if (s->by == KEPT_UTMP)		/* screen and its kin write there, too, and not to wtmp */
		return from_elsewhere(s);
	return (s->by == KEPT_AUDIT || (s->by == KEPT_JOURNAL && s->own)) && s->act == ACT_LOGIN &&
	    (span_starts(s->terminal, "pts/") || span_starts(s->terminal, "tty"));
}

/* Who got a terminal stands in wtmp. */
static void
unrecorded(const struct logins *l, const struct index *wtmp)
{
	size_t said = 0;

	for (size_t i = 0; i < l->nsessions && said < MAX_SAID; i++) {
		const struct session *s = &l->session[i];

		if (!got_terminal(s) || !spans(wtmp, s->at) || index_has(wtmp, s->user, s->at))
			continue;
		said++;
		say(l->in, LOGIN_UNRECORDED, s->path, s->line, see_join(l->in, s->user, span_of(" on "), s->terminal));
	}
}

/* Who gives a terminal writes wtmp: none of its logins is from before the first record. */
static void
younger(struct logins *l)
{
	for (size_t i = 0; i < l->nsessions && !l->young && !l->rotated && l->first <= l->last; i++) {
		const struct session *s = &l->session[i];

		if (!got_terminal(s) || s->at >= l->first - DAY)
			continue;
		say(l->in, LOGIN_RECORDS_YOUNG, span_of("/var/log/wtmp"), 0, s->user);
		l->young = true;
	}
}

/* A file system younger than the logins on it was copied here, or they were. */
static void
older(struct logins *l)
{
	struct vstat st;

	if (l->first <= l->last && see_stat(l->in, span_of("/"), &st) == VIEW_OK && st.has_btime &&
	    l->first < st.btime.s - DAY)
		say(l->in, LOGIN_RECORDS_OLD, span_of("/var/log/wtmp"), 0, SPAN_NONE);
}

void
join_look(struct logins *l)
{
	struct join j = { .l = l };
	struct index wtmp, journal, log;

	older(l);
	younger(l);
	if (l->nsessions == 0 || l->nsessions == MAX_SESSIONS)
		return;
	j.njournal = gather(l, KEPT_JOURNAL, &j.journal);
	j.nlog = gather(l, KEPT_LOG, &j.log);
	wtmp = index_make(l, KEPT_WTMP, ACT_LOGIN);
	journal = index_make(l, KEPT_JOURNAL, ACT_LOGIN);
	log = index_make(l, KEPT_LOG, ACT_LOGIN);
	log_lacks(&j, ACT_LOGIN, true);
	log_lacks(&j, ACT_LOGIN, false);
	log_lacks(&j, ACT_SUDO, false);
	log_lacks(&j, ACT_SU, false);
	unrecorded(l, &wtmp);
	if (l->broken)		/* a journal that ends early lacks much */
		return;
	journal_lacks(&j);
	unlogged(l, &journal, &log);
}
