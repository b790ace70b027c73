/* SPDX-License-Identifier: GPL-3.0-or-later */
/* database - how is a package database kept in memory, and what when it does not fit? */
#include <string.h>

#include "database.h"

int
db_trouble(struct truth_db *db, int answer, struct span path)
{
	if (answer < db->answer) {
		db->answer = answer;
		db->trouble = path;
	}
	return answer;
}

/* The arena is spent: what was read so far stands, the rest is a limit. */
static void
spent(struct truth_db *db)
{
	db_trouble(db, VIEW_LIMIT, span_of(db->manager->database));
}

void *
db_grown(struct truth_db *db, void *at, size_t n, size_t *room, size_t size)
{
	size_t more = *room ? *room : 64, bytes;
	void *p;

	if (n < *room)
		return at;
	if (!add_ok(more, *room, &more) || more >= NOWHERE || !mul_ok(more, size, &bytes) ||
	    !(p = arena_alloc(db->arena, bytes))) {
		spent(db);
		return at;
	}
	if (n)
		memcpy(p, at, n * size);
	*room = more;
	return p;
}

struct span
db_join(struct truth_db *db, struct span a, struct span b, struct span c)
{
	struct span s = arena_join(db->arena, a, b, c);

	if (!s.p)
		spent(db);
	return s;
}

void
db_odd(struct truth_db *db, struct span file, unsigned line, const char *why, struct span what)
{
	struct truth_odd *odd;

	if (db->odd.n >= MAX_ODD || !(odd = db_more(db, &db->odd)))
		return;
	*odd = (struct truth_odd){
		.file = file, .line = line, .about = db_join(db, span_of(why), what, SPAN_NONE),
	};
}

void
db_forged(struct truth_db *db, struct span file, const char *why, struct span what)
{
	size_t n = db->odd.n;

	db_odd(db, file, 0, why, what);
	if (db->odd.n > n)
		db->odd.at[n].forged = true;
}

static int
fill(struct truth_db *db, struct node node, size_t size, struct span *bytes)
{
	unsigned char *p = arena_alloc(db->arena, size + 1);
	size_t at = 0, got;
	int r;

	if (!p)
		return VIEW_LIMIT;
	for (; at < size; at += got)
		if ((r = node_read(node, at, p + at, size - at, &got)) != VIEW_OK || !got)
			return r != VIEW_OK ? r : VIEW_BROKEN;
	*bytes = (struct span){ p, size };
	return VIEW_OK;
}

int
db_read(struct truth_db *db, struct span path, struct span *bytes)
{
	struct node node;
	struct vstat st;
	int r;

	if ((r = tree_find(db->tree, path, TREE_FOLLOW, &node)) == VIEW_OK &&
	    (r = node_stat(node, &st)) == VIEW_OK) {
		if (st.kind != V_FILE)
			r = VIEW_ABSENT;
		else if (st.size > MAX_TABLE_FILE)
			r = VIEW_LIMIT;
		else
			r = fill(db, node, (size_t)st.size, bytes);
	}
	return db_trouble(db, r, path);
}

/* FNV-1a: enough for names; an enemy who makes them collide only slows himself down. */
uint32_t
hash_bytes(uint32_t seed, struct span s)
{
	for (size_t i = 0; i < s.n; i++)
		seed = (seed ^ s.p[i]) * 16777619U;
	return seed;
}

uint32_t *
index_slot(const struct truth_db *db, const struct index *x, uint32_t hash, index_same *same,
    const void *key)
{
	size_t at = hash & (x->size - 1);

	while (x->slot[at] != NOWHERE && !same(db, x->slot[at], key))
		at = (at + 1) & (x->size - 1);
	return &x->slot[at];
}

bool
index_room(struct truth_db *db, struct index *x, index_hash *hash_of)
{
	struct index more = { .size = x->size ? 2 * x->size : 1024, .n = x->n };

	if (2 * (x->n + 1) <= x->size)
		return true;
	if (!(more.slot = arena_alloc(db->arena, more.size * sizeof *more.slot))) {
		spent(db);
		return false;
	}
	memset(more.slot, 0xff, more.size * sizeof *more.slot);
	for (size_t i = 0; i < x->size; i++) {
		size_t at;

		if (x->slot[i] == NOWHERE)
			continue;
		at = hash_of(db, x->slot[i]) & (more.size - 1);
		while (more.slot[at] != NOWHERE)
			at = (at + 1) & (more.size - 1);
		more.slot[at] = x->slot[i];
	}
	*x = more;
	return true;
}
