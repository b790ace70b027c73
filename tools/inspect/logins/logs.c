/* SPDX-License-Identifier: GPL-3.0-or-later */
/* logs - do logs lead to nothing, take nothing more, or are they gone while older ones are there? */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "logins.h"

#define WRITTEN		600	/* seconds after its making: what only made it has let go of it */
#define ENOUGH		4	/* parts that show how often a log is rotated */
#define MAX_ROTATED	1024	/* logrotate keeps some four, auditd at most 999 */

/* Written since the first boot by what every server runs. */
static const char *const logs[] = {
	"/var/log/wtmp", "/var/log/btmp", "/var/log/lastlog", "/var/log/auth.log",
	"/var/log/secure", "/var/log/syslog", "/var/log/messages", "/var/log/audit/audit.log",
	"/var/log/faillog", "/var/log/journal", "/var/log/audit", "/var/log/tallylog",
};

static void
look_at(struct logins *l, struct span path)
{
	struct span target;
	struct vstat st;

	if (see_lstat(l->in, path, &st) != VIEW_OK)
		return;
	if (st.kind == V_FILE && st.immutable && !st.appends)
		say(l->in, LOG_FIXED, path, 0, SPAN_NONE);
	if (st.kind == V_OTHER)		/* a device or a pipe of that name */
		say(l->in, LOG_LINKED_AWAY, path, 0, SPAN_NONE);
	if (st.kind == V_LINK && see_link(l->in, path, &target) == VIEW_OK &&
	    span_starts(target, "/dev/"))
		say(l->in, LOG_LINKED_AWAY, path, 0, target);
}

/* logrotate's names: the log's own with ".1" or "-20260131" behind it. */
static bool
is_rotated(struct span name, struct span log)
{
	return name.n > log.n + 1 && span_equal((struct span){ name.p, log.n }, log) &&
	    (name.p[log.n] == '.' || name.p[log.n] == '-') &&
	    name.p[log.n + 1] >= '0' && name.p[log.n + 1] <= '9';
}

static void
look_for(struct logins *l, struct span log, const struct span *name, size_t n)
{
	struct vstat st;

	if (see_lstat(l->in, log, &st) != VIEW_ABSENT)
		return;
	for (size_t i = 0; i < n; i++)
		if (is_rotated(name[i], span_base(log))) {
			say(l->in, LOG_MISSING, log, 0, name[i]);
			return;
		}
}

/*
 * Written to after it was made, and empty: rotation makes a new file, or empties
 * it at the time of the copy that lies beside it.
 */
static void
emptied(struct logins *l, struct span log, const struct span *name, size_t n)
{
	struct vstat st, copy;

	if (see_lstat(l->in, log, &st) != VIEW_OK || st.kind != V_FILE || st.size || !st.has_btime ||
	    st.mtime.s - st.btime.s < WRITTEN)
		return;
	for (size_t i = 0; i < n; i++)
		if (is_rotated(name[i], span_base(log)) &&
		    see_lstat(l->in, see_path(l->in, span_parent(log), name[i]), &copy) == VIEW_OK &&
		    copy.ctime.s > st.mtime.s - DAY)
			return;
	say(l->in, LOG_EMPTIED, log, 0, SPAN_NONE);
}

/* Each rotation moves all of them on by one: LOG.1, LOG.2.gz, LOG.3.gz. */
static void
skips(struct logins *l, struct span path, const struct span *name, size_t n)
{
	struct span log = span_base(path);
	bool there[MAX_ROTATED] = { false };
	uint64_t number, most = 0;
	char about[48];

	for (size_t i = 0; i < n; i++)
		if (is_rotated(name[i], log) && name[i].p[log.n] == '.' &&
		    span_decimal(span_before(span_skip(name[i], log.n + 1), '.'), &number) &&
		    number < MAX_ROTATED) {
			there[number] = true;
			most = number > most ? number : most;
		}
	for (uint64_t i = 1; i < most; i++)
		if (!there[i]) {
			snprintf(about, sizeof about, "number %u is missing", (unsigned int)i);
			say(l->in, LOG_ROTATION_SKIPS, path, 0,
			    see_join(l->in, span_of(about), SPAN_NONE, SPAN_NONE));
			return;
		}
}

static int
by_day(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* LOG-20260131.gz, one each so many days: where one lacks, it was removed, or the machine was off. */
static void
lacks_a_day(struct logins *l, struct span path, const struct span *name, size_t n)
{
	struct span log = span_base(path);
	int64_t day[MAX_ROTATED], step = INT64_MAX;
	size_t days = 0, odd = 0;
	uint64_t date;

	for (size_t i = 0; i < n && days < MAX_ROTATED; i++)
		if (is_rotated(name[i], log) && name[i].p[log.n] == '-' &&
		    span_decimal(span_before(span_skip(name[i], log.n + 1), '.'), &date) &&
		    date > 19700101 && date < 99991231) {
			struct tm t = { .tm_year = (int)(date / 10000) - 1900,
				.tm_mon = (int)(date / 100 % 100) - 1, .tm_mday = (int)(date % 100) };

			day[days++] = timegm(&t) / DAY;
		}
	if (days < ENOUGH)
		return;
	qsort(day, days, sizeof *day, by_day);
	for (size_t i = 1; i < days; i++)
		step = day[i] - day[i - 1] < step ? day[i] - day[i - 1] : step;
	for (size_t i = 1; i < days; i++)
		odd += day[i] - day[i - 1] != step;
	/* Irregular ones are rotated by their size. */
	if (odd == 1)
		say(l->in, LOG_ROTATION_GAP, path, 0, SPAN_NONE);
}

void
logs_look(struct logins *l)
{
	const struct span *name;
	size_t n;

	if (see_dir(l->in, span_of("/var/log"), &name, &n) != VIEW_OK)
		return;
	for (size_t i = 0; i < sizeof logs / sizeof *logs; i++) {
		look_at(l, span_of(logs[i]));
		if (span_equal(span_parent(span_of(logs[i])), span_of("/var/log"))) {
			look_for(l, span_of(logs[i]), name, n);
			emptied(l, span_of(logs[i]), name, n);
			skips(l, span_of(logs[i]), name, n);
			lacks_a_day(l, span_of(logs[i]), name, n);
		}
	}
	/* auditd rotates by itself, and the same way. */
	if (see_dir(l->in, span_of("/var/log/audit"), &name, &n) == VIEW_OK)
		skips(l, span_of("/var/log/audit/audit.log"), name, n);
}
