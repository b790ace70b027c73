/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tree - how is a path walked over views that an enemy may have made? */
#include <stdbool.h>
#include <string.h>

#include "tree.h"

#define MAX_PENDING	(4 * MAX_PATH)	/* link targets waiting to be walked, in bytes */

/*
 * One walk.  What is still to be walked stands at the end of `pending`: a link
 * puts its target in front of the rest, so that no link recurses.
 */
struct walk {
	const struct tree	*tree;
	struct node		 at[MAX_DEPTH];		/* the way here, root first */
	unsigned char		 real[MAX_PATH + 1];	/* the same as text, "" for the root */
	size_t			 ends[MAX_DEPTH];	/* length of real at each depth */
	unsigned int		 depth, hops;
	unsigned char		 pending[MAX_PENDING];
	size_t			 from;			/* pending[from ..] is still to be walked */
};

void
tree_root(struct tree *t, const struct view *v)
{
	t->mount[0] = (struct mount){ span_of("/"), v, v->root };
	t->n = 1;
}

int
tree_reroot(struct tree *t, struct span dir)
{
	struct node n;
	int r = tree_find(t, dir, TREE_FOLLOW, &n);

	if (r == VIEW_OK)
		t->mount[0].root = n.n;
	return r;
}

static int
add(struct tree *t, struct span point, const struct view *v, vnode root)
{
	if (t->n == MAX_MOUNTS)
		return VIEW_LIMIT;
	t->mount[t->n++] = (struct mount){ point, v, root };
	return VIEW_OK;
}

int
tree_mount(struct tree *t, struct span point, const struct view *v)
{
	return add(t, point, v, v ? v->root : 0);
}

int
tree_mount_part(struct tree *t, struct span point, const struct view *v, struct span dir)
{
	struct tree alone;
	int r;

	tree_root(&alone, v);
	r = tree_reroot(&alone, dir);
	return r == VIEW_OK ? add(t, point, v, alone.mount[0].root) : r;
}

int
tree_bind(struct tree *t, struct span point, struct span source)
{
	struct node n;
	int r = tree_find(t, source, TREE_FOLLOW, &n);

	return r == VIEW_OK ? add(t, point, n.view, n.n) : r;
}

static bool
within(struct span path, struct span dir)
{
	return span_is(dir, "/") || span_equal(path, dir) || (path.n > dir.n && path.p[dir.n] == '/' &&
	    span_equal((struct span){ path.p, dir.n }, dir));
}

void
tree_without(const struct tree *t, size_t gone, struct tree *u)
{
	*u = (struct tree){ .disk = t->disk, .disks = t->disks };
	for (size_t i = 0; i < t->n; i++)
		if (i < gone || !within(t->mount[i].point, t->mount[gone].point))
			u->mount[u->n++] = t->mount[i];
}

static struct span
here(const struct walk *w)
{
	return w->depth ? (struct span){ w->real, w->ends[w->depth] } : span_of("/");
}

/* A mount covers what lies under its point; of two at one point the later shows. */
static int
cross(struct walk *w)
{
	const struct mount *m, *top = NULL;
	struct span point, at = here(w);

	for (size_t i = 1; i < w->tree->n; i++) {
		m = &w->tree->mount[i];
		point = m->point;
		while (point.n > 1 && point.p[point.n - 1] == '/')
			point.n--;
		if (span_equal(point, at))
			top = m;
	}
	if (!top)
		return VIEW_OK;
	if (!top->view)
		return VIEW_BROKEN;
	w->at[w->depth] = (struct node){ top->view, top->root };
	return VIEW_OK;
}

static int
enter(struct walk *w, struct span name, struct node n)
{
	size_t end = w->ends[w->depth];

	if (w->depth + 1 == MAX_DEPTH || name.n + 1 > MAX_PATH - end)
		return VIEW_LIMIT;
	w->real[end] = '/';
	memcpy(w->real + end + 1, name.p, name.n);
	w->depth++;
	w->ends[w->depth] = end + 1 + name.n;
	w->at[w->depth] = n;
	return cross(w);
}

/* Put the link's target in front of what is still to be walked. */
static int
follow(struct walk *w, struct node link)
{
	unsigned char target[MAX_LINK + 1];
	size_t n;
	int r;

	if (++w->hops > MAX_HOPS)
		return VIEW_LIMIT;
	if ((r = node_link(link, target, sizeof target, &n)) != VIEW_OK)
		return r;
	if (n == 0)
		return VIEW_ABSENT;
	if (n + 1 > w->from)
		return VIEW_LIMIT;
	w->pending[--w->from] = '/';
	w->from -= n;
	memcpy(w->pending + w->from, target, n);
	if (*target == '/')
		w->depth = 0;
	return VIEW_OK;
}

static int
step(struct walk *w, struct span name, int flags)
{
	struct node dir = w->at[w->depth], n = { dir.view, 0 };
	struct span rest = { w->pending + w->from, sizeof w->pending - w->from };
	unsigned char copy[MAX_NAME];
	struct vstat st;
	bool last;
	int r;

	if (span_is(name, "."))
		return VIEW_OK;
	if (span_is(name, "..")) {
		w->depth -= w->depth > 0;	/* '..' at the root stays at the root */
		return VIEW_OK;
	}
	if (name.n > MAX_NAME || memchr(name.p, '\0', name.n))
		return VIEW_ABSENT;
	if ((r = node_stat(dir, &st)) != VIEW_OK)
		return r;
	if (st.kind != V_DIR)
		return VIEW_ABSENT;
	if ((r = dir.view->ops->lookup(dir.view->self, dir.n, name, &n.n)) != VIEW_OK ||
	    (r = node_stat(n, &st)) != VIEW_OK)
		return r;
	while (rest.n && *rest.p == '/')
		rest = span_skip(rest, 1);
	last = rest.n == 0;
	/* follow() may write where the name stands. */
	memcpy(copy, name.p, name.n);
	if (st.kind == V_LINK && !(last && flags & TREE_NOFOLLOW))
		return follow(w, n);
	return enter(w, (struct span){ copy, name.n }, n);
}

static int
walk(struct walk *w, const struct tree *t, struct span path, int flags)
{
	struct span rest, name;
	int r;

	w->tree = t;
	w->depth = w->hops = 0;
	w->ends[0] = 0;
	w->at[0] = (struct node){ t->mount[0].view, t->mount[0].root };
	if (path.n > MAX_PATH)
		return VIEW_ABSENT;
	w->from = sizeof w->pending - path.n;
	if (path.n)
		memcpy(w->pending + w->from, path.p, path.n);
	for (;;) {
		rest = (struct span){ w->pending + w->from, sizeof w->pending - w->from };
		if (!span_field(&rest, "/", &name))
			return VIEW_OK;
		w->from = sizeof w->pending - rest.n;
		if ((r = step(w, name, flags)) != VIEW_OK)
			return r;
	}
}

int
tree_find(const struct tree *t, struct span path, int flags, struct node *n)
{
	struct walk w;
	int r;

	if ((r = walk(&w, t, path, flags)) == VIEW_OK)
		*n = w.at[w.depth];
	return r;
}

int
tree_stat(const struct tree *t, struct span path, int flags, struct vstat *st)
{
	struct node n;
	int r;

	if ((r = tree_find(t, path, flags, &n)) == VIEW_OK)
		r = node_stat(n, st);
	return r;
}

int
tree_real(const struct tree *t, struct arena *a, struct span path, int flags, struct span *real)
{
	struct walk w;
	int r;

	if ((r = walk(&w, t, path, flags)) != VIEW_OK)
		return r;
	*real = arena_copy(a, here(&w));
	return real->p ? VIEW_OK : VIEW_LIMIT;
}

int
node_stat(struct node n, struct vstat *st)
{
	return n.view->ops->stat(n.view->self, n.n, st);
}

int
node_list(struct node n, view_each_name *each, void *arg)
{
	return n.view->ops->list(n.view->self, n.n, each, arg);
}

int
node_read(struct node n, uint64_t off, void *buf, size_t size, size_t *got)
{
	return n.view->ops->read(n.view->self, n.n, off, buf, size, got);
}

int
node_read_all(struct node node, uint64_t off, void *buf, size_t n)
{
	size_t done = 0, got;

	for (; done < n; done += got)
		if (node_read(node, off + done, (unsigned char *)buf + done, n - done, &got) != VIEW_OK ||
		    !got)
			return VIEW_BROKEN;
	return VIEW_OK;
}

int
node_link(struct node n, void *buf, size_t size, size_t *got)
{
	return n.view->ops->link(n.view->self, n.n, buf, size, got);
}

int
node_xattr(struct node n, view_each_xattr *each, void *arg)
{
	return n.view->ops->xattr(n.view->self, n.n, each, arg);
}
