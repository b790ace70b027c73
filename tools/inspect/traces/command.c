/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * command - which machines would a command that somebody typed reach?
 *
 * ssh(1), scp(1), sftp(1), rsync(1), ssh-copy-id(1), mosh(1): a destination is
 * [user@]host, and for those that copy [user@]host:path.
 */
#include <string.h>

#include "traces.h"

#define MAX_WORDS	64	/* of one command: beyond, nobody typed it */

/* Programs that take a machine, and the options of theirs that take a word. */
static const struct program {
	const char	*name, *takes;
	bool		 copies;	/* a destination is only what has a ':' */
} programs[] = {
	{ "ssh", "BbcDEeFIiJLlmOopQRSWw", false }, { "slogin", "BbcDEeFIiJLlmOopQRSWw", false },
	{ "mosh", "p", false }, { "ssh-copy-id", "ipotF", false }, { "sftp", "BbcDFiJloPRSs", false },
	{ "sshfs", "oFp", true }, { "scp", "cDFiJloPSX", true }, { "rsync", "eBfTM", true },
	{ "telnet", "eln", false }, { "rlogin", "el", false },
};

static const struct program *
program_named(struct span word)
{
	for (size_t i = 0; i < sizeof programs / sizeof *programs; i++)
		if (span_is(span_base(word), programs[i].name))
			return &programs[i];
	return NULL;
}

static struct span
unquoted(struct span word)
{
	while (word.n && (*word.p == '"' || *word.p == '\''))
		word = span_skip(word, 1);
	while (word.n && (word.p[word.n - 1] == '"' || word.p[word.n - 1] == '\''))
		word.n--;
	return word;
}

/* What stands behind the last '@', and before the port or path. */
static void
destination(struct traces *t, const struct program *p, struct span word, struct span account,
    struct span path)
{
	struct span host = word;

	if (span_starts(host, "ssh://"))
		host = span_before(span_skip(host, 6), '/');
	else if (p->copies && !span_has(host, ':'))
		return;
	if (span_has(span_before(host, ':'), '/'))
		return;			/* a path of this machine that has a ':' in it */
	while (span_has(host, '@'))
		host = span_after(host, '@');
	if (host.n && *host.p == '[')
		host = span_before(span_skip(host, 1), ']');
	else if (p->copies || !span_has(span_after(host, ':'), ':'))
		host = span_before(host, ':');
	trace(t, host, p->name, account, path);
}

static void
arguments(struct traces *t, const struct program *p, struct span rest, struct span account,
    struct span path)
{
	struct span word;
	bool options = true, jump;

	for (int i = 0; i < MAX_WORDS && span_field(&rest, " \t", &word); i++) {
		word = unquoted(word);
		if (options && span_is(word, "--")) {
			options = false;
			continue;
		}
		if (options && word.n >= 2 && *word.p == '-') {
			jump = span_is(word, "-J");
			if (word.n == 2 && strchr(p->takes, word.p[1]) &&
			    span_field(&rest, " \t", &word) && jump)
				destination(t, p, unquoted(word), account, path);
			continue;
		}
		destination(t, p, word, account, path);
		if (!p->copies)
			return;		/* what follows is a command for over there */
	}
}

void
command_trace(struct traces *t, struct span line, struct span account, struct span path)
{
	struct span part, word, rest;
	const struct program *p;

	while (span_field(&line, ";&|(){}`", &part)) {
		rest = part;
		/* sudo, time, env, assignments and the like may stand before it */
		for (int i = 0; i < MAX_WORDS && span_field(&rest, " \t", &word); i++)
			if ((p = program_named(unquoted(word)))) {
				arguments(t, p, rest, account, path);
				break;
			}
	}
}
