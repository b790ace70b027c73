/* SPDX-License-Identifier: GPL-3.0-or-later */
/* told - which chain of evidence leads from an entry to the files it would execute? */
#include "autorun.h"

#define MAX_SHOWN	((size_t)6 << 20)	/* bytes of evidence in all records: a quarter of
						 * what a child may say, were every byte escaped */

/* What a child says of too many entries must not drown what it finds. */
static void
show(struct startup *s, const struct runs *r)
{
	size_t n = r->path.n + r->command.n + r->via.n + r->object.n + 64;

	if (s->shown > MAX_SHOWN)
		return;
	if ((s->shown += n) > MAX_SHOWN)
		say_gap(s->in, r->path, "more startup entries than are listed");
	else
		say_autorun(s->in, r);
}

void
told_begin(struct startup *s)
{
	s->objects = 0;
}

static bool
new_object(struct startup *s, struct span object)
{
	for (size_t i = 0; i < s->objects; i++)
		if (span_equal(s->object[i], object))
			return false;
	if (s->objects == MAX_OBJECTS)
		return false;
	s->object[s->objects++] = object;
	return true;
}

static const char *
truth_word(struct startup *s, struct span object, struct span *package)
{
	struct vstat st;
	struct truth t;

	if (see_stat(s->in, object, &st) != VIEW_OK)
		return "missing";
	if (!startup_truth(s, object, &t))
		return "unknown";
	*package = t.package;
	switch (t.kind) {
	case TRUTH_UNOWNED:
		return "unowned";
	case TRUTH_DIFFERS:
		return "differs";
	case TRUTH_VERIFIED:
		return "verified";
	case TRUTH_UNATTESTED:
	default:
		return "unattested";
	}
}

static struct runs
runs_of(struct startup *s, const struct autorun *a)
{
	struct runs r = { .source = s->source->name, .path = a->path, .line = a->line,
	    .when = a->when ? a->when : s->source->when, .user = a->as.name, .command = a->said };
	struct span package;

	/* A line that its package brought is the package's in a changed file, too. */
	r.written = startup_line(s, a->path, a->line, a->said) == LINE_PACKAGED ? "verified" :
	    truth_word(s, a->path, &package);
	return r;
}

void
told_object(struct startup *s, const struct autorun *a, const struct target *t,
    struct span object)
{
	struct autorun here = *a;
	struct runs runs;

	if (t->line && see_line(s->in, t->from, t->line) == LINE_ADDED)
		startup_say(s, STARTUP_LINE_ADDED, t->from, t->line, t->said);
	if (!new_object(s, object))
		return;
	/* A text of several lines is one entry: the line at hand is what was written. */
	if (a->line && span_equal(t->from, a->path)) {
		here.line = t->line;
		here.said = t->said;
	}
	runs = runs_of(s, &here);
	runs.object = object;
	runs.truth = truth_word(s, object, &runs.package);
	if (!span_equal(t->from, a->path)) {
		runs.via = t->from;
		runs.via_line = t->line;
	}
	show(s, &runs);
}

void
told_end(struct startup *s, const struct autorun *a, bool unclear)
{
	struct runs runs;

	if (s->objects)
		return;
	runs = runs_of(s, a);
	runs.truth = unclear ? "unclear" : "none";
	show(s, &runs);
}
