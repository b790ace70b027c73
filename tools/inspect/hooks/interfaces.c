/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * interfaces - what do the stanzas of /etc/network/interfaces run?
 *
 * Grammar, from interfaces(5): '#' begins a comment, a backslash continues a
 * line, `source` and `source-directory` read on elsewhere.
 */
#include "hooks.h"

#define MAX_SOURCES	32	/* files that `source` lines name */

struct waiting {
	struct span	path[MAX_SOURCES];
	size_t		n;
};

static void
wait_for(struct startup *s, struct waiting *w, struct span path)
{
	if (!span_starts(path, "/"))
		path = see_path(s->in, span_of("/etc/network"), path);
	for (size_t i = 0; i < w->n; i++)
		if (span_equal(w->path[i], path))
			return;
	if (w->n < MAX_SOURCES)
		w->path[w->n++] = path;
	else
		say_gap(s->in, path, "more files of network interfaces than are read");
}

static void
one_file(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct waiting *w = arg;
	struct span line, name;
	struct setting_lines l;

	if (!settings_open(&l, s, path, as, "#"))
		return;
	while (settings_next(&l, &line)) {
		name = settings_name(&line, " \t");
		if (span_is(name, "up") || span_is(name, "down") || span_is(name, "pre-up") ||
		    span_is(name, "post-up") || span_is(name, "pre-down") ||
		    span_is(name, "post-down"))
			command_text(s, &l.a, line);
		else if (span_is(name, "script"))
			command_words(s, &l.a, &line, 1);
		else if (span_is(name, "source") || span_is(name, "inherits-from"))
			wait_for(s, w, line);
		else if (span_is(name, "source-directory") || span_is(name, "source-dir"))
			wait_for(s, w, see_path(s->in, line, span_of("*")));
	}
}

void
hooks_interfaces(struct startup *s)
{
	struct waiting w = { .n = 0 };

	wait_for(s, &w, span_of("interfaces"));
	wait_for(s, &w, span_of("interfaces.d/*"));
	for (size_t i = 0; i < w.n; i++)
		settings_files_of(s, w.path[i], &w, one_file);
}
