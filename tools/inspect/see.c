/* SPDX-License-Identifier: GPL-3.0-or-later */
/* see - what may an inspector look at, and what happens when it cannot be read? */
#include <stdlib.h>
#include <string.h>

#include "../finding/record.h"
#include "../lib/die.h"
#include "../lib/unpack.h"
#include "../sweep/digest.h"
#include "../view/sqlite.h"
#include "inspection.h"

#define TELL_EVERY	((uint64_t)32 << 20)	/* bytes between two progress records */

/* A trouble is a gap in the coverage whether or not the inspector cares. */
int
inspection_noted(struct inspection *in, struct span path, int r)
{
	if (r == VIEW_BROKEN)
		say_gap(in, path, "cannot be read, or contradicts itself");
	else if (r == VIEW_LIMIT)
		say_gap(in, path, "larger than this tool reads");
	return r;
}

static void
count(struct inspection *in, uint64_t bytes)
{
	in->bytes += bytes;
	if (in->bytes - in->told < TELL_EVERY)
		return;
	in->told = in->bytes;
	record_write(in->out, RECORD_PROGRESS, json_pack("{s:I, s:I}",
	    "files", (json_int_t)in->files, "bytes", (json_int_t)in->bytes));
}

void *
see_room(struct inspection *in, size_t n, size_t size)
{
	size_t all;
	void *p = mul_ok(n, size, &all) ? arena_alloc(&in->arena, all) : NULL;

	if (!p)
		die(EX_OSERR, "an inspection needs more than its %zu MB", MAX_ARENA >> 20);
	return p;
}

struct span
see_join(struct inspection *in, struct span a, struct span b, struct span c)
{
	struct span s = arena_join(&in->arena, a, b, c);

	if (!s.p)
		die(EX_OSERR, "an inspection needs more than its %zu MB", MAX_ARENA >> 20);
	return s;
}

struct span
see_path(struct inspection *in, struct span dir, struct span name)
{
	return see_join(in, dir, span_of(span_ends(dir, "/") ? "" : "/"), name);
}

int
see_stat(struct inspection *in, struct span path, struct vstat *st)
{
	return inspection_noted(in, path, tree_stat(in->tree, path, TREE_FOLLOW, st));
}

int
see_lstat(struct inspection *in, struct span path, struct vstat *st)
{
	return inspection_noted(in, path, tree_stat(in->tree, path, TREE_NOFOLLOW, st));
}

int
see_real(struct inspection *in, struct span path, struct span *real)
{
	return inspection_noted(in, path, tree_real(in->tree, &in->arena, path, TREE_FOLLOW, real));
}

int
see_link(struct inspection *in, struct span path, struct span *target)
{
	unsigned char buf[MAX_LINK + 1];
	struct node node;
	struct vstat st;
	size_t got;
	int r;

	if ((r = tree_find(in->tree, path, TREE_NOFOLLOW, &node)) != VIEW_OK ||
	    (r = node_stat(node, &st)) != VIEW_OK)
		return inspection_noted(in, path, r);
	if (st.kind != V_LINK)
		return VIEW_ABSENT;
	if ((r = node_link(node, buf, sizeof buf, &got)) != VIEW_OK)
		return inspection_noted(in, path, r);
	*target = see_join(in, (struct span){ buf, got }, SPAN_NONE, SPAN_NONE);
	return VIEW_OK;
}

/* A regular file, or an answer that is final: only those have bytes to read. */
static int
find_file(struct inspection *in, struct span path, struct node *node, struct vstat *st)
{
	int r;

	if ((r = tree_find(in->tree, path, TREE_FOLLOW, node)) != VIEW_OK ||
	    (r = node_stat(*node, st)) != VIEW_OK)
		return r;
	return st->kind == V_FILE ? VIEW_OK : VIEW_ABSENT;
}

/* Up to n bytes; a file that ends before its own size says so is broken. */
static int
fill(struct inspection *in, struct node node, size_t n, struct span *bytes)
{
	unsigned char *p = see_room(in, n + 1, 1);
	size_t at = 0, got;
	int r;

	while (at < n) {
		if ((r = node_read(node, at, p + at, n - at, &got)) != VIEW_OK)
			return r;
		if (got == 0)
			return VIEW_BROKEN;
		at += got;
	}
	*bytes = (struct span){ p, n };
	in->files++;
	count(in, n);
	return VIEW_OK;
}

static int
see_whole(struct inspection *in, struct span path, uint64_t most, struct span *bytes)
{
	struct node node;
	struct vstat st;
	int r;

	if ((r = find_file(in, path, &node, &st)) == VIEW_OK)
		r = st.size > most ? VIEW_LIMIT : fill(in, node, (size_t)st.size, bytes);
	return inspection_noted(in, path, r);
}

int
see_file(struct inspection *in, struct span path, struct span *bytes)
{
	return see_whole(in, path, MAX_SMALL_FILE, bytes);
}

int
see_table(struct inspection *in, struct span path, struct span *bytes)
{
	return see_whole(in, path, MAX_TABLE_FILE, bytes);
}

int
see_head(struct inspection *in, struct span path, size_t n, struct span *bytes)
{
	struct node node;
	struct vstat st;
	int r;

	if ((r = find_file(in, path, &node, &st)) == VIEW_OK)
		r = fill(in, node, st.size < n ? (size_t)st.size : n, bytes);
	return inspection_noted(in, path, r);
}

int
see_part(struct inspection *in, struct span path, uint64_t at, void *buf, size_t n, size_t *got)
{
	struct node node;
	struct vstat st;
	size_t did;
	int r;

	*got = 0;
	if ((r = find_file(in, path, &node, &st)) != VIEW_OK)
		return inspection_noted(in, path, r);
	if (at == 0)
		in->files++;
	while (*got < n && (r = node_read(node, at + *got, (unsigned char *)buf + *got, n - *got,
	    &did)) == VIEW_OK && did)
		*got += did;
	count(in, *got);
	return inspection_noted(in, path, r);
}

int
see_sqlite(struct inspection *in, struct span path, const char *select,
    int (*row)(void *arg, struct sqlite3_stmt *), void *arg)
{
	struct span log = see_join(in, path, span_of("-wal"), SPAN_NONE);
	struct vstat st, wal_st = { .size = 0 };
	struct node node, wal = { .view = NULL };
	int r;

	if ((r = find_file(in, path, &node, &st)) != VIEW_OK)
		return inspection_noted(in, path, r);
	if (find_file(in, log, &wal, &wal_st) != VIEW_OK)
		wal_st.size = 0;
	in->files++;
	count(in, st.size);
	return inspection_noted(in, path, sqlite_read(node, st.size, wal, wal_st.size, select, row, arg));
}

int
see_unpacked(struct inspection *in, struct span path, struct span *bytes)
{
	struct span packed;
	int r = see_table(in, path, &packed);

	if (r != VIEW_OK)
		return r;
	switch (unpack(&in->arena, packed, MAX_UNPACKED, bytes)) {
	case UNPACK_BROKEN:
		return inspection_noted(in, path, VIEW_BROKEN);
	case UNPACK_LIMIT:
		return inspection_noted(in, path, VIEW_LIMIT);
	default:
		return VIEW_OK;
	}
}

int
see_kind(struct inspection *in, struct span path, enum ledger_kind *kind)
{
	struct node node;
	struct span head;
	struct vstat st;
	uint32_t i;
	int r;

	*kind = KIND_UNKNOWN;
	if ((r = find_file(in, path, &node, &st)) != VIEW_OK)
		return inspection_noted(in, path, r);
	if ((i = ledger_known(node.view->ledger, &st)) != LEDGER_NONE)
		*kind = ledger_kind(node.view->ledger, i);
	if (*kind == KIND_UNKNOWN && (r = see_head(in, path, KIND_HEAD, &head)) == VIEW_OK)
		*kind = kind_by_head(head);
	return r;
}

int
inspection_digest(struct inspection *in, struct node node, const struct vstat *st, enum hash kind,
    char hex[HASH_HEX])
{
	uint64_t bytes = 0;
	int r = digest_node(node, st, kind, hex, &bytes);

	in->files++;
	count(in, bytes);
	return r;
}

int
see_digest(struct inspection *in, struct span path, enum hash kind, char hex[HASH_HEX])
{
	struct node node;
	struct vstat st;
	int r;

	if ((r = find_file(in, path, &node, &st)) == VIEW_OK)
		r = inspection_digest(in, node, &st, kind, hex);
	return inspection_noted(in, path, r);
}

struct names {
	struct inspection	*in;
	struct span		*at;
	size_t			 n, room;
};

static int
keep(void *arg, struct span name, vnode n)
{
	struct names *all = arg;
	struct span *more;

	(void)n;
	if (all->n == MAX_ENTRIES)
		return VIEW_LIMIT;
	if (all->n == all->room) {
		all->room = all->room ? 2 * all->room : 64;
		more = see_room(all->in, all->room, sizeof *more);
		if (all->n)
			memcpy(more, all->at, all->n * sizeof *more);
		all->at = more;
	}
	all->at[all->n++] = see_join(all->in, name, SPAN_NONE, SPAN_NONE);
	return VIEW_OK;
}

static int
by_bytes(const void *a, const void *b)
{
	return span_compare(*(const struct span *)a, *(const struct span *)b);
}

int
see_dir(struct inspection *in, struct span path, const struct span **names, size_t *n)
{
	struct names all = { .in = in };
	struct node node;
	struct vstat st;
	int r;

	*names = NULL;
	*n = 0;
	if ((r = tree_find(in->tree, path, TREE_FOLLOW, &node)) != VIEW_OK ||
	    (r = node_stat(node, &st)) != VIEW_OK)
		return inspection_noted(in, path, r);
	if (st.kind != V_DIR)
		return VIEW_ABSENT;
	r = node_list(node, keep, &all);
	if (all.n)
		qsort(all.at, all.n, sizeof *all.at, by_bytes);
	*names = all.at;
	*n = all.n;
	return inspection_noted(in, path, r);
}

const struct truth_db *
see_database(struct inspection *in)
{
	struct span trouble = SPAN_NONE;

	if (!in->truth_asked) {
		in->truth_asked = true;
		in->truth_answer = truth_open(&in->truth, in->tree, &in->arena, &trouble);
		inspection_noted(in, trouble, in->truth_answer);
	}
	return in->truth;
}

int
see_owner(struct inspection *in, struct span path, struct truth *t)
{
	const struct truth_db *db = see_database(in);

	if (!db)
		return in->truth_answer;
	truth_owner(db, path, t);
	return VIEW_OK;
}

int
see_truth(struct inspection *in, struct span path, struct truth *t)
{
	const struct truth_db *db = see_database(in);

	return db ? inspection_noted(in, path, truth_of(db, path, t)) : in->truth_answer;
}

int
see_pristine(struct inspection *in, struct span path, struct span *bytes)
{
	const struct truth_db *db = see_database(in);

	if (!db)
		return in->truth_answer;
	return truth_pristine(db, path, bytes) == VIEW_OK ? VIEW_OK :
	    truth_control_pristine(db, path, bytes);
}
