/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * spool - what do at, incron and fcron keep to be run?
 *
 * Read from at's atrun.c and at.c of 3.2 (the shape of a job), incrontab(5),
 * fcrontab(5) of fcron 3.3.
 */
#include "../startup/confs.h"
#include "../startup/shell.h"
#include "cron.h"

static const char default_path[] = "/usr/bin:/bin:/usr/sbin:/sbin";

/* "# atrun uid=1000 gid=1000": whose job it is. */
static void
submitter(struct startup *s, struct autorun *a, struct span text)
{
	struct span line, word;
	uint64_t uid;

	for (unsigned n = 0; n < 3 && span_line(&text, &line); n++)
		if (span_starts(line, "# atrun "))
			while (span_field(&line, " ", &word))
				if (span_starts(word, "uid=") &&
				    span_decimal(span_skip(word, 4), &uid))
					for (size_t i = s->n; i; i--)
						if (s->people[i - 1].uid == uid)
							a->as = s->people[i - 1];
}

/* What stands before a shell's here-document is environment, what stands in it the job. */
static void
at_job(struct startup *s, struct autorun *a)
{
	struct span text, rest, line, end, before, body;

	if (startup_left_over(span_base(a->path)) || see_file(s->in, a->path, &text) != VIEW_OK)
		return;
	submitter(s, a, text);
	a->said = a->path;
	a->search = span_of(default_path);
	a->cwd = SPAN_NONE;
	for (rest = text; span_line(&rest, &line);) {
		if (!span_starts(line, "${SHELL:-/bin/sh} << '"))
			continue;
		end = span_before(span_skip(line, 22), '\'');
		before = (struct span){ text.p, (size_t)(line.p - text.p) };
		for (body = (struct span){ rest.p, 0 }; span_line(&rest, &line) &&
		    !span_equal(line, end);)
			body.n = (size_t)(line.p + line.n - body.p);
		command_text(s, a, before);
		command_text(s, a, body);
		if (rest.n)
			command_text(s, a, rest);
		return;
	}
	command_text(s, a, text);
}

static void
at_sequence(struct startup *s, const char *dir)
{
	const struct span *name;
	struct span path = startup_text(s, dir, span_of("/.SEQ"), ""), number;
	size_t n;

	if (see_dir(s->in, span_of(dir), &name, &n) != VIEW_OK || !startup_file(s, path, false) ||
	    see_head(s->in, path, 16, &number) != VIEW_OK)
		return;
	number = span_trim(span_before(number, '\n'));
	while (number.n && *number.p == '0')
		number = span_skip(number, 1);
	if (number.n && n == 1)
		startup_say(s, STARTUP_GHOST, path, 0, number);
}

void
cron_at(struct startup *s)
{
	static const char *const dirs[] = { "/var/spool/cron/atjobs", "/var/spool/at",
		"/var/spool/atjobs", NULL };
	const struct span *name;
	struct autorun a;
	size_t n;

	for (size_t i = 0; dirs[i]; i++) {
		if (see_dir(s->in, span_of(dirs[i]), &name, &n) != VIEW_OK)
			continue;
		at_sequence(s, dirs[i]);
		for (size_t k = 0; k < n; k++) {
			a = startup_root(s, see_path(s->in, span_of(dirs[i]), name[k]));
			if (!span_starts(name[k], ".") && startup_file(s, a.path, false))
				at_job(s, &a);
		}
	}
}

/* PATH EVENTS COMMAND */
static void
incron_table(struct startup *s, struct autorun *a)
{
	const struct person *as = people_named(s, span_base(a->path));
	struct span line, word;
	struct lines l;

	if (span_starts(a->path, "/var/spool") && as)
		a->as = *as;
	a->search = span_of(default_path);
	if (startup_left_over(span_base(a->path)) || !lines_open(s, a, false, &l))
		return;
	while (lines_next(&l, a, &line))
		if (span_field(&line, " \t", &word) && span_field(&line, " \t", &word))
			command_text(s, a, span_trim(line));
}

void
cron_incron(struct startup *s)
{
	confs_dir(s, span_of("/etc/incron.d"), "", incron_table);
	confs_dir(s, span_of("/var/spool/incron"), "", incron_table);
}

/* How many fields stand before the command: fcrontab(5). */
static size_t
fcron_times(struct span first)
{
	static const char *const one[] = { "%hourly", "%midhourly", NULL };
	static const char *const two[] = { "%daily", "%middaily", "%nightly", "%weekly",
		"%midweekly", NULL };
	static const char *const three[] = { "%monthly", "%midmonthly", NULL };
	struct span word = span_before(first, ',');

	if (span_starts(first, "@"))
		return 2;
	if (span_starts(first, "&"))
		return 6;
	if (!span_starts(first, "%"))
		return 5;
	return one_of(word, one) ? 2 : one_of(word, two) ? 3 : one_of(word, three) ? 4 : 6;
}

static void
fcron_table(struct startup *s, struct autorun *a)
{
	struct span name = span_base(a->path), line, word, rest;
	const struct person *as;
	struct lines l;
	size_t times;

	name.n -= 5;	/* .orig */
	if ((as = people_named(s, name)))
		a->as = *as;
	else if (s->n && !span_is(name, "systab"))
		startup_say(s, STARTUP_ORPHAN_TABLE, a->path, 0, name);
	a->search = span_of(default_path);
	if (!lines_open(s, a, true, &l))
		return;
	while (lines_next(&l, a, &line)) {
		if (span_starts(line, "!"))
			continue;
		if (assignment(line)) {
			environ_word(s, a, line);
			continue;
		}
		rest = line;
		if (!span_field(&rest, " \t", &word))
			continue;
		for (times = fcron_times(word); times > 1 && span_field(&rest, " \t", &word); times--)
			;
		command_text(s, a, span_trim(rest));
	}
}

/* What fcron runs is made from the table: without one, somebody took it away. */
void
cron_fcron(struct startup *s)
{
	struct span dir = span_of("/var/spool/fcron"), path, table;
	const struct span *name;
	size_t n;

	confs_dir(s, dir, ".orig", fcron_table);
	if (see_dir(s->in, dir, &name, &n) != VIEW_OK)
		return;
	for (size_t i = 0; i < n; i++) {
		path = see_path(s->in, dir, name[i]);
		table = see_join(s->in, path, span_of(".orig"), SPAN_NONE);
		if (people_named(s, name[i]) && startup_file(s, path, false) &&
		    !startup_file(s, table, false))
			startup_say(s, STARTUP_ENTRY_ODD, path, 0, name[i]);
	}
}
