/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * shells - what do shells read as they start and end, and what greets who logs in?
 *
 * Read from bash(1), zsh(1), ksh(1), tcsh(1), fish(1), update-motd(5).
 */
#include "login.h"

static const char system_files[] = "/etc/profile /etc/profile.d/* /etc/profile.local /etc/bash.bashrc /etc/bashrc"
    " /etc/bash.bashrc.local /etc/bash/* /etc/bash/bashrc.d/* /etc/bash.bash_logout"
    " /etc/bash.bash_profile /etc/bash_completion /etc/bash_completion.d/* /etc/zshenv"
    " /etc/zprofile /etc/zshrc /etc/zlogin /etc/zlogout /etc/zsh/* /etc/ksh.kshrc"
    " /etc/kshrc /etc/mkshrc /etc/shinit /etc/suid_profile /etc/skel/.* /etc/sh.shrc"
    " /etc/ash.ashrc";
static const char account_files[] = "~/.bashrc ~/.bash_profile ~/.bash_login ~/.profile ~/.bash_logout ~/.bash_aliases"
    " ~/.bash_completion ~/.local/share/bash-completion/completions/* ~/.bashrc.d/*"
    " ~/.zshenv ~/.zprofile ~/.zshrc ~/.zlogin ~/.zlogout ~/.config/zsh/.z* ~/.kshrc"
    " ~/.mkshrc ~/.shrc ~/.shinit ~/.ashrc ~/.oh-my-zsh/custom/*.zsh";
/* Their languages are other ones; what commands look like is much the same. */
static const char other_system[] = "/etc/profile.d/*.csh /etc/csh.cshrc /etc/csh.login /etc/csh.logout /etc/csh/*"
    " /etc/csh/login.d/* /etc/fish/config.fish /etc/fish/conf.d/*.fish"
    " /etc/fish/functions/*.fish";
static const char other_account[] = "~/.cshrc ~/.tcshrc ~/.login ~/.logout ~/.config/fish/config.fish"
    " ~/.config/fish/conf.d/*.fish ~/.config/fish/functions/*.fish";
/* Read when a word is completed; of hundreds that packages bring, only others are told. */
static const char completions[] = "/usr/share/bash-completion/completions/*"
    " /usr/local/share/bash-completion/completions/* /usr/share/zsh/vendor-completions/*"
    " /usr/share/zsh/site-functions/* /usr/local/share/zsh/site-functions/*";
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

/* zsh's ZDOTDIR: where its other files are read then. */
static void
elsewhere(struct startup *s, struct includes *w, struct span path, const struct person *as)
{
	struct span line, value;
	struct setting_lines l;

	if (!settings_open(&l, s, path, as, "#"))
		return;
	while (settings_next(&l, &line)) {
		if (span_starts(line, "export "))
			line = span_trim(span_skip(line, 7));
		if (!span_starts(line, "ZDOTDIR="))
			continue;
		value = settings_unquoted(span_skip(line, 8));
		if (span_starts(value, "$HOME/"))
			value = see_join(s->in, span_of("~"), span_skip(value, 5), SPAN_NONE);
		settings_include(s, w, as->home, see_path(s->in, value, span_of(".z*")), as);
	}
}

static void
posix(struct startup *s, struct includes *w, struct span path, const struct person *as)
{
	struct autorun a = at(s, path, as);

	if (span_ends(path, ".csh"))
		return;
	if (span_holds(path, "zsh"))
		elsewhere(s, w, path, as);
	command_sourced(s, &a);
	login_names(s, &a);
}

static void
completion(struct startup *s, struct includes *w, struct span path, const struct person *as)
{
	if (startup_trust(s, path) == TRUST_PACKAGED)
		s->entries++;
	else
		posix(s, w, path, as);
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
other(struct startup *s, struct includes *w, struct span path, const struct person *as)
{
	struct autorun a = at(s, path, as);
	struct setting_lines l;
	struct span line;

	(void)w;
	command_sourced(s, &a);
	login_names(s, &a);
	if (settings_open(&l, s, path, as, "#"))
		while (settings_next(&l, &line))
			variable(s, &l, line);
}

void
login_shells(struct startup *s)
{
	settings_read(s, system_files, NULL, posix);
	settings_read(s, completions, NULL, completion);
	settings_read(s, other_system, NULL, other);
}

void
login_accounts_shells(struct startup *s)
{
	settings_read(s, account_files, NULL, posix);
	settings_read(s, other_account, NULL, other);
}

void
login_motd(struct startup *s)
{
	settings_programs(s, motd);
}
