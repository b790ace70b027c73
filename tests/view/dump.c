/* SPDX-License-Identifier: GPL-3.0-or-later */
/* dump - what does this view show, all of it? */
#include <stdlib.h>
#include <string.h>

#include "../../tools/lib/die.h"
#include "../../tools/lib/escape.h"
#include "../../tools/lib/hash.h"
#include "dump.h"

#define MAX_READ	((uint64_t)8 << 20)	/* bytes of one file: hostile sizes are huge */

struct item {
	struct span	name;
	vnode		n;
};

struct listing {
	struct arena	*arena;
	struct item	*at;
	size_t		 n, room;
};

struct walk {
	struct view	*view;
	struct arena	 arena;
	FILE		*out;
	size_t		 nodes, budget;
	/* Directories still to be walked: no recursion on an enemy's depth. */
	struct item	*todo;
	size_t		 ntodo;
};

static int
keep(void *arg, struct span name, vnode n)
{
	struct listing *l = arg;

	if (l->n == l->room) {
		l->room = 2 * l->room + 16;
		if (!(l->at = realloc(l->at, l->room * sizeof *l->at)))
			die(EX_OSERR, "out of memory");
	}
	l->at[l->n++] = (struct item){ arena_copy(l->arena, name), n };
	return VIEW_OK;
}

static int
backwards(const void *a, const void *b)
{
	return span_compare(((const struct item *)b)->name, ((const struct item *)a)->name);
}

static void
show_content(struct walk *w, vnode n)
{
	static unsigned char buf[1 << 16];
	struct hasher *h = hash_open(HASH_SHA256);
	char hex[HASH_HEX];
	uint64_t at = 0;
	size_t got = 1;
	int r = VIEW_OK;

	while (r == VIEW_OK && got && at < MAX_READ)
		if ((r = w->view->ops->read(w->view->self, n, at, buf, sizeof buf, &got)) == VIEW_OK) {
			hash_add(h, buf, got);
			at += got;
		}
	hash_close(h, hex);
	if (w->out)
		fprintf(w->out, " %s", r == VIEW_OK ? hex : "unreadable");
}

static int
show_xattr(void *arg, struct span name, struct span value)
{
	char key[256], text[256];
	struct walk *w = arg;

	escape(name, key, sizeof key);
	escape(value, text, sizeof text);
	if (w->out)
		fprintf(w->out, " %s=%s", key, text);
	return VIEW_OK;
}

static void
show(struct walk *w, struct span path, vnode n)
{
	unsigned char target[MAX_LINK + 1];
	char text[1024];
	struct vstat st;
	size_t got;

	w->nodes++;
	escape(path, text, sizeof text);
	if (w->view->ops->stat(w->view->self, n, &st) != VIEW_OK) {
		if (w->out)
			fprintf(w->out, "%s broken\n", text);
		return;
	}
	if (w->out)
		fprintf(w->out, "%s %o %u:%u %u %llu %lld.%09u", text, st.mode, st.uid, st.gid,
		    st.kind == V_DIR ? 0 : st.nlink,
		    st.kind == V_DIR ? 0ULL : (unsigned long long)st.size,
		    (long long)st.mtime.s, st.mtime.ns);
	if (st.dev && w->out)
		fprintf(w->out, " dev %llx", (unsigned long long)st.dev);
	if (st.kind == V_LINK &&
	    w->view->ops->link(w->view->self, n, target, sizeof target, &got) == VIEW_OK) {
		escape((struct span){ target, got }, text, sizeof text);
		if (w->out)
			fprintf(w->out, " -> %s", text);
	}
	if (st.kind == V_FILE)
		show_content(w, n);
	w->view->ops->xattr(w->view->self, n, show_xattr, w);
	if (w->out)
		fputc('\n', w->out);
}

static void
enter(struct walk *w, struct span path, vnode n)
{
	struct listing l = { .arena = &w->arena };
	struct vstat st;
	int r;

	if (w->view->ops->stat(w->view->self, n, &st) != VIEW_OK || st.kind != V_DIR)
		return;
	r = w->view->ops->list(w->view->self, n, keep, &l);
	if (r != VIEW_OK && w->out)
		fprintf(w->out, "  (listing broken)\n");
	if (l.n) {
		qsort(l.at, l.n, sizeof *l.at, backwards);
		w->todo = realloc(w->todo, (w->ntodo + l.n) * sizeof *w->todo);
	}
	for (size_t i = 0; i < l.n; i++)
		w->todo[w->ntodo++] = (struct item){
			arena_join(&w->arena, path, span_of("/"), l.at[i].name), l.at[i].n,
		};
	free(l.at);
}

size_t
dump(struct view *v, FILE *out, size_t budget)
{
	struct walk w = { .view = v, .out = out, .budget = budget };
	struct item item = { SPAN_NONE, v->root };

	for (;;) {
		show(&w, item.name, item.n);
		if (w.nodes >= budget || item.name.n > MAX_PATH)
			break;
		enter(&w, item.name, item.n);
		if (w.ntodo == 0)
			break;
		item = w.todo[--w.ntodo];
	}
	free(w.todo);
	arena_free(&w.arena);
	return w.nodes;
}
