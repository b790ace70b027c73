/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * logrotate - which scripts does logrotate run, as root and every day?
 *
 * Grammar, from logrotate(8): a line "postrotate" and its kin begin shell text
 * that a line "endscript" ends.
 */
#include "../startup/shell.h"
#include "hooks.h"

static void
script(struct setting_lines *l)
{
	struct autorun a = l->a;
	struct span text = { l->rest.p, 0 }, line;

	a.line = l->next;
	a.said = span_before(l->rest, '\n');
	while (span_line(&l->rest, &line)) {
		l->next++;
		if (span_is(span_trim(line), "endscript"))
			break;
		text.n = (size_t)(l->rest.p - text.p);
	}
	command_text(l->s, &a, text);
}

static void
one_file(struct startup *s, struct includes *w, struct span path, const struct person *as)
{
	static const char *const scripts[] = { "prerotate", "postrotate", "firstaction", "lastaction",
		"preremove", NULL };
	struct span line, name;
	struct setting_lines l;

	if (!settings_open(&l, s, path, as, "#"))
		return;
	while (settings_next(&l, &line)) {
		name = settings_name(&line, " \t");
		if (one_of(name, scripts))
			script(&l);
		else if (span_is(name, "include"))
			settings_include(s, w, span_of("/etc"), settings_unquoted(line), as);
		else if (span_is(name, "compresscmd") || span_is(name, "uncompresscmd"))
			command_words(s, &l.a, &line, 1);
	}
}

void
hooks_logrotate(struct startup *s)
{
	settings_read(s, "/etc/logrotate.conf /etc/logrotate.d/* /etc/logrotate.d/*/*", NULL, one_file);
}
