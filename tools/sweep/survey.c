/* SPDX-License-Identifier: GPL-3.0-or-later */
/* survey - which nodes has this volume, and by which names? */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "../finding/record.h"
#include "../lib/die.h"
#include "../view/tree.h"
#include "sweep.h"

struct found {
	uint64_t	fs, ino;
	vnode		n;
};

struct survey {
	struct view		*view;
	struct ledger_made	*made;
	int			 out;
	int			 answer;	/* VIEW_LIMIT: the ledger is full */
	struct found		*found;		/* of a view that cannot scan: by rising (fs, ino) */
	size_t			 nfound, room;
	uint64_t		 fs;		/* of a view that can: it is one filesystem */
	uint32_t		 seen[256];	/* nodes whose attributes were kept last, by hash */
};

static void
gap(struct survey *s, struct span path, const char *why)
{
	json_t *body = json_pack("{s:s}", "why", why);

	if (path.n)
		json_object_set_new(body, "path", record_text(path, MAX_PATH));
	record_write(s->out, RECORD_GAP, body);
}

/* Where more bytes of text go; LEDGER_NONE when there is no room. */
static uint32_t
add_text(struct ledger_made *made, struct span text)
{
	uint32_t at = made->text_n;

	if (text.n > MAX_LEDGER_TEXT - at)
		return LEDGER_NONE;
	memcpy(made->text + at, text.p, text.n);
	made->text_n += (uint32_t)text.n;
	return at;
}

/* --- extended attributes --- */

static int
keep_xattr(void *arg, struct span name, struct span value)
{
	struct ledger_made *made = arg;
	uint32_t n = (uint32_t)value.n, before = made->text_n;

	if (value.n > MAX_XATTR || add_text(made, name) == LEDGER_NONE ||
	    add_text(made, (struct span){ (const unsigned char *)"", 1 }) == LEDGER_NONE ||
	    add_text(made, (struct span){ (unsigned char *)&n, sizeof n }) == LEDGER_NONE ||
	    add_text(made, value) == LEDGER_NONE) {
		made->text_n = before;
		return VIEW_LIMIT;
	}
	return VIEW_OK;
}

/* Labels and access lists are the same on many files: the same text serves. */
static void
share_xattrs(struct survey *s, uint32_t i)
{
	struct ledger_node *node = &s->made->node[i], *other;
	const unsigned char *text = s->made->text;
	uint32_t h = 2166136261U;

	for (uint32_t k = 0; k < node->xattrs_n; k++)
		h = (h ^ text[node->xattrs + k]) * 16777619U;
	h %= sizeof s->seen / sizeof *s->seen;
	other = &s->made->node[s->seen[h]];
	if (other != node && other->xattrs_n == node->xattrs_n &&
	    memcmp(text + other->xattrs, text + node->xattrs, node->xattrs_n) == 0) {
		s->made->text_n = node->xattrs;
		node->xattrs = other->xattrs;
	} else
		s->seen[h] = i;
}

static void
add_xattrs(struct survey *s, vnode n, uint32_t i)
{
	struct ledger_node *node = &s->made->node[i];

	node->xattrs = s->made->text_n;
	if (s->view->ops->xattr(s->view->self, n, keep_xattr, s->made) != VIEW_OK)
		node->flags |= NODE_XATTRS_CUT;
	node->xattrs_n = s->made->text_n - node->xattrs;
	if (node->xattrs_n)
		share_xattrs(s, i);
}

/* --- nodes --- */

/* For the order of reading: where a disk has it, or else the inode, which is near enough. */
static uint64_t
begins(const struct survey *s, vnode n, const struct vstat *st)
{
	uint64_t at;

	return st->kind == V_FILE && s->view->ops->begins &&
	    s->view->ops->begins(s->view->self, n, &at) == VIEW_OK ? at : st->ino;
}

static int
add_node(void *arg, vnode n, const struct vstat *st)
{
	struct survey *s = arg;
	uint32_t i = s->made->nodes;

	if (i == MAX_LEDGER_NODES)
		return s->answer = VIEW_LIMIT;
	s->made->node[i] = (struct ledger_node){
		.fs = st->fs, .ino = st->ino, .size = st->size, .dev = st->dev,
		.begins = begins(s, n, st),
		.mtime = st->mtime.s, .atime = st->atime.s, .ctime = st->ctime.s,
		.btime = st->btime.s, .mtime_ns = st->mtime.ns, .atime_ns = st->atime.ns,
		.ctime_ns = st->ctime.ns, .btime_ns = st->btime.ns,
		.mode = st->mode, .uid = st->uid, .gid = st->gid, .nlink = st->nlink,
		.name = LEDGER_NONE, .flags = (st->has_btime ? NODE_BTIME : 0U) |
		    (st->immutable ? NODE_IMMUTABLE : 0U),
	};
	s->made->nodes++;
	add_xattrs(s, n, i);
	return VIEW_OK;
}

/* --- a view that only names lead through --- */

struct walk {
	struct survey	*s;
	vnode		 dir;
	uint64_t	 fs;		/* of the root */
	bool		 at_root;
};

/* What a running kernel mounts there is itself, not the disk. */
static bool
live(const struct walk *w, struct span name, const struct vstat *st)
{
	return w->at_root && st->kind == V_DIR && st->fs != w->fs &&
	    (span_is(name, "proc") || span_is(name, "sys") || span_is(name, "dev") ||
	    span_is(name, "run"));
}

static void
find(struct survey *s, vnode n, const struct vstat *st)
{
	if (s->nfound == s->room) {
		s->room = s->room ? 2 * s->room : 1024;
		if (!(s->found = realloc(s->found, s->room * sizeof *s->found)))
			die(EX_OSERR, "out of memory");
	}
	s->found[s->nfound++] = (struct found){ st->fs, st->ino, n };
}

static int
walk_name(void *arg, struct span name, vnode n)
{
	struct walk *w = arg;
	struct vstat st;

	if (w->s->nfound >= MAX_LEDGER_NODES)
		return w->s->answer = VIEW_LIMIT;
	/* What vanished, or cannot be seen, is told when its name is added. */
	if (w->s->view->ops->stat(w->s->view->self, n, &st) == VIEW_OK && !live(w, name, &st))
		find(w->s, n, &st);
	return VIEW_OK;
}

static int
by_inode(const void *a, const void *b)
{
	const struct found *x = a, *y = b;

	if (x->fs != y->fs)
		return x->fs < y->fs ? -1 : 1;
	if (x->ino != y->ino)
		return x->ino < y->ino ? -1 : 1;
	return (x->n > y->n) - (x->n < y->n);
}

/* Found nodes stand in a queue that grows while it is walked. */
static void
walk_all(struct survey *s)
{
	struct walk w = { .s = s };
	struct vstat st;

	if (s->view->ops->stat(s->view->self, s->view->root, &st) != VIEW_OK)
		return;
	w.fs = st.fs;
	find(s, s->view->root, &st);
	for (size_t i = 0; i < s->nfound && s->answer == VIEW_OK; i++) {
		w.dir = s->found[i].n;
		w.at_root = i == 0;
		if (s->view->ops->stat(s->view->self, w.dir, &st) == VIEW_OK && st.kind == V_DIR)
			s->view->ops->list(s->view->self, w.dir, walk_name, &w);
	}
	qsort(s->found, s->nfound, sizeof *s->found, by_inode);
	for (size_t i = 0; i < s->nfound && s->answer == VIEW_OK; i++)
		if ((i == 0 || s->found[i].fs != s->found[i - 1].fs ||
		    s->found[i].ino != s->found[i - 1].ino) &&
		    s->view->ops->stat(s->view->self, s->found[i].n, &st) == VIEW_OK)
			add_node(s, s->found[i].n, &st);
}

/* --- names --- */

static uint32_t
index_of(const struct survey *s, vnode n)
{
	const struct ledger l = { .made = s->made };
	struct vstat st;

	if (s->view->ops->scan)
		return ledger_find(&l, s->fs, n);
	if (s->view->ops->stat(s->view->self, n, &st) != VIEW_OK)
		return LEDGER_NONE;
	return ledger_find(&l, st.fs, st.ino);
}

struct listing {
	struct survey	*s;
	uint32_t	 dir;
	unsigned	 astray;	/* names that lead to no node */
};

static int
add_name(void *arg, struct span text, vnode n)
{
	struct listing *l = arg;
	struct ledger_made *made = l->s->made;
	uint32_t i = made->names, node = index_of(l->s, n), at;

	if (node == LEDGER_NONE) {
		l->astray++;
		return VIEW_OK;
	}
	if (i == MAX_LEDGER_NODES || (at = add_text(made, text)) == LEDGER_NONE)
		return l->s->answer = VIEW_LIMIT;
	made->name[i] = (struct ledger_name){
		.parent = l->dir, .node = node, .next = made->node[node].name,
		.text = at, .n = (uint32_t)text.n,
	};
	made->node[node].name = i;
	made->names++;
	return VIEW_OK;
}

/* Which vnode a directory has: its inode, or what was found on the way. */
static vnode
vnode_of(const struct survey *s, uint32_t i)
{
	const struct ledger_node *node = &s->made->node[i];
	struct found key = { node->fs, node->ino, 0 };
	size_t low = 0, high = s->nfound, middle;

	if (s->view->ops->scan)
		return node->ino;
	while (low < high) {
		middle = low + (high - low) / 2;
		if (by_inode(&s->found[middle], &key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return s->found[low].n;
}

static void
tell_directory(struct survey *s, const struct listing *l, int r)
{
	const struct ledger ledger = { .made = s->made };
	unsigned char buf[MAX_PATH + 1];
	struct span path = span_of("/");

	if (l->dir != s->made->root)
		path = ledger_path(&ledger, s->made->node[l->dir].name, buf);
	if (r == VIEW_BROKEN)
		gap(s, path, "the directory cannot be read whole");
	else if (r == VIEW_LIMIT && s->answer == VIEW_OK)
		gap(s, path, "the directory holds more names than are read");
	else if (l->astray)
		gap(s, path, "a name in the directory leads to no file");
}

static void
name_all(struct survey *s)
{
	struct listing troubled[64];
	int why[64];
	size_t n = 0;

	for (uint32_t i = 0; i < s->made->nodes && s->answer == VIEW_OK; i++) {
		struct listing l = { s, i, 0 };
		int r;

		if (!S_ISDIR(s->made->node[i].mode))
			continue;
		r = s->view->ops->list(s->view->self, vnode_of(s, i), add_name, &l);
		if ((r < 0 || l.astray) && n < sizeof why / sizeof *why) {
			why[n] = r;
			troubled[n++] = l;
		}
	}
	/* Told when all names are there: a directory's path may need later ones. */
	for (size_t i = 0; i < n; i++)
		tell_directory(s, &troubled[i], why[i]);
}

/* --- what databases ask --- */

static bool
there(const struct tree *t, const char *path)
{
	struct vstat st;

	return tree_stat(t, span_of(path), TREE_NOFOLLOW, &st) == VIEW_OK;
}

/* dpkg's records are MD5.  The second path is the first one on a volume that is /var. */
static uint32_t
asked(struct view *view)
{
	struct tree *t = need(1, sizeof *t);
	uint32_t hashes = 0;

	tree_root(t, view);
	if (there(t, "/var/lib/dpkg/status") || there(t, "/lib/dpkg/status"))
		hashes |= 1U << HASH_MD5;
	free(t);
	return hashes;
}

void
sweep_survey(const struct sweep *sweep, struct view *view, struct ledger_made *made, int out)
{
	struct survey s = { .view = view, .made = made, .out = out };
	struct vstat st;

	if (!view->ops->scan)
		walk_all(&s);
	else if (view->ops->scan(view->self, add_node, &s) == VIEW_BROKEN)
		gap(&s, SPAN_NONE, "not all inodes can be read");
	made->root = LEDGER_NONE;
	if (view->ops->stat(view->self, view->root, &st) == VIEW_OK) {
		s.fs = st.fs;
		made->root = ledger_find(&(struct ledger){ .made = made }, st.fs, st.ino);
	}
	name_all(&s);
	made->hashes = asked(view);
	if (plan_make(sweep, view, made) == VIEW_LIMIT)
		s.answer = VIEW_LIMIT;
	if (s.answer == VIEW_LIMIT)
		gap(&s, SPAN_NONE, "the volume holds more files than are remembered");
	free(s.found);
}
