/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * bytecode - which compiled modules does Python take without asking their source?
 *
 * Read from PEP 3147 and PEP 552: DIR/__pycache__/NAME.TAG.pyc is used when it
 * fits DIR/NAME.py, by time and size or by digest; bit 0 of the flags says
 * digest, and without bit 1 nobody compares it.  DIR/NAME.pyc is used where
 * there is no source at all.
 */
#include "../startup/shell.h"
#include "runtimes.h"

#define MAX_WALKED	400000		/* names below all library directories; a busy server has a tenth */
#define MAX_DEEP	24		/* directories below one */
#define HASHED		1U
#define CHECKED		2U

struct waiting {
	struct span	dir;
	struct span	site;		/* where pip keeps its records; empty: not below one */
	unsigned	depth;
};

struct walk {
	struct startup	*s;
	struct waiting	*dir;
	size_t		 n, room, walked;
	bool		 full;
};

static bool
unchecked(struct startup *s, struct span path)
{
	struct span head;
	uint32_t magic, flags;

	return see_head(s->in, path, 8, &head) == VIEW_OK && take_u32le(&head, &magic) &&
	    take_u32le(&head, &flags) && (flags & HASHED) && !(flags & CHECKED);
}

/* A package's own is the packages' inspector's; what a tool makes of one's source is not. */
static bool
nobodys(struct startup *s, struct span path)
{
	struct truth t;

	return see_owner(s->in, path, &t) == VIEW_OK && (t.kind == TRUTH_UNOWNED || t.generated);
}

static void
compiled(struct walk *w, struct waiting here, struct span name)
{
	struct span path = see_path(w->s->in, here.dir, name);
	struct span source = see_path(w->s->in, here.dir, (struct span){ name.p, name.n - 1 });
	bool cache = span_is(span_base(here.dir), "__pycache__");
	struct autorun a;

	if (!nobodys(w->s, path) || (cache ? !unchecked(w->s, path) :
	    startup_file(w->s, source, false)) ||
	    (here.site.n && record_lists(w->s, here.site, path)))
		return;
	a = startup_root(w->s, path);
	startup_entry(w->s, &a, path);
	startup_say(w->s, RUNTIME_BYTECODE, path, 0, SPAN_NONE);
}

static void
one_name(struct walk *w, struct waiting here, struct span name)
{
	struct span path = see_path(w->s->in, here.dir, name);
	struct vstat st;

	if (see_lstat(w->s->in, path, &st) != VIEW_OK)
		return;
	if (st.kind == V_DIR && here.depth < MAX_DEEP) {
		w->dir = grown(w->s->in, w->dir, w->n, &w->room, sizeof *w->dir);
		w->dir[w->n++] = (struct waiting){ path, span_ends(name, "-packages") ? path : here.site,
		    here.depth + 1 };
	} else if (st.kind == V_DIR) {
		say_gap(w->s->in, path, "deeper below Python's libraries than is looked at");
	} else if (st.kind == V_FILE && span_ends(name, ".pyc")) {
		compiled(w, here, name);
	}
}

static void
library(struct walk *w, struct span top)
{
	struct waiting here = { .dir = top };
	const struct span *name;
	size_t n;

	for (;; here = w->dir[--w->n]) {
		if (see_dir(w->s->in, here.dir, &name, &n) != VIEW_OK)
			n = 0;
		for (size_t i = 0; i < n && !w->full; i++) {
			if ((w->full = ++w->walked > MAX_WALKED))
				say_gap(w->s->in, here.dir, "more files of Python's than are looked at");
			else
				one_name(w, here, name[i]);
		}
		if (w->n == 0 || w->full)
			break;
	}
	w->n = 0;
}

void
runtimes_bytecode(struct startup *s)
{
	static const char *const above[] = { "/usr/lib", "/usr/lib64", "/usr/local/lib",
		"/usr/local/lib64", NULL };
	struct walk w = { .s = s };
	const struct span *name;
	struct vstat st;
	struct span dir;
	size_t n;

	for (size_t i = 0; above[i]; i++) {
		if (see_dir(s->in, span_of(above[i]), &name, &n) != VIEW_OK)
			continue;
		for (size_t k = 0; k < n && !w.full; k++) {
			dir = see_path(s->in, span_of(above[i]), name[k]);
			if (span_starts(name[k], "python") && see_lstat(s->in, dir, &st) == VIEW_OK &&
			    st.kind == V_DIR)
				library(&w, dir);
		}
	}
}
