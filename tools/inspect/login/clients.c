/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * clients - which commands stand in the settings of command-line clients?
 *
 * Read from psql(1), sqlite3(1), mysql(1), wget(1), aws(1), gpg-agent(1), gpg(1),
 * hgrc(5), Subversion's "Runtime Configuration Area", mailcap(5), muttrc(5),
 * kubectl's client-go credential plugins, cargo's configuration, sensible-editor(1),
 * and what irb, pry, R, lldb and pdb read as they start.
 */
#include "login.h"

static const struct settings settings[] = {
	{ "~/.psqlrc /etc/postgresql-common/psqlrc", "", " \t", NULL,
	    { { "\\!", MEANS_TEXT, 0 }, { "\\o", MEANS_TEXT, '|' }, { "\\i", MEANS_INCLUDE, 0 } } },
	{ "~/.sqliterc ~/.config/sqlite3/sqliterc", "-", " \t", NULL,
	    { { ".shell", MEANS_TEXT, 0 }, { ".system", MEANS_TEXT, 0 }, { ".load", MEANS_FILES, 0 },
	    { ".read", MEANS_INCLUDE, 0 } } },
	{ "~/.my.cnf", "#", " \t=", NULL, { { "pager", MEANS_TEXT, 0 } } },
	{ "~/.wgetrc /etc/wgetrc", "#", " \t=", NULL, { { "use_askpass", MEANS_TEXT, 0 } } },
	{ "~/.aws/config ~/.aws/credentials", "#;", " \t=", NULL,
	    { { "credential_process", MEANS_TEXT, 0 } } },
	{ "~/.gnupg/gpg-agent.conf ~/.gnupg/gpg.conf /etc/gnupg/*.conf", "#", " \t", NULL,
	    { { "*-program", MEANS_WORDS, 0 }, { "photo-viewer", MEANS_TEXT, 0 } } },
	{ "~/.hgrc /etc/mercurial/hgrc /etc/mercurial/hgrc.d/*", "#;[", " \t=", NULL,
	    { { "%include", MEANS_INCLUDE, 0 }, { "*", MEANS_FILES, 0 } } },
	{ "~/.subversion/config /etc/subversion/config", "#[", " \t=", NULL,
	    { { "*-cmd", MEANS_TEXT, 0 }, { "ssh", MEANS_TEXT, 0 } } },
	{ "~/.muttrc ~/.mutt/muttrc ~/.config/mutt/muttrc ~/.neomuttrc", "#", " \t", NULL,
	    { { "set", MEANS_FILES, '=' }, { "source", MEANS_INCLUDE, 0 } } },
	{ "~/.kube/config", "#", " \t:", NULL, { { "command", MEANS_WORDS, 0 } } },
	{ "~/.cargo/config ~/.cargo/config.toml", "#[", " \t=", NULL, { { "*", MEANS_FILES, 0 } } },
	{ "~/.selected_editor", "#", "=", NULL, { { "SELECTED_EDITOR", MEANS_WORDS, 0 } } },
	{ NULL, NULL, NULL, NULL, { { NULL, MEANS_TEXT, 0 } } },
};
static const char languages[] = "~/.irbrc ~/.pryrc ~/.Rprofile ~/.lldbinit ~/.pdbrc ~/.config/irb/irbrc"
    " ~/.config/pry/pryrc ~/.ipython/profile_default/startup/*.py";
static const char plugins[] = "~/.docker/cli-plugins/*";

/* "type/subtype; command %s; test=command": of programs that are there. */
static void
mailcap(struct startup *s, struct includes *w, struct span path, const struct person *as)
{
	struct setting_lines l;
	struct span line, word;

	(void)w;
	if (!settings_open(&l, s, path, as, "#"))
		return;
	while (settings_next(&l, &line)) {
		line = span_after(line, ';');
		while (span_field(&line, " \t;='\"", &word))
			if (span_starts(word, "/") && (startup_file(s, word, true) ||
			    target_volatile(word)))
				command_words(s, &l.a, &word, 1);
	}
}

static void
code(struct startup *s, struct includes *w, struct span path, const struct person *as)
{
	struct autorun a = startup_root(s, path);

	(void)w;
	a.as = *as;
	startup_entry(s, &a, path);
	command_code(s, path);
}

/* An account's own programs, that its client starts: what a script of them runs. */
static void
plugin(struct startup *s, struct includes *w, struct span path, const struct person *as)
{
	struct autorun a = startup_root(s, path);
	struct span head;

	(void)w;
	if (!startup_file(s, path, true) || see_head(s->in, path, 2, &head) != VIEW_OK)
		return;
	a.as = *as;
	a.cwd = SPAN_NONE;
	a.lenient = true;
	if (span_is(head, "#!")) {
		command_sourced(s, &a);
		return;
	}
	startup_entry(s, &a, path);
	elf_judge(s, path);
}

void
login_clients(struct startup *s)
{
	settings_run(s, settings);
	settings_read(s, "/etc/mailcap ~/.mailcap", NULL, mailcap);
	settings_read(s, languages, NULL, code);
	settings_read(s, plugins, NULL, plugin);
}
