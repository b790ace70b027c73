/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * variables - which files set variables that load something into programs?
 *
 * Read from environ(7), environment.d(5), pam_env.conf(5), sshd(8).
 */
#include "loader.h"

static void
assignments(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct autorun a = startup_root(s, path);

	(void)arg;
	a.as = *as;
	startup_entry(s, &a, SPAN_NONE);
	environ_file(s, &a, path);
}

void
loader_environment(struct startup *s)
{
	static const char *const files[] = { "/etc/environment", "/etc/environment.d/*.conf",
		"/usr/local/lib/environment.d/*.conf", "/usr/lib/environment.d/*.conf",
		"~/.config/environment.d/*.conf", "~/.ssh/environment", "/etc/locale.conf",
		"/etc/sysconfig/i18n", "/etc/default/locale", NULL };

	for (size_t i = 0; files[i]; i++)
		settings_files(s, files[i], NULL, assignments);
}

/* NAME DEFAULT=value OVERRIDE=value, or NAME=value. */
static void
pam_env(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct span line, name, word, value;
	struct setting_lines l;

	(void)arg;
	if (!settings_open(&l, s, path, as, "#"))
		return;
	while (settings_next(&l, &line)) {
		if (!span_holds(line, "DEFAULT=") && !span_holds(line, "OVERRIDE=")) {
			environ_word(s, &l.a, line);
			continue;
		}
		name = settings_name(&line, " \t");
		while (span_field(&line, " \t", &word)) {
			value = settings_unquoted(span_after(word, '='));
			environ_word(s, &l.a, see_join(s->in, name, span_of("="), value));
		}
	}
}

void
loader_pam_env(struct startup *s)
{
	settings_files(s, "/etc/security/pam_env.conf", NULL, pam_env);
	settings_files(s, "/etc/security/pam_env.conf.d/*", NULL, pam_env);
	settings_files(s, "~/.pam_environment", NULL, pam_env);
}

void
loader_defaults(struct startup *s)
{
	static const char *const files[] = { "/etc/default/*", "/etc/sysconfig/*", "/etc/conf.d/*",
		"/etc/rc.conf", NULL };

	settings_sourced(s, files);
}
