/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * known - which machines does ssh remember or name?
 *
 * SSH_KNOWN_HOSTS FILE FORMAT of sshd(8): [marker] hosts, parted by commas, key.
 * Hashed names ("|1|...") tell nothing.  ssh_config(5): HostName, ProxyJump.
 */
#include "traces.h"

static void
hosts(struct traces *t, struct span list, struct span account, struct span path)
{
	struct span host;

	while (span_field(&list, ",", &host)) {
		if (*host.p == '|' || *host.p == '!' || span_has(host, '*'))
			continue;
		if (*host.p == '[')
			host = span_before(span_skip(host, 1), ']');
		trace(t, host, "known_hosts", account, path);
	}
}

static void
known_hosts(struct traces *t, struct span path, struct span account)
{
	struct span text, line, word;

	if (see_file(t->in, path, &text) != VIEW_OK)
		return;
	t->any = true;
	while (span_line(&text, &line)) {
		if (!span_field(&line, " \t", &word) || *word.p == '#')
			continue;
		if (*word.p == '@' && !span_field(&line, " \t", &word))
			continue;
		hosts(t, word, account, path);
	}
}

static void
config(struct traces *t, struct span path, struct span account)
{
	struct span text, line, word, value;

	if (see_file(t->in, path, &text) != VIEW_OK)
		return;
	t->any = true;
	while (span_line(&text, &line)) {
		if (!span_field(&line, " \t=", &word) || !span_field(&line, " \t=\"", &value))
			continue;
		if (word.n == 8 && (span_is(word, "HostName") || span_is(word, "Hostname") ||
		    span_is(word, "hostname")))
			trace(t, value, "ssh_config", account, path);
		else if (span_is(word, "ProxyJump") || span_is(word, "proxyjump"))
			while (span_field(&value, ",", &word))
				trace(t, span_before(span_has(word, '@') ? span_after(word, '@') : word,
				    ':'), "ssh_config", account, path);
	}
}

/* An account's files, or the machine's own when there is no home. */
void
known_trace(struct traces *t, struct span home, struct span account)
{
	if (home.n == 0) {
		known_hosts(t, span_of("/etc/ssh/ssh_known_hosts"), account);
		config(t, span_of("/etc/ssh/ssh_config"), account);
		return;
	}
	known_hosts(t, see_path(t->in, home, span_of(".ssh/known_hosts")), account);
	known_hosts(t, see_path(t->in, home, span_of(".ssh/known_hosts.old")), account);
	config(t, see_path(t->in, home, span_of(".ssh/config")), account);
}
