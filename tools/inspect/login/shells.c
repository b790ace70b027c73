/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * shells - what do shells read as they start and end, and what greets who logs in?
 *
 * Read from bash(1), zsh(1), ksh(1), tcsh(1), fish(1), update-motd(5).
 */
#include "login.h"

static const char *const system_files[] = {
	"/etc/profile", "/etc/profile.d/*", "/etc/profile.local", "/etc/bash.bashrc", "/etc/bashrc",
	"/etc/bash.bashrc.local", "/etc/bash/*", "/etc/bash/bashrc.d/*", "/etc/bash.bash_logout",
	"/etc/bash.bash_profile", "/etc/bash_completion", "/etc/bash_completion.d/*",
	"/etc/zshenv", "/etc/zprofile", "/etc/zshrc", "/etc/zlogin", "/etc/zlogout", "/etc/zsh/*",
	"/etc/ksh.kshrc", "/etc/kshrc", "/etc/mkshrc", "/etc/shinit", "/etc/suid_profile",
	"/etc/skel/.*", "/etc/sh.shrc", "/etc/ash.ashrc", NULL
};
static const char *const account_files[] = {
	"~/.bashrc", "~/.bash_profile", "~/.bash_login", "~/.profile", "~/.bash_logout",
	"~/.bash_aliases", "~/.bash_completion", "~/.bashrc.d/*", "~/.zshenv", "~/.zprofile",
	"~/.zshrc", "~/.zlogin", "~/.zlogout", "~/.config/zsh/.z*", "~/.kshrc", "~/.mkshrc",
	"~/.shrc", "~/.shinit", "~/.ashrc", "~/.oh-my-zsh/custom/*.zsh", NULL
};
/* Their languages are other ones; what commands look like is much the same. */
static const char *const other_system[] = {
	"/etc/profile.d/*.csh", "/etc/csh.cshrc", "/etc/csh.login", "/etc/csh.logout", "/etc/csh/*", "/etc/csh/login.d/*",
	"/etc/fish/config.fish", "/etc/fish/conf.d/*.fish", "/etc/fish/functions/*.fish", NULL
};
static const char *const other_account[] = {
	"~/.cshrc", "~/.tcshrc", "~/.login", "~/.logout", "~/.config/fish/config.fish",
	"~/.config/fish/conf.d/*.fish", "~/.config/fish/functions/*.fish", NULL
};
static const char *const motd[] = {
	"/etc/update-motd.d/*", "/usr/lib/update-motd.d/*", NULL
};

static struct autorun
at(struct startup *s, struct span path, const struct person *as)
{
	struct autorun a = startup_root(s, path);

	a.as = *as;
	a.cwd = SPAN_NONE;
	a.lenient = true;
	return a;
}

static void
posix(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct autorun a = at(s, path, as);

	(void)arg;
	if (span_ends(path, ".csh"))
		return;
	command_sourced(s, &a);
	login_names(s, &a);
}

/* setenv NAME VALUE of csh; set -x NAME VALUE of fish, its options in any order. */
static void
variable(struct startup *s, struct setting_lines *l, struct span line)
{
	struct span name = settings_name(&line, " \t");

	if (!span_is(name, "setenv") && !span_is(name, "set"))
		return;
	while (span_starts(line, "-"))
		settings_name(&line, " \t");
	name = settings_name(&line, " \t");
	environ_word(s, &l->a, see_join(s->in, name, span_of("="), settings_unquoted(line)));
}

static void
other(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct autorun a = at(s, path, as);
	struct setting_lines l;
	struct span line;

	(void)arg;
	command_sourced(s, &a);
	login_names(s, &a);
	if (settings_open(&l, s, path, as, "#"))
		while (settings_next(&l, &line))
			variable(s, &l, line);
}

static void
all(struct startup *s, const char *const *pattern,
    void (*each)(struct startup *, void *, struct span, const struct person *))
{
	for (; *pattern; pattern++)
		settings_files(s, *pattern, NULL, each);
}

void
login_shells(struct startup *s)
{
	all(s, system_files, posix);
	all(s, other_system, other);
}

void
login_accounts_shells(struct startup *s)
{
	all(s, account_files, posix);
	all(s, other_account, other);
}

void
login_motd(struct startup *s)
{
	settings_programs(s, motd);
}
