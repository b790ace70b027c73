/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * startup - what do the sources of one inspector list, and what is said of it?
 *
 * What a package wrote and nobody changed may look as it likes; an
 * administrator's own entry is quiet when it runs packaged programs in an
 * ordinary way.
 */
#include <string.h>

#include "autorun.h"

#define MAX_BLANKS	60	/* a run of blanks that pushes a command off the screen */
#define BUCKETS		4096	/* of what was said: MAX_FINDINGS over a few each */

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

bool
startup_file(struct startup *s, struct span path, bool executable)
{
	struct vstat st;

	return see_stat(s->in, path, &st) == VIEW_OK && st.kind == V_FILE &&
	    (!executable || (st.mode & 0111));
}

bool
startup_left_over(struct span name)
{
	return span_ends(name, "~") || span_holds(name, ".dpkg-") || span_holds(name, ".ucf-") ||
	    span_ends(name, ".rpmsave") || span_ends(name, ".rpmorig") ||
	    span_ends(name, ".rpmnew") || span_ends(name, ".swp");
}

static struct said **
bucket(struct startup *s, enum finding f, struct span path, unsigned line)
{
	size_t h = (size_t)f * 31 + line;

	for (size_t i = 0; i < path.n; i++)
		h = h * 131 + path.p[i];
	return &s->said[h % BUCKETS];
}

void
startup_say(struct startup *s, enum finding f, struct span path, unsigned line, struct span about)
{
	struct said **at = bucket(s, f, path, line), *one;

	for (one = *at; one; one = one->next)
		if (one->what == f && one->line == line && span_equal(one->path, path) &&
		    span_equal(one->about, about))
			return;
	one = see_room(s->in, 1, sizeof *one);
	*one = (struct said){ *at, f, path, about, line };
	*at = one;
	say(s->in, f, path, line, about);
}

void
startup_shape(struct startup *s, const struct autorun *a)
{
	size_t blanks = 0;
	bool odd = false;

	if (autorun_trust(s, a) == TRUST_PACKAGED)
		return;
	for (size_t i = 0; i < a->said.n && !odd; i++) {
		unsigned char c = a->said.p[i];

		blanks = c == ' ' || c == '\t' ? blanks + 1 : 0;
		odd = (c < ' ' && c != '\t' && c != '\n') || c == 0x7f || blanks > MAX_BLANKS;
	}
	if (odd)
		startup_say(s, STARTUP_ENTRY_ODD, a->path, a->line, a->said);
}

struct autorun
startup_root(struct startup *s, struct span path)
{
	return (struct autorun){ .path = path, .said = path,
	    .search = span_of("/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"),
	    .cwd = span_of("/"), .as = people_root(), .trust = startup_trust(s, path) };
}

void
startup_entry(struct startup *s, const struct autorun *a, struct span object)
{
	struct target t = { .from = a->path, .line = a->line, .said = a->said, .path = object };

	s->entries++;
	told_begin(s);
	if (object.n)
		told_object(s, a, &t, object);
}

enum outcome
startup_look(struct inspection *in, const struct source *source)
{
	struct startup s = { .in = in };

	s.said = see_room(in, BUCKETS, sizeof(struct said *));
	if (!see_database(in))
		say_gap(in, SPAN_NONE, "no package database that this tool knows:"
		    " whose a startup entry is cannot be told");
	people_read(&s);
	for (s.source = source; s.source->name; s.source++) {
		s.entries = 0;
		s.source->list(&s);
		say_source(in, s.source->name, s.entries);
	}
	return DONE;
}
