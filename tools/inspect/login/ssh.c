/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ssh - what do the settings and keys of OpenSSH run?
 *
 * Read from sshd_config(5), ssh_config(5), sshd(8): AUTHORIZED_KEYS FILE
 * FORMAT and SSHRC.  Who may enter at all is not asked here.
 */
#include "login.h"

static const char *const rc[] = { "~/.ssh/rc", "/etc/ssh/sshrc", NULL };

static bool
none(struct span value)
{
	return value.n == 0 || span_is(value, "none") || span_is(value, "internal-sftp") ||
	    span_starts(value, "internal-sftp ");
}

/* Include: several patterns, those without a place below the settings' own directory. */
static void
include(struct startup *s, struct includes *w, struct span base, struct span line,
    const struct person *as)
{
	struct span one;

	while ((one = settings_name(&line, " \t")).n)
		settings_include(s, w, base, settings_unquoted(one), as);
}

static void
server(struct startup *s, struct includes *w, struct span path, const struct person *as)
{
	struct span line, name;
	struct setting_lines l;

	if (!settings_open(&l, s, path, as, "#"))
		return;
	while (settings_next(&l, &line)) {
		name = settings_name(&line, " \t=");
		if (settings_fit(name, "Include", true))
			include(s, w, span_of("/etc/ssh"), line, as);
		if (settings_fit(name, "Subsystem", true))
			settings_name(&line, " \t");
		else if (!settings_fit(name, "ForceCommand", true) &&
		    !settings_fit(name, "AuthorizedKeysCommand", true) &&
		    !settings_fit(name, "AuthorizedPrincipalsCommand", true))
			continue;
		line = settings_unquoted(line);
		if (!none(line))
			command_text(s, &l.a, line);
	}
}

void
login_sshd(struct startup *s)
{
	settings_read(s, "/etc/ssh/sshd_config /etc/ssh/sshd_config.d/*"
	    " /usr/share/openssh/sshd_config.d/*", NULL, server);
	settings_sourced(s, rc);
}

/* Match ... exec "command" */
static void
match(struct startup *s, const struct autorun *a, struct span line)
{
	struct span word;

	while ((word = settings_name(&line, " \t=")).n)
		if (settings_fit(word, "exec", true)) {
			command_text(s, a, span_starts(line, "\"") ?
			    span_before(span_skip(line, 1), '"') : settings_name(&line, " \t"));
			return;
		}
}

static void
client(struct startup *s, struct includes *w, struct span path, const struct person *as)
{
	struct span base = span_of("/etc/ssh"), line, name;
	struct setting_lines l;

	if (!span_starts(path, "/etc/"))
		base = see_path(s->in, as->home, span_of(".ssh"));
	if (!settings_open(&l, s, path, as, "#"))
		return;
	l.a.lenient = true;
	while (settings_next(&l, &line)) {
		name = settings_name(&line, " \t=");
		if (settings_fit(name, "Match", true))
			match(s, &l.a, line);
		if (settings_fit(name, "Include", true))
			include(s, w, base, line, as);
		line = settings_unquoted(line);
		if (none(line))
			continue;
		if (settings_fit(name, "ProxyCommand", true) ||
		    settings_fit(name, "LocalCommand", true) ||
		    settings_fit(name, "KnownHostsCommand", true))
			command_text(s, &l.a, line);
		else if ((settings_fit(name, "PKCS11Provider", true) ||
		    settings_fit(name, "SecurityKeyProvider", true)) && span_starts(line, "/"))
			command_words(s, &l.a, &line, 1);
	}
}

void
login_ssh_clients(struct startup *s)
{
	settings_read(s, "/etc/ssh/ssh_config /etc/ssh/ssh_config.d/*", NULL, client);
	settings_read(s, "~/.ssh/config ~/.ssh/config.d/*", NULL, client);
}

/* The value of an option in quotes; backslash and quote stand for a quote.  *rest goes behind it. */
static struct span
option_value(struct startup *s, struct span *rest)
{
	unsigned char *out = see_room(s->in, rest->n + 1, 1);
	size_t n = 0, i = 0;

	for (; i < rest->n && rest->p[i] != '"'; i++) {
		if (rest->p[i] == '\\' && i + 1 < rest->n && rest->p[i + 1] == '"')
			i++;
		out[n++] = rest->p[i];
	}
	*rest = span_skip(*rest, i + 1);
	return (struct span){ out, n };
}

static void
keys(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct span line, name, value;
	struct setting_lines l;

	(void)arg;
	if (!settings_open(&l, s, path, as, "#"))
		return;
	l.a.cwd = as->home;
	while (settings_next(&l, &line)) {
		while (line.n) {
			name = settings_name(&line, ",= \t");
			/* Options end where the key begins. */
			if (span_starts(name, "ssh-") || span_starts(name, "ecdsa-") ||
			    span_starts(name, "sk-"))
				break;
			if (!span_starts(line, "\""))
				continue;
			line = span_skip(line, 1);
			value = option_value(s, &line);
			if (settings_fit(name, "command", true))
				command_text(s, &l.a, value);
			else if (settings_fit(name, "environment", true))
				environ_word(s, &l.a, value);
			while (span_starts(line, ","))
				line = span_skip(line, 1);
		}
	}
}

void
login_ssh_keys(struct startup *s)
{
	settings_files(s, "~/.ssh/authorized_keys*", NULL, keys);
	settings_files(s, "/etc/ssh/authorized_keys/*", NULL, keys);
	settings_files(s, "/etc/ssh/authorized_keys.d/*", NULL, keys);
}
