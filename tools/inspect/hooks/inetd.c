/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * inetd - which programs does a connection start?
 *
 * Read from inetd.conf(5): service, socket type, protocol, wait, account,
 * program, arguments; xinetd.conf(5): a block of "name = value" for each.
 */
#include "hooks.h"

#define MAX_ARGUMENTS	64	/* more cannot change what is started */

static void
one_line(struct startup *s, struct autorun *a, struct span line)
{
	struct span word[MAX_ARGUMENTS], user;
	const struct person *as;
	size_t n = 0;

	while (n < MAX_ARGUMENTS && span_field(&line, " \t", &word[n]))
		n++;
	if (n < 6 || span_is(word[5], "internal"))
		return;
	user = span_before(span_before(word[4], ':'), '.');
	if ((as = people_named(s, user)))
		a->as = *as;
	/* The first argument is the program's own name. */
	if (n > 6) {
		word[6] = word[5];
		command_words(s, a, word + 6, n - 6);
	} else {
		command_words(s, a, word + 5, 1);
	}
}

static void
inetd(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct span line;
	struct setting_lines l;

	(void)arg;
	if (!settings_open(&l, s, path, as, "#"))
		return;
	while (settings_next(&l, &line)) {
		l.a.as = *as;
		one_line(s, &l.a, line);
	}
}

void
hooks_inetd(struct startup *s)
{
	settings_files(s, "/etc/inetd.conf", NULL, inetd);
	settings_files(s, "/etc/inetd.d/*", NULL, inetd);
	settings_files(s, "/etc/openbsd-inetd.conf", NULL, inetd);
}

struct service {
	struct autorun	a;
	struct span	server, args;
	bool		off;
};

static void
start(struct startup *s, const struct service *is)
{
	struct span word[MAX_ARGUMENTS], rest = is->args;
	size_t n = 1;

	word[0] = is->server;
	while (n < MAX_ARGUMENTS && span_field(&rest, " \t", &word[n]))
		n++;
	if (is->server.n && !is->off)
		command_words(s, &is->a, word, n);
}

static void
xinetd(struct startup *s, struct includes *w, struct span path, const struct person *as)
{
	struct service is = { .off = false };
	const struct person *who;
	struct span line, name;
	struct setting_lines l;

	if (!settings_open(&l, s, path, as, "#"))
		return;
	while (settings_next(&l, &line)) {
		name = settings_name(&line, " \t=+");
		if (span_is(name, "service") || span_is(name, "defaults"))
			is = (struct service){ .a = l.a };
		else if (span_is(name, "server"))
			is.a = l.a, is.server = line;
		else if (span_is(name, "server_args"))
			is.args = line;
		else if (span_is(name, "disable"))
			is.off = span_is(line, "yes");
		else if (span_is(name, "user") && (who = people_named(s, line)))
			is.a.as = *who;
		else if (span_is(name, "}"))
			start(s, &is);
		else if (span_is(name, "include") || span_is(name, "includedir"))
			settings_include(s, w, span_of("/etc"), line, as);
	}
}

void
hooks_xinetd(struct startup *s)
{
	settings_read(s, "/etc/xinetd.conf /etc/xinetd.d/*", NULL, xinetd);
}
