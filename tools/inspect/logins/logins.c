/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * logins - do the records of who was here show that somebody hid?
 *
 * An intruder erases the record of a login, cuts a log, or has logs and shell
 * histories lead to nothing.  Each leaves a shape that the programs which
 * write these files do not make.
 */
#include <stdlib.h>

#include "logins.h"

static int
by_uid(const void *a, const void *b)
{
	const struct account *x = a, *y = b;

	return (x->uid > y->uid) - (x->uid < y->uid);
}

static int
by_name(const void *a, const void *b)
{
	return span_compare((*(struct account *const *)a)->name, (*(struct account *const *)b)->name);
}

static bool
take(struct span line, struct account *a)
{
	struct span column[7];
	size_t n = 0;
	uint64_t uid;

	while (n < 7 && span_column(&line, ':', &column[n]))
		n++;
	if (n < 6 || column[0].n == 0 || !span_decimal(column[2], &uid) || uid > UINT32_MAX)
		return false;
	*a = (struct account){ column[0], column[5], (uint32_t)uid };
	return true;
}

void
accounts_read(struct logins *l)
{
	struct span text, rest, line;
	size_t lines = 0;

	if (see_file(l->in, span_of("/etc/passwd"), &text) != VIEW_OK)
		return;
	for (rest = text; span_line(&rest, &line);)
		lines++;
	l->account = see_room(l->in, lines + 1, sizeof *l->account);
	l->by_name = see_room(l->in, lines + 1, sizeof *l->by_name);
	for (rest = text; span_line(&rest, &line);)
		l->n += take(line, &l->account[l->n]);
	if (l->n == 0)
		return;
	qsort(l->account, l->n, sizeof *l->account, by_uid);
	for (size_t i = 0; i < l->n; i++)
		l->by_name[i] = &l->account[i];
	qsort(l->by_name, l->n, sizeof *l->by_name, by_name);
}

const struct account *
account_named(const struct logins *l, struct span name)
{
	struct account key = { .name = name }, *at = &key, **found;

	found = l->n ? bsearch(&at, l->by_name, l->n, sizeof *l->by_name, by_name) : NULL;
	return found ? *found : NULL;
}

const struct account *
account_of(const struct logins *l, uint32_t uid)
{
	struct account key = { .uid = uid };

	return l->n ? bsearch(&key, l->account, l->n, sizeof *l->account, by_uid) : NULL;
}

static enum outcome
look(struct inspection *in)
{
	struct logins l = { .in = in, .first = INT64_MAX, .last = INT64_MIN };

	accounts_read(&l);
	wtmp_look(&l);
	lastlog_look(&l);
	tables_look(&l);
	sessions_tell(&l);
	logs_look(&l);
	history_look(&l);
	return l.any ? DONE : NOTHING;
}

const struct inspector logins_inspector = {
	.name = "logins",
	.asks = "do the records of who was here show that somebody hid?",
	.accounts = true,
	.may = (const enum finding[]){
		LOGIN_RECORD_ERASED, LOGIN_RECORDS_LOST, LOGIN_RECORDS_CUT, LOGIN_RECORD_ODD,
		LOGIN_TIME_BACK, LOGIN_STRANGER, LASTLOG_WITHOUT_LOGIN, LASTLOG_STRANGER,
		LOG_LINKED_AWAY, LOG_MISSING, HISTORY_LINKED_AWAY, HISTORY_DISABLED, FINDING_COUNT
	},
	.look = look,
};
