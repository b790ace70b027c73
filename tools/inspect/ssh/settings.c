/* SPDX-License-Identifier: GPL-3.0-or-later */
/* settings - what does the server's configuration give away? */
#include "../accounts/password.h"
#include "../accounts/place.h"
#include "ssh.h"

static struct span
as_written(struct ssh *s, const struct directive *d)
{
	return see_join(s->in, d->word, span_of(" "), d->value);
}

static void
tell(struct ssh *s, enum finding f, const struct directive *d)
{
	if (!d->pristine)
		say(s->in, f, d->path, d->line, as_written(s, d));
}

/* Anybody with a shell, whom this password field lets in by typing nothing or by typing it. */
static bool
somebody(const struct ssh *s, bool root, bool empty)
{
	for (size_t i = 0; i < s->roster.n; i++) {
		const struct member *m = &s->roster.at[i];

		if ((m->uid == 0 || !root) && password_shell(m->shell) &&
		    (empty ? m->password.n == 0 : password_opens(m->password)))
			return true;
	}
	return false;
}

static void
root_login(void *arg, const struct directive *d)
{
	if (config_says(d, "yes") && somebody(arg, true, false))
		tell(arg, SSH_ROOT_PASSWORD, d);
}

static void
empty_passwords(void *arg, const struct directive *d)
{
	if (config_says(d, "yes"))
		tell(arg, somebody(arg, false, true) ? SSH_EMPTY_OPEN : SSH_EMPTY_PERMITTED, d);
}

static void
says_yes(void *arg, const struct directive *d)
{
	if (!config_says(d, "no"))
		tell(arg, SSH_LOOSENED, d);
}

static void
says_no(void *arg, const struct directive *d)
{
	if (config_says(d, "no"))
		tell(arg, SSH_LOOSENED, d);
}

static void
silent(void *arg, const struct directive *d)
{
	if (config_says(d, "quiet"))
		tell(arg, SSH_LOOSENED, d);
}

/* A program that decides who comes in, or that speaks to those who did. */
static void
program(void *arg, const struct directive *d)
{
	struct ssh *s = arg;
	struct span rest = d->value, path;
	struct vstat st;

	if (config_is(d, "subsystem") && !config_argument(&rest, &path))
		return;
	if (!config_argument(&rest, &path) || !span_starts(path, "/"))
		return;		/* "none", "internal-sftp", "internal" */
	if (place_shady(s->in, path))
		tell(s, SSH_PROGRAM_SHADY, d);
	else if (place_foreign(s->in, path) || place_open(s->in, path, 0, 0).n ||
	    see_stat(s->in, path, &st) == VIEW_ABSENT)
		tell(s, SSH_PROGRAM_FOREIGN, d);
}

static void
authorities(void *arg, const struct directive *d)
{
	struct ssh *s = arg;
	struct span rest = d->value, path;

	if (config_argument(&rest, &path) && span_starts(path, "/"))
		authorized_authorities(s, d, path);
}

/* A file that sshd is told to read, from anywhere but where its settings are kept. */
static void
elsewhere(void *arg, const struct directive *d)
{
	static const char *const homes[] = { "/etc/ssh/", "/usr/etc/ssh/", "/etc/crypto-policies/" };
	struct span rest = d->value, path;

	while (config_argument(&rest, &path)) {
		bool known = !span_starts(path, "/") && !span_holds(path, "..");

		for (size_t i = 0; i < sizeof homes / sizeof *homes; i++)
			known |= span_starts(path, homes[i]) && !span_holds(path, "..");
		if (!known || d->command)
			tell(arg, SSH_CONFIG_ELSEWHERE, d);
	}
}

/* Where keys are looked for: a place that is the same for all opens every account. */
static void
key_files(void *arg, const struct directive *d)
{
	struct span rest = d->value, pattern;

	while (config_argument(&rest, &pattern))
		if (span_starts(pattern, "/") && !span_has(pattern, '%'))
			tell(arg, SSH_KEY_FOR_ALL, d);
}

void
settings_look(struct ssh *s)
{
	static const struct { const char *word; config_see *see; } all[] = {
		{ "permitrootlogin", root_login },
		{ "permitemptypasswords", empty_passwords },
		{ "permituserenvironment", says_yes },
		{ "hostbasedauthentication", says_yes },
		{ "strictmodes", says_no },
		{ "ignorerhosts", says_no },
		{ "loglevel", silent },
		{ "authorizedkeyscommand", program },
		{ "authorizedprincipalscommand", program },
		{ "forcecommand", program },
		{ "subsystem", program },
		{ "securitykeyprovider", program },
		{ "xauthlocation", program },
		{ "trustedusercakeys", authorities },
		{ "authorizedkeysfile", key_files },
		{ "-f", elsewhere },
	};

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		config_each(&s->config, all[i].word, all[i].see, s);
	for (size_t i = 0; i < s->config.n; i++)
		if (config_is(&s->config.at[i], "include"))
			elsewhere(s, &s->config.at[i]);
}
