/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * options - which of a program's arguments make it run or load something of another name?
 *
 * Read from tar(1), rsync(1), ssh(1), wget(1), make(1), zip(1), vim(1), gdb(1),
 * socat(1), nc(1), ip-netns(8), insmod(8), systemctl(1), crontab(1).
 */
#include <string.h>

#include "shell.h"

static const struct holder {
	const char	*program, *option;	/* "": its first word that is no option */
	bool		 text;			/* shell text; else a file */
} holder[] = {
	{ "tar", "--checkpoint-action=exec=", true }, { "tar", "--to-command=", true },
	{ "tar", "--use-compress-program=", true }, { "tar", "--info-script=", true },
	{ "tar", "--new-volume-script=", true }, { "tar", "--rsh-command=", true },
	{ "tar", "-I", true }, { "tar", "-F", true },
	{ "rsync", "-e", true }, { "rsync", "--rsh=", true },
	{ "ssh", "-oProxyCommand=", true }, { "ssh", "ProxyCommand=", true },
	{ "ssh", "ProxyCommand ", true }, { "ssh", "-oLocalCommand=", true },
	{ "ssh", "LocalCommand=", true }, { "scp", "-S", true }, { "sftp", "-S", true },
	{ "wget", "--use-askpass=", true }, { "zip", "-TT", true },
	{ "zip", "--unzip-command=", true },
	{ "make", "-f", false }, { "make", "--file=", false }, { "make", "--makefile=", false },
	{ "vim", "-S", false }, { "vi", "-S", false }, { "vim", "-c!", true }, { "vim", "+!", true },
	{ "vi", "-c!", true }, { "vi", "+!", true }, { "vim", "!", true }, { "vi", "!", true },
	{ "vim", ":!", true }, { "vi", ":!", true },
	{ "gdb", "-x", false }, { "gdb", "--command=", false }, { "gdb", "shell ", true },
	{ "gdb", "!", true },
	{ "socat", "EXEC:", true }, { "socat", "exec:", true }, { "socat", "SYSTEM:", true },
	{ "socat", "system:", true }, { "socat", "SHELL:", true }, { "socat", "shell:", true },
	{ "nc", "-e", false }, { "nc", "-c", true }, { "ncat", "-e", false }, { "ncat", "-c", true },
	{ "ncat", "--exec", false }, { "ncat", "--sh-exec", true },
	{ "nc.traditional", "-e", false }, { "nc.traditional", "-c", true },
	{ "tmux", "new-session", true }, { "tmux", "new", true }, { "tmux", "run", true },
	{ "tmux", "run-shell", true }, { "tmux", "new-window", true }, { "tmux", "neww", true },
	{ "insmod", "", false }, { "crontab", "", false },
};

/* The value is the next word that is no option; tmux' command its last, with a place in it. */
static const struct word *
behind(const struct word *w, size_t n, size_t at, bool tmux)
{
	if (tmux)
		return at + 1 < n && span_has(w[n - 1].text, '/') ? &w[n - 1] : NULL;
	while (++at < n)
		if (!span_starts(w[at].text, "-"))
			return &w[at];
	return NULL;
}

bool
options_next(const struct word *w, size_t n, struct options *o)
{
	struct span name = span_base(w->text), value;
	bool tmux = span_is(name, "tmux");
	const struct word *next;
	const struct holder *is;
	size_t length;

	for (; o->word < n; o->word++, o->row = 0)
		while (o->row < sizeof holder / sizeof *holder) {
			is = &holder[o->row++];
			length = strlen(is->option);
			value = w[o->word].text;
			if (!span_is(name, is->program) || o->word == 0)
				continue;
			if (length == 0 && (span_starts(value, "-") || !span_has(value, '/')))
				continue;
			if (tmux ? !span_is(value, is->option) : !span_starts(value, is->option))
				continue;
			o->text = is->text;
			o->what = w[o->word];
			o->what.text = span_skip(value, length);
			if (o->what.text.n)
				return true;
			if ((next = behind(w, n, o->word, tmux))) {
				o->what = *next;
				return true;
			}
		}
	return false;
}
