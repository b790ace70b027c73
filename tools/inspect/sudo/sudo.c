/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sudo - who may act as root, by sudo's rules or doas'?
 *
 * Read from sudoers(5), sudo.conf(5), doas.conf(5).  Rules in files as their
 * packages made them are the distribution's own and say nothing.
 */
#include "sudo.h"

void
sudo_say(struct sudo *s, enum finding f, const struct statement *from, struct span about)
{
	uint64_t bit = (uint64_t)1 << f % 64;

	if (s->last != from)
		s->said = 0;
	s->last = from;
	if (!(s->said & bit))
		say(s->in, f, from->path, from->line, about);
	s->said |= bit;
}

static enum outcome
look(struct inspection *in)
{
	struct sudo s = { .in = in };

	roster_read(in, &s.roster);
	files_read(&s);
	for (size_t i = 0; i < s.n; i++)
		alias_read(&s, &s.at[i]);
	alias_sort(&s);
	for (size_t i = 0; i < s.n; i++)
		if (span_starts(s.at[i].text, "Defaults"))
			defaults_look(&s, &s.at[i]);
		else
			rules_look(&s, &s.at[i]);
	doas_look(&s);
	conf_look(&s);
	return s.found ? DONE : NOTHING;
}

const struct inspector sudo_inspector = {
	.name = "sudo",
	.asks = "who may act as root, by sudo's rules or doas'?",
	.accounts = true,
	.may = (const enum finding[]){
	    SUDO_GRANT, SUDO_NOPASSWD, SUDO_SERVICE, SUDO_SYSTEM_ALL, SUDO_EVERYONE, SUDO_GHOST,
	    SUDO_BY_NUMBER, SUDO_COMMAND_SHADY, SUDO_COMMAND_WRITABLE, SUDO_DEFAULTS_WEAK,
	    SUDO_LIBRARY_KEPT, SUDO_FILE_OPEN, SUDO_INCLUDE_ELSEWHERE, SUDO_LINE_ODD,
	    SUDO_LINE_DISGUISED, SUDO_PLUGIN_FOREIGN, FINDING_COUNT },
	.look = look,
};
