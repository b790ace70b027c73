/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hook - what does a program show that people keep beside their work, in any language? */
#include "autorun.h"
#include "shell.h"

#define MAX_HOOK	256	/* bytes that hold a first line */

void
command_hook(struct startup *s, struct span path, const struct person *as)
{
	struct autorun a = startup_root(s, path);
	struct span head, text, line;

	if (!startup_file(s, path, true) || see_head(s->in, path, MAX_HOOK, &head) != VIEW_OK)
		return;
	a.as = *as;
	a.cwd = SPAN_NONE;
	a.lenient = true;
	head = span_before(head, '\n');
	if (!span_starts(head, "#!") || span_ends(head, "sh") || span_holds(head, "sh ")) {
		command_sourced(s, &a);
		return;
	}
	startup_entry(s, &a, path);
	if (a.trust == TRUST_PACKAGED || see_file(s->in, path, &text) != VIEW_OK)
		return;
	if (inline_shell(text, true))
		startup_say(s, STARTUP_SHELL_NETWORK, path, 0, SPAN_NONE);
	while (span_line(&text, &line)) {
		a.line++;
		if (inline_fetch(line))
			startup_say(s, STARTUP_FETCH_AND_RUN, path, a.line, line);
	}
}
