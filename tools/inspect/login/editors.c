/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * editors - which commands stand in the settings of editors, pagers and terminals?
 *
 * Read from vim's eval.txt and various.txt, the Emacs Lisp manual ("Processes"),
 * tmux(1), screen(1), readline(3), less(1), gdb's manual ("Shell Commands").
 * Their languages are not parsed: a word that runs what follows it is enough,
 * and only what a program of that name would do is told.
 */
#include <string.h>

#include "../startup/shell.h"
#include "login.h"

enum follows {
	FOLLOWS_QUOTED,		/* every quoted text behind the word */
	FOLLOWS_LINE,		/* the rest of the line, options passed over */
};

struct tool {
	const char	*files;		/* patterns, parted by blanks */
	const char	*comments;
	enum follows	 follows;
	const char	*words[12];
};

static const struct tool editors[] = {
	{ "/etc/vim/vimrc /etc/vim/vimrc.local /etc/vimrc ~/.vimrc ~/.gvimrc ~/.exrc ~/.virc ~/.vim/vimrc ~/.vim/plugin/*"
	    " ~/.vim/after/plugin/* ~/.vim/autoload/* ~/.vim/ftplugin/* ~/.vim/pack/*/start/*/plugin/*"
	    " ~/.config/nvim/* ~/.config/nvim/plugin/* ~/.config/nvim/lua/* /etc/xdg/nvim/*", "\"",
	    FOLLOWS_QUOTED, { "system(", "systemlist(", "job_start(", "jobstart(", "termopen(",
	    "os.execute(", "io.popen(", "term_start(" } },
	{ "~/.emacs ~/.emacs.el ~/.emacs.d/* ~/.emacs.d/lisp/* ~/.config/emacs/*"
	    " /etc/emacs/site-start.el /etc/emacs/site-start.d/*"
	    " /usr/share/emacs/site-lisp/site-start.el", ";", FOLLOWS_QUOTED,
	    { "shell-command", "call-process", "start-process", "make-process", "process-lines",
	    "async-shell-command" } },
	{ "/etc/nanorc ~/.nanorc ~/.config/nano/nanorc", "#", FOLLOWS_LINE,
	    { "speller", "formatter", "linter" } },
	{ "/etc/gdb/gdbinit /etc/gdbinit ~/.gdbinit ~/.config/gdb/gdbinit", "#", FOLLOWS_LINE,
	    { "shell", "!", "pipe" } },
	{ "/etc/lesskey ~/.lesskey ~/.config/lesskey /usr/local/etc/syslesskey", "", FOLLOWS_LINE,
	    { "LESSOPEN", "LESSCLOSE", "LESS_SHELL" } },
	{ NULL, NULL, FOLLOWS_LINE, { NULL } },
};
static const struct tool terminals[] = {
	{ "/etc/tmux.conf ~/.tmux.conf ~/.config/tmux/tmux.conf", "#", FOLLOWS_LINE,
	    { "run-shell", "run", "if-shell", "if", "pipe-pane", "pipep", "default-command",
	    "default-shell", "display-popup" } },
	{ "/etc/screenrc ~/.screenrc", "#", FOLLOWS_LINE,
	    { "exec", "screen", "backtick", "shell", "execdetached" } },
	{ NULL, NULL, FOLLOWS_LINE, { NULL } },
};

static void
quoted(struct startup *s, const struct autorun *a, struct span rest)
{
	unsigned char quote;
	size_t from;

	for (size_t i = 0; i < rest.n; i++) {
		if (rest.p[i] != '"' && rest.p[i] != '\'')
			continue;
		quote = rest.p[i];
		from = ++i;
		while (i < rest.n && rest.p[i] != quote)
			i += rest.p[i] == '\\' ? 2 : 1;
		command_text(s, a, (struct span){ rest.p + from, (i < rest.n ? i : rest.n) - from });
	}
}

/* Options, titles and counts stand in front of a command: it begins where a program could. */
static void
rest_of_line(struct startup *s, const struct autorun *a, struct span rest)
{
	struct span word, more = rest;
	bool title = false;
	uint64_t number;

	if (span_starts(rest, "=") || span_starts(rest, "|"))
		rest = more = span_trim(span_skip(rest, 1));
	if (span_starts(rest, "|"))
		rest = more = span_skip(rest, 1);
	while (span_field(&more, " \t", &word)) {
		if (!title && !span_starts(word, "-") && !span_decimal(word, &number)) {
			rest = (struct span){ word.p, (size_t)(rest.p + rest.n - word.p) };
			break;
		}
		title = word.n == 2 && *word.p == '-' && word.p[1] && strchr("tdehTc", word.p[1]);
	}
	if (span_has(rest, '"') || span_has(rest, '\''))
		quoted(s, a, rest);
	command_text(s, a, settings_unquoted(rest));
}

static void
one_line(struct startup *s, const struct autorun *a, const struct tool *is, struct span line)
{
	struct span rest;
	size_t n;

	for (const char *const *w = is->words; *w; w++) {
		n = strlen(*w);
		for (rest = line; rest.n > n; rest = span_skip(rest, 1)) {
			if (!span_starts(rest, *w))
				continue;
			if (is->follows == FOLLOWS_QUOTED) {
				quoted(s, a, span_skip(rest, n));
				return;
			}
			/* A whole word, at the line's start or behind a blank or quote. */
			if ((rest.p[n] == ' ' || rest.p[n] == '\t' || rest.p[n] == '=') &&
			    (rest.p == line.p || strchr(" \t'\"{;", rest.p[-1]))) {
				rest_of_line(s, a, span_trim(span_skip(rest, n)));
				return;
			}
		}
	}
}

/* vim's ":!command": a '!' that begins a word, and is not "!=". */
static void
bangs(struct startup *s, const struct autorun *a, struct span line)
{
	for (size_t i = 0; i + 1 < line.n; i++) {
		if (line.p[i] != '!' || line.p[i + 1] == '=' || line.p[i + 1] == ' ' ||
		    (i && line.p[i - 1] != ' ' && line.p[i - 1] != '\t' && line.p[i - 1] != ':' &&
		    line.p[i - 1] != '|' && line.p[i - 1] != '\''))
			continue;
		line = span_skip(line, i + 1);
		command_text(s, a, span_before(line, '<'));
		return;
	}
}

/* tmux: "#(command)" in a status line. */
static void
inside(struct startup *s, const struct autorun *a, struct span line)
{
	for (; line.n > 2; line = span_skip(line, 1))
		if (span_starts(line, "#(")) {
			line = span_skip(line, 2);
			command_text(s, a, span_before(line, ')'));
		}
}

/* vim, tmux, screen, gdb and readline name further files of theirs so. */
static void
includes(struct startup *s, struct includes *w, struct span line, const struct person *as)
{
	static const char *const words[] = { "source", "source-file", "so", "runtime", "$include", NULL };
	struct span rest = line, word;

	if (!span_field(&rest, " \t", &word) || !one_of(word, words))
		return;
	do {
		if (!span_field(&rest, " \t", &word))
			return;
	} while (span_starts(word, "-"));
	settings_include(s, w, as->home, settings_unquoted(word), as);
}

static void
one_file(struct startup *s, struct includes *w, struct span path, const struct person *as)
{
	const struct tool *is = w->arg;
	struct setting_lines l;
	struct span line;

	if (!settings_open(&l, s, path, as, is->comments))
		return;
	l.a.lenient = true;
	if (l.a.trust == TRUST_PACKAGED)
		return;
	while (settings_next(&l, &line)) {
		includes(s, w, line, as);
		one_line(s, &l.a, is, line);
		if (is == &editors[0])
			bangs(s, &l.a, line);
		if (is == &terminals[0])
			inside(s, &l.a, line);
	}
}

static void
all(struct startup *s, const struct tool *is)
{
	for (; is->files; is++)
		settings_read(s, is->files, is, one_file);
}

/* readline: a key that types a command, newline and all. */
static void
keys(struct startup *s, struct includes *w, struct span path, const struct person *as)
{
	static const char *const ends[] = { "\\n", "\\r", "\\C-m", "\\C-j", NULL };
	struct setting_lines l;
	struct span line, text;

	if (!settings_open(&l, s, path, as, "#"))
		return;
	l.a.lenient = true;
	while (settings_next(&l, &line)) {
		includes(s, w, line, as);
		text = span_trim(span_after(line, ':'));
		if (!span_starts(text, "\""))
			continue;
		text = span_skip(text, 1);
		for (size_t at = 0; at < text.n; at++)
			for (size_t i = 0; ends[i]; i++)
				if (span_starts(span_skip(text, at), ends[i])) {
					command_text(s, &l.a, (struct span){ text.p, at });
					text.n = at;
					break;
				}
	}
}

void
login_editors(struct startup *s)
{
	static const char *const programs[] = { "~/.lessfilter", "/etc/lessfilter", NULL };

	all(s, editors);
	settings_sourced(s, programs);
}

void
login_terminals(struct startup *s)
{
	all(s, terminals);
	settings_read(s, "/etc/inputrc ~/.inputrc", NULL, keys);
}
