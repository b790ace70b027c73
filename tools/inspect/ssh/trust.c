/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * trust - which other machines are believed when they say who is asking?
 *
 * hosts.equiv(5): one host and perhaps one user a line; '+' is any, '-' in
 * front refuses, '@' names a netgroup.
 */
#include "ssh.h"

static bool
answers(struct ssh *s)
{
	static const char *const daemons[] = {
		"/usr/sbin/in.rshd", "/usr/sbin/in.rlogind", "/usr/sbin/rshd", "/usr/sbin/rlogind",
	};
	const struct directive *d = config_first(&s->config, "hostbasedauthentication");
	struct vstat st;

	if (d && config_says(d, "yes"))
		return true;
	for (size_t i = 0; i < sizeof daemons / sizeof *daemons; i++)
		if (see_stat(s->in, span_of(daemons[i]), &st) == VIEW_OK)
			return true;
	return false;
}

static void
look_at_file(struct ssh *s, struct span path, bool heard)
{
	struct span text, line, host, user, rest;
	unsigned number = 0;
	struct vstat st;

	if (see_stat(s->in, path, &st) != VIEW_OK || st.kind != V_FILE ||
	    see_file(s->in, path, &text) != VIEW_OK)
		return;
	s->found = true;
	while (span_line(&text, &line)) {
		number++;
		rest = span_before(line, '#');
		if (!span_field(&rest, " \t\r", &host) || span_starts(host, "-"))
			continue;
		if (!span_field(&rest, " \t\r", &user))
			user = SPAN_NONE;
		if (heard && (span_is(host, "+") || span_is(user, "+")))
			say(s->in, SSH_TRUST_ANYONE, path, number, line);
		else
			say(s->in, SSH_TRUST_HOST, path, number, line);
	}
}

void
trust_look(struct ssh *s)
{
	bool heard = answers(s);

	look_at_file(s, span_of("/etc/hosts.equiv"), heard);
	look_at_file(s, span_of("/etc/ssh/shosts.equiv"), heard);
	for (size_t i = 0; i < s->roster.n; i++) {
		look_at_file(s, see_path(s->in, s->roster.at[i].home, span_of(".rhosts")), heard);
		look_at_file(s, see_path(s->in, s->roster.at[i].home, span_of(".shosts")), heard);
	}
}
