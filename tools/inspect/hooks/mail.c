/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mail - which programs get mail that arrives?
 *
 * Read from aliases(5) and forward(5) of Postfix, procmailrc(5), master(5),
 * Exim's filter specification.
 */
#include "hooks.h"

#define MAX_ARGUMENTS	64	/* more cannot change what is started */

/* The command behind a '|', by the quotes around it or behind it; *next is where to look on. */
static struct span
piped(struct span rest, bool quoted, struct span *next)
{
	struct span command;

	rest = span_skip(rest, 1);
	if (!quoted && span_starts(rest, "\"")) {
		rest = span_skip(rest, 1);
		quoted = true;
	}
	command = span_before(rest, quoted ? '"' : ',');
	*next = span_skip(rest, command.n);
	return span_trim(command);
}

/* Addresses are parted by commas: one that begins with '|' is a program. */
static void
addresses(struct startup *s, const struct autorun *a, struct span text)
{
	unsigned char before = ',';
	bool quoted;

	for (; text.n; text = span_skip(text, 1)) {
		quoted = before == '"';
		if (*text.p == '|' && (quoted || before == ',' || before == ':')) {
			command_text(s, a, piped(text, quoted, &text));
			before = 'x';
		} else if (*text.p != ' ' && *text.p != '\t') {
			before = *text.p;
		}
	}
}

/* ":include:FILE" holds more addresses, programs among them. */
static void
lists(struct startup *s, struct includes *w, struct span line, const struct person *as)
{
	static const char word[] = ":include:";
	struct span one;

	while (span_field(&line, " \t,\"", &one)) {
		while (one.n && !span_starts(one, word))
			one = span_skip(one, 1);
		if (one.n)
			settings_include(s, w, span_of("/etc"), span_skip(one, sizeof word - 1), as);
	}
}

static void
aliases(struct startup *s, struct includes *w, struct span path, const struct person *as)
{
	struct span line;
	struct setting_lines l;

	if (!settings_open(&l, s, path, as, "#"))
		return;
	while (settings_next(&l, &line)) {
		lists(s, w, line, as);
		addresses(s, &l.a, line);
	}
}

void
hooks_aliases(struct startup *s)
{
	settings_read(s, "/etc/aliases /etc/mail/aliases /etc/postfix/aliases /etc/aliases.d/*"
	    " /etc/exim4/virtual/*", NULL, aliases);
}

/* ":0 ... | command", and maildrop's to "|command". */
static void
recipes(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct span line;
	struct setting_lines l;

	(void)arg;
	if (!settings_open(&l, s, path, as, "#"))
		return;
	while (settings_next(&l, &line)) {
		if (span_starts(line, "|"))
			command_text(s, &l.a, span_skip(line, 1));
		else if (span_holds(line, "\"|") || span_holds(line, "\"| "))
			addresses(s, &l.a, line);
	}
}

void
hooks_forward(struct startup *s)
{
	static const char *const files[] = { "~/.procmailrc", "/etc/procmailrc", "~/.mailfilter",
		"/etc/maildroprc", NULL };

	settings_read(s, "~/.forward ~/.forward+* ~/.qmail*", NULL, aliases);
	for (size_t i = 0; files[i]; i++)
		settings_files(s, files[i], NULL, recipes);
}

/* "user=vmail argv=/path arguments": master(5), pipe(8), spawn(8). */
static void
services(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct span line, word, argv[MAX_ARGUMENTS];
	const struct person *who;
	size_t n;
	struct setting_lines l;

	(void)arg;
	if (!settings_open(&l, s, path, as, "#"))
		return;
	while (settings_next(&l, &line)) {
		if (!span_holds(line, "argv="))
			continue;
		l.a.as = *as;
		/* The file comes with entries for programs that are not installed. */
		l.a.lenient = true;
		while (span_field(&line, " \t", &word)) {
			if (span_starts(word, "user=") &&
			    (who = people_named(s, span_before(span_skip(word, 5), ':'))))
				l.a.as = *who;
			if (!span_starts(word, "argv="))
				continue;
			argv[0] = span_skip(word, 5);
			for (n = 1; n < MAX_ARGUMENTS && span_field(&line, " \t", &argv[n]);)
				n++;
			command_words(s, &l.a, argv, n);
			break;
		}
	}
}

/* smtpd.conf(5): action "local" mda "COMMAND", filter "x" proc-exec "COMMAND". */
static void
opensmtpd(struct startup *s, struct includes *w, struct span path, const struct person *as)
{
	struct span line, word;
	struct setting_lines l;

	if (!settings_open(&l, s, path, as, "#"))
		return;
	while (settings_next(&l, &line)) {
		if (span_starts(line, "include "))
			settings_include(s, w, span_of("/etc"), settings_unquoted(span_skip(line, 8)),
			    as);
		while (span_field(&line, " \t", &word))
			if (span_is(word, "mda") || span_is(word, "proc-exec")) {
				line = span_trim(line);
				command_text(s, &l.a, span_starts(line, "\"") ?
				    span_before(span_skip(line, 1), '"') : line);
			}
	}
}

static const struct settings settings[] = {
	{ "/etc/postfix/main.cf", "#", " \t=", NULL,
	    { { "mailbox_command", MEANS_TEXT, 0 }, { "mailbox_command_maps", MEANS_FILES, 0 },
	    { "debugger_command", MEANS_FILES, 0 }, { "sendmail_path", MEANS_WORDS, 0 },
	    { "newaliases_path", MEANS_WORDS, 0 }, { "mailq_path", MEANS_WORDS, 0 } } },
	{ "/etc/postfix/dynamicmaps.cf /etc/postfix/dynamicmaps.cf.d/*", "#", " \t", NULL,
	    { { "*", MEANS_FILES, 0 } } },
	{ "/etc/dovecot/*.conf /etc/dovecot/conf.d/*", "#", " \t=", NULL,
	    { { "executable", MEANS_FILES, 0 }, { "mail_plugin_dir", MEANS_FILES, 0 } } },
	{ "/etc/exim4/exim4.conf /etc/exim4/exim4.conf.localmacros /etc/exim/exim.conf"
	    " /etc/exim4/conf.d/*/* /etc/exim4/exim4.conf.template", "#", " \t=", NULL,
	    { { "command", MEANS_TEXT, 0 }, { "transport_filter", MEANS_TEXT, 0 } } },
	{ NULL, NULL, NULL, NULL, { { NULL, MEANS_TEXT, 0 } } },
};

void
hooks_mailers(struct startup *s)
{
	settings_files(s, "/etc/postfix/master.cf", NULL, services);
	settings_read(s, "/etc/smtpd.conf /etc/opensmtpd/smtpd.conf /etc/mail/smtpd.conf", NULL,
	    opensmtpd);
	settings_run(s, settings);
}
