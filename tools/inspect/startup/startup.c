/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * startup - what runs by itself, and is it the packages' or a stranger's?
 *
 * Sources find autoruns, one resolver tells what each would execute, one judge
 * looks at that.  What a package wrote and nobody changed may look as it
 * likes; an administrator's own entry is quiet when it runs packaged programs
 * in an ordinary way.
 */
#include <string.h>

#include "autorun.h"

#define MAX_BLANKS	60	/* a run of blanks that pushes a command off the screen */

struct said {
	struct said	*next;
	enum finding	 what;
	struct span	 path, about;
	unsigned	 line;
};

bool
startup_within(struct span path, const char *dir)
{
	size_t n = strlen(dir);

	return span_starts(path, dir) && (path.n == n || path.p[n] == '/');
}

struct span
startup_text(struct startup *s, const char *a, struct span b, const char *c)
{
	return see_join(s->in, span_of(a), b, span_of(c));
}

void
startup_say(struct startup *s, enum finding f, struct span path, unsigned line, struct span about)
{
	struct said *one;

	for (one = s->said; one; one = one->next)
		if (one->what == f && one->line == line && span_equal(one->path, path) &&
		    span_equal(one->about, about))
			return;
	one = see_room(s->in, 1, sizeof *one);
	*one = (struct said){ s->said, f, path, about, line };
	s->said = one;
	say(s->in, f, path, line, about);
}

enum trust
startup_trust(struct startup *s, struct span path)
{
	struct span real;
	struct truth t;

	if (see_real(s->in, path, &real) != VIEW_OK)
		real = path;
	if (see_truth(s->in, real, &t) != VIEW_OK)
		return see_database(s->in) ? TRUST_STRANGER : TRUST_UNKNOWN;
	return t.kind == TRUTH_UNATTESTED ? TRUST_PACKAGED : TRUST_STRANGER;
}

void
startup_shape(struct startup *s, const struct autorun *a)
{
	size_t blanks = 0;
	bool odd = false;

	if (a->trust == TRUST_PACKAGED)
		return;
	for (size_t i = 0; i < a->said.n && !odd; i++) {
		unsigned char c = a->said.p[i];

		blanks = c == ' ' || c == '\t' ? blanks + 1 : 0;
		odd = (c < ' ' && c != '\t' && c != '\n') || c == 0x7f || blanks > MAX_BLANKS;
	}
	if (odd)
		startup_say(s, STARTUP_ENTRY_ODD, a->path, a->line, a->said);
}

static enum outcome
look(struct inspection *in)
{
	struct startup s = { .in = in };

	if (!see_database(in))
		say_gap(in, SPAN_NONE, "no package database that this tool knows:"
		    " whose a startup entry is cannot be told");
	people_read(&s);
	systemd_units(&s);
	systemd_hooks(&s);
	cron_tables(&s);
	rc_scripts(&s);
	preload_file(&s);
	return DONE;
}

const struct inspector startup_inspector = {
	.name = "startup",
	.asks = "what runs by itself, and is it the packages' or a stranger's?",
	.may = (const enum finding[]){ STARTUP_SHELL_NETWORK, STARTUP_FETCH_AND_RUN,
	    STARTUP_PROGRAM_VOLATILE, STARTUP_PROGRAM_HIDDEN, STARTUP_PROGRAM_HOME,
	    STARTUP_PROGRAM_WRITABLE, STARTUP_PROGRAM_UNOWNED, STARTUP_SCRIPT_LOCAL,
	    STARTUP_PROGRAM_MISSING,
	    STARTUP_VENDOR_UNOWNED, STARTUP_COMMAND_UNCLEAR, STARTUP_ENTRY_ODD,
	    STARTUP_IMPERSONATES, STARTUP_LIBRARY_INJECTED, STARTUP_ORPHAN_TABLE,
	    PRELOAD_UNOWNED, PRELOAD_MISSING, PRELOAD_NAMED, FINDING_COUNT },
	.look = look,
};
