/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * git - what do git's settings and hooks run for who uses it?
 *
 * Read from git-config(1), githooks(5), gitattributes(5).
 */
#include "login.h"

static const struct settings settings[] = {
	{ "/etc/gitconfig ~/.gitconfig ~/.config/git/config /etc/.git/config ~/.git/config"
	    " ~/*/.git/config /opt/*/.git/config /srv/*/.git/config /var/www/*/.git/config", "#;[",
	    " \t=", NULL,
	    { { "fsmonitor", MEANS_TEXT, 0 }, { "sshCommand", MEANS_TEXT, 0 },
	    { "pager", MEANS_TEXT, 0 }, { "editor", MEANS_TEXT, 0 }, { "askPass", MEANS_TEXT, 0 },
	    { "external", MEANS_TEXT, 0 }, { "clean", MEANS_TEXT, 0 }, { "smudge", MEANS_TEXT, 0 },
	    { "process", MEANS_TEXT, 0 }, { "driver", MEANS_TEXT, 0 },
	    { "textconv", MEANS_TEXT, 0 }, { "program", MEANS_TEXT, 0 } } },
	{ NULL, NULL, NULL, NULL, { { NULL, MEANS_TEXT, 0 } } },
};
static const char *const configs[] = {
	"/etc/gitconfig", "~/.gitconfig", "~/.config/git/config", "/etc/.git/config", "~/.git/config",
	"~/*/.git/config", "/opt/*/.git/config", "/srv/*/.git/config", "/var/www/*/.git/config", NULL
};
static const char *const hooks[] = {
	"/etc/.git/hooks/*", "~/.git/hooks/*", "~/*/.git/hooks/*", "/opt/*/.git/hooks/*",
	"/srv/*/.git/hooks/*", "/var/www/*/.git/hooks/*", "/etc/git/hooks/*", "~/.git-hooks/*",
	"~/.config/git/hooks/*", "/usr/share/git-core/templates/hooks/*", NULL
};

/* An alias or a helper that begins with '!' is shell text; others are git's own commands. */
static void
shell_values(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct setting_lines l;
	struct span line;

	(void)arg;
	if (!settings_open(&l, s, path, as, "#;["))
		return;
	l.a.lenient = true;
	while (settings_next(&l, &line)) {
		settings_name(&line, " \t=");
		line = settings_unquoted(line);
		if (span_starts(line, "!"))
			command_text(s, &l.a, span_skip(line, 1));
	}
}

static void
hook(struct startup *s, void *arg, struct span path, const struct person *as)
{
	(void)arg;
	if (!span_ends(path, ".sample"))
		command_hook(s, path, as);
}

void
login_git(struct startup *s)
{
	settings_run(s, settings);
	for (size_t i = 0; configs[i]; i++)
		settings_files(s, configs[i], NULL, shell_values);
	for (size_t i = 0; hooks[i]; i++)
		settings_files(s, hooks[i], NULL, hook);
}
