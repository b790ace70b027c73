/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * git - what do git's settings and hooks run for who uses it?
 *
 * Read from git-config(1), githooks(5), gitattributes(5).
 */
#include "login.h"

static const char configs[] = "/etc/gitconfig ~/.gitconfig ~/.config/git/config /etc/.git/config"
    " ~/.git/config ~/*/.git/config /opt/*/.git/config /srv/*/.git/config /var/www/*/.git/config";
/* What git runs as it stands; elsewhere a value that begins with '!' is shell text. */
static const char *const commands[] = { "fsmonitor", "sshCommand", "pager", "editor", "askPass",
	"external", "clean", "smudge", "process", "driver", "textconv", "program", NULL };
static const char *const hooks[] = {
	"/etc/.git/hooks/*", "~/.git/hooks/*", "~/*/.git/hooks/*", "/opt/*/.git/hooks/*",
	"/srv/*/.git/hooks/*", "/var/www/*/.git/hooks/*", "/etc/git/hooks/*", "~/.git-hooks/*",
	"~/.config/git/hooks/*", "/usr/share/git-core/templates/hooks/*", NULL
};

/* Samples are none. */
static void
hook(struct startup *s, void *arg, struct span path, const struct person *as)
{
	(void)arg;
	if (!span_ends(path, ".sample"))
		command_hook(s, path, as);
}

static bool
runs(struct span name)
{
	size_t i = 0;

	while (commands[i] && !settings_fit(name, commands[i], true))
		i++;
	return commands[i] != NULL;
}

static void
hooks_of(struct startup *s, struct includes *w, struct span path, const struct person *as)
{
	(void)w;
	hook(s, NULL, path, as);
}

static void
config(struct startup *s, struct includes *w, struct span path, const struct person *as)
{
	struct span line, name, section = SPAN_NONE;
	struct includes kept = { .n = 0 };
	struct setting_lines l;

	if (!settings_open(&l, s, path, as, "#;"))
		return;
	l.a.lenient = people_home(s, path);
	while (settings_next(&l, &line)) {
		if (span_starts(line, "[")) {
			section = span_skip(line, 1);
			line = span_trim(span_after(line, ']'));
			if (line.n == 0)
				continue;
		}
		name = settings_name(&line, " \t=");
		line = settings_unquoted(line);
		if (span_starts(section, "include") && settings_fit(name, "path", true)) {
			settings_include(s, w, span_parent(path), line, as);
		} else if (settings_fit(name, "hooksPath", true)) {
			settings_include(s, &kept, as->home, line, as);
		} else if (span_starts(line, "!")) {
			l.a.lenient = true;
			command_text(s, &l.a, span_skip(line, 1));
			l.a.lenient = people_home(s, path);
		} else if (line.n && runs(name)) {
			command_text(s, &l.a, line);
		}
	}
	settings_each(s, &kept, hooks_of);
}

void
login_git(struct startup *s)
{
	settings_read(s, configs, NULL, config);
	for (size_t i = 0; hooks[i]; i++)
		settings_files(s, hooks[i], NULL, hook);
}
