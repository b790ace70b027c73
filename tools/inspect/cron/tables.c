/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tables - what do the tables and directories of cron and anacron start?
 *
 * Read from crontab(5) of Debian's cron and of cronie, and anacrontab(5).
 */
#include "../startup/shell.h"
#include "cron.h"

#define MAX_STAMPS	256	/* jobs of anacron; a server has four */

enum table { TABLE_USER, TABLE_SYSTEM, TABLE_ANACRON };

static const char default_path[] = "/usr/bin:/bin:/usr/sbin:/sbin";

static bool
field(struct span *line, struct span *out)
{
	return span_field(line, " \t", out);
}

/* NAME = value, quoted or not; what follows the five times never starts so. */
static bool
variable(struct startup *s, struct span line, struct span *name, struct span *value)
{
	struct span joined;
	size_t n;

	*name = span_trim(span_before(line, '='));
	if (name->n > 1 && (*name->p == '"' || *name->p == '\''))
		*name = (struct span){ name->p + 1, name->n - 2 };
	*value = span_trim(span_after(line, '='));
	if (value->n > 1 && (*value->p == '"' || *value->p == '\'') &&
	    value->p[value->n - 1] == *value->p)
		*value = (struct span){ value->p + 1, value->n - 2 };
	joined = see_join(s->in, *name, span_of("="), *value);
	n = assignment(joined);
	return span_has(line, '=') && n == name->n;
}

static void
take_variable(struct startup *s, struct autorun *a, struct span name, struct span value)
{
	struct span word[1] = { value };

	environ_word(s, a, see_join(s->in, name, span_of("="), value));
	if (span_is(name, "PATH"))
		a->search = value;
	else if (span_is(name, "HOME"))
		a->cwd = value;
	else if (span_is(name, "SHELL"))
		command_words(s, a, word, 1);
}

/* The command up to the first bare '%'; what follows is what it reads. */
static struct span
command_of(struct startup *s, struct span text, struct span *input)
{
	unsigned char *out = see_room(s->in, text.n + 1, 1);
	size_t n = 0;

	*input = SPAN_NONE;
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == '%') {
			*input = span_skip(text, i + 1);
			break;
		}
		if (text.p[i] == '\\' && i + 1 < text.n && text.p[i + 1] == '%')
			i++;
		out[n++] = text.p[i];
	}
	return (struct span){ out, n };
}

/* "sh %cmd1%cmd2": each '%' is a newline of its input. */
static struct span
with_input(struct startup *s, struct span command, struct span input)
{
	unsigned char *out = see_room(s->in, input.n + 1, 1);

	for (size_t i = 0; i < input.n; i++)
		out[i] = input.p[i] == '%' ? '\n' : input.p[i];
	command = see_join(s->in, command, span_of(" <<'%'\n"), (struct span){ out, input.n });
	return see_join(s->in, command, span_of("\n%\n"), SPAN_NONE);
}

/* Package managers run maintainer scripts and unpack packages: no table of jobs does. */
static bool
reinstalls(struct span command)
{
	static const char *const ends[] = { ".postinst", ".preinst", ".prerm", ".postrm", NULL };
	struct span word;

	while (span_field(&command, " \t;&|\"'", &word)) {
		for (size_t i = 0; ends[i]; i++)
			if (startup_within(word, "/var/lib/dpkg/info") && span_ends(word, ends[i]))
				return true;
		if ((startup_within(word, "/var/lib/rpm") || startup_within(word, "/var/lib/dpkg")) &&
		    (span_ends(word, ".rpm") || span_ends(word, ".deb")))
			return true;
	}
	return false;
}

static void
entry(struct startup *s, struct autorun *a, struct span line, enum table kind)
{
	size_t times = kind == TABLE_ANACRON ? 3 : span_starts(line, "@") ? 1 : 5;
	const struct person *as;
	struct span one, command, input;
	struct autorun here = *a;

	for (size_t i = 0; i < times; i++)
		if (!field(&line, &one))
			return;
	if (kind == TABLE_SYSTEM) {
		if (!field(&line, &one))
			return;
		/* SUSE and the BSDs write options before the account. */
		if (span_starts(one, "-") && !field(&line, &one))
			return;
		if ((as = people_named(s, one)))
			here.as = *as;
		if (here.cwd.n == 0)
			here.cwd = here.as.home;
	}
	line = span_trim(line);
	if (autorun_trust(s, &here) == TRUST_STRANGER && reinstalls(line))
		startup_say(s, CRON_REINSTALLS, here.path, here.line, here.said);
	command = kind == TABLE_ANACRON ? line : command_of(s, line, &input);
	if (kind != TABLE_ANACRON && input.n)
		command = with_input(s, command, input);
	command_text(s, &here, command);
}

static void
table(struct startup *s, struct span path, enum table kind, const struct person *as)
{
	struct autorun a = { .path = path, .search = span_of(default_path), .as = *as };
	struct span text, line, name, value;

	if (see_file(s->in, path, &text) != VIEW_OK)
		return;
	a.trust = startup_trust(s, path);
	/* No package keeps an account's table: it is the account's own. */
	a.cwd = kind == TABLE_USER ? as->home : kind == TABLE_ANACRON ? span_of("/") : SPAN_NONE;
	while (span_line(&text, &line)) {
		a.line++;
		a.said = line;
		while (line.n && (*line.p == ' ' || *line.p == '\t'))
			line = span_skip(line, 1);
		if (line.n == 0 || *line.p == '#')
			continue;
		if (variable(s, line, &name, &value))
			take_variable(s, &a, name, value);
		else
			entry(s, &a, line, kind);
	}
}

void
cron_system(struct startup *s)
{
	struct span dir = span_of("/etc/cron.d");
	struct person root = people_root();
	const struct span *name;
	size_t n;

	table(s, span_of("/etc/crontab"), TABLE_SYSTEM, &root);
	if (see_dir(s->in, dir, &name, &n) != VIEW_OK)
		return;
	for (size_t i = 0; i < n; i++)
		if (!startup_left_over(name[i]))
			table(s, see_path(s->in, dir, name[i]), TABLE_SYSTEM, &root);
}

void
cron_spools(struct startup *s)
{
	static const char *const dirs[] = { "/var/spool/cron/crontabs", "/var/spool/cron/tabs",
		"/var/spool/cron", "/etc/crontabs", NULL };
	struct person root = people_root();
	const struct person *as;
	const struct span *name;
	struct span path;
	struct vstat st;
	size_t n;

	for (size_t i = 0; dirs[i]; i++) {
		if (see_dir(s->in, span_of(dirs[i]), &name, &n) != VIEW_OK)
			continue;
		for (size_t j = 0; j < n; j++) {
			path = see_path(s->in, span_of(dirs[i]), name[j]);
			if (see_stat(s->in, path, &st) != VIEW_OK || st.kind != V_FILE)
				continue;
			/* crontab(1) writes tmp.XXXXXX here and renames it. */
			if (span_starts(name[j], "tmp.") || span_starts(name[j], "."))
				continue;
			as = people_named(s, name[j]);
			if (!as && s->n)
				startup_say(s, STARTUP_ORPHAN_TABLE, path, 0, name[j]);
			/* crontab(1) gives it to its account; some crons keep all of them root's. */
			if (as && st.uid != 0 && st.uid != as->uid)
				startup_say(s, STARTUP_ENTRY_ODD, path, 0, name[j]);
			table(s, path, TABLE_USER, as ? as : &root);
		}
	}
}

static bool
not_left_over(struct span name)
{
	return !startup_left_over(name);
}

void
cron_directories(struct startup *s)
{
	static const char *const dirs[] = { "/etc/cron.hourly", "/etc/cron.daily",
		"/etc/cron.weekly", "/etc/cron.monthly", "/etc/cron.yearly",
		"/etc/cron.minutely", "/etc/cron.quarterly", "/etc/cron.semi-annually",
		"/etc/periodic/15min", "/etc/periodic/hourly", "/etc/periodic/daily",
		"/etc/periodic/weekly", "/etc/periodic/monthly", NULL };

	for (size_t i = 0; dirs[i]; i++)
		command_dir(s, startup_root(s, span_of(dirs[i])), span_of(dirs[i]), true,
		    not_left_over);
}

/* The first three fields of its lines: period, delay, name. */
static bool
names(struct span table, struct span id)
{
	struct span line, one;

	while (span_line(&table, &line)) {
		for (size_t i = 0; i < 3; i++)
			if (!field(&line, &one))
				one = SPAN_NONE;
		if (span_equal(one, id))
			return true;
	}
	return false;
}

void
cron_anacron(struct startup *s)
{
	struct span path = span_of("/etc/anacrontab"), dir = span_of("/var/spool/anacron"), text;
	struct person root = people_root();
	const struct span *name;
	size_t n;

	table(s, path, TABLE_ANACRON, &root);
	if (see_dir(s->in, dir, &name, &n) != VIEW_OK || n > MAX_STAMPS ||
	    !startup_file(s, path, false) || see_file(s->in, path, &text) != VIEW_OK)
		return;
	for (size_t i = 0; i < n; i++)
		if (!names(text, name[i]))
			startup_say(s, STARTUP_GHOST, see_path(s->in, dir, name[i]), 0, name[i]);
}
