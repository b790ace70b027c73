/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * timeline - when was each file made, changed, read, and is it what it ought to be?
 *
 * Tells of every name in the system; finds nothing and weighs nothing.  The
 * walk keeps a list of directories, so that no depth on the disk is a depth of
 * ours.
 */
#include <string.h>

#include "../inspect.h"

#define MAX_DIRS	((size_t)1 << 20)	/* directories of one system; a large one has 200,000 */

struct walk {
	struct inspection	*in;
	struct span		*dir;		/* those yet to be read */
	size_t			 n, room;
	bool			 full;
};

static void
push(struct walk *w, struct span path)
{
	struct span *more;

	if (w->n == MAX_DIRS) {
		w->full = true;
		return;
	}
	if (w->n == w->room) {
		w->room = w->room ? 2 * w->room : 256;
		more = see_room(w->in, w->room, sizeof *more);
		if (w->n)
			memcpy(more, w->dir, w->n * sizeof *more);
		w->dir = more;
	}
	w->dir[w->n++] = path;
}

static const char *
word_of(enum truth_kind kind)
{
	switch (kind) {
	case TRUTH_VERIFIED:
		return "verified";
	case TRUTH_DIFFERS:
		return "differs";
	case TRUTH_UNATTESTED:
		return "unattested";
	default:
		return "unowned";
	}
}

static void
tell(struct walk *w, struct span path, const struct vstat *st)
{
	struct truth t;
	int r = st->kind == V_FILE ? see_truth(w->in, path, &t) : see_owner(w->in, path, &t);

	if (r == VIEW_OK)
		say_file(w->in, path, word_of(t.kind), t.package);
	else
		say_file(w->in, path, "unknown", SPAN_NONE);
}

static void
read_dir(struct walk *w, struct span dir)
{
	const struct span *name;
	struct vstat st;
	struct span path;
	size_t n;

	if (see_dir(w->in, dir, &name, &n) != VIEW_OK)
		return;
	for (size_t i = 0; i < n; i++) {
		path = see_path(w->in, dir, name[i]);
		if (see_lstat(w->in, path, &st) != VIEW_OK)
			continue;
		tell(w, path, &st);
		if (st.kind == V_DIR)
			push(w, path);
	}
}

static enum outcome
look(struct inspection *in)
{
	struct walk w = { .in = in };
	struct vstat st;

	if (see_lstat(in, span_of("/"), &st) != VIEW_OK)
		return PARTIAL;
	tell(&w, span_of("/"), &st);
	push(&w, span_of("/"));
	while (w.n)
		read_dir(&w, w.dir[--w.n]);
	if (w.full)
		say_gap(in, SPAN_NONE, "more directories than are kept");
	return DONE;
}

const struct inspector timeline_inspector = {
	.name = "timeline",
	.asks = "when was each file made, changed, read, and is it what it ought to be?",
	.may = (const enum finding[]){ FINDING_COUNT },
	.look = look,
};
