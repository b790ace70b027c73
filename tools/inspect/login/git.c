/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * git - what do git's settings and hooks run for who uses it?
 *
 * Read from git-config(1), githooks(5), gitattributes(5).
 */
#include "../startup/shell.h"
#include "login.h"

#define MAX_HOOK	256	/* bytes that hold a hook's first line */

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

/* Samples are none; hooks of other languages than the shell's are looked at line by line. */
static void
hook(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct autorun a = startup_root(s, path);
	struct span head, text, line;

	(void)arg;
	if (span_ends(path, ".sample") || !startup_file(s, path, true) ||
	    see_head(s->in, path, MAX_HOOK, &head) != VIEW_OK)
		return;
	a.as = *as;
	a.cwd = SPAN_NONE;
	a.lenient = true;
	head = span_before(head, '\n');
	if (!span_starts(head, "#!") || span_ends(head, "sh") || span_holds(head, "sh ")) {
		command_sourced(s, &a);
		return;
	}
	startup_entry(s, &a, path);
	if (a.trust == TRUST_PACKAGED || see_file(s->in, path, &text) != VIEW_OK)
		return;
	if (inline_shell(text, true))
		startup_say(s, STARTUP_SHELL_NETWORK, path, 0, SPAN_NONE);
	while (span_line(&text, &line)) {
		a.line++;
		if (inline_fetch(line))
			startup_say(s, STARTUP_FETCH_AND_RUN, path, a.line, line);
	}
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
