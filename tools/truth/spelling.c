/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * spelling - by which one name does the tree know a directory?
 *
 * After usr-merge /bin leads to usr/bin, or does not yet; an administrator may
 * have moved /usr/share elsewhere.  No table could know: the tree's own links
 * are asked, once for each directory.
 */
#include "database.h"

static bool
spelt(const struct truth_db *db, uint32_t i, const void *key)
{
	return span_equal(db->spelling.at[i].as, *(const struct span *)key);
}

static uint32_t
hash_spelling(const struct truth_db *db, uint32_t i)
{
	return hash_bytes(HASH_SEED, db->spelling.at[i].as);
}

/* Its own real spelling until more is known: what asks on the way ends here. */
static uint32_t
remember(struct truth_db *db, struct span dir)
{
	struct spelling *s;
	struct span as = db_join(db, dir, SPAN_NONE, SPAN_NONE);
	uint32_t i = (uint32_t)db->spelling.n;

	if (!as.p || !index_room(db, &db->by_spelling, hash_spelling) ||
	    !(s = db_more(db, &db->spelling)))
		return NOWHERE;
	*s = (struct spelling){ .as = as, .real = i };
	*index_slot(db, &db->by_spelling, hash_spelling(db, i), spelt, &as) = i;
	db->by_spelling.n++;
	return i;
}

static uint32_t	find(struct truth_db *, struct span dir, unsigned depth);

/* The directory's parent is spelt as it should be; is the directory itself a link? */
static uint32_t
behind_link(struct truth_db *db, uint32_t self, struct span dir, unsigned depth)
{
	struct vstat st;
	struct span real;

	if (tree_stat(db->tree, dir, TREE_NOFOLLOW, &st) != VIEW_OK || st.kind != V_LINK ||
	    tree_real(db->tree, db->arena, dir, TREE_FOLLOW, &real) != VIEW_OK)
		return self;
	return find(db, real, depth + 1);
}

static uint32_t
resolve(struct truth_db *db, uint32_t self, struct span dir, unsigned depth)
{
	uint32_t parent;
	struct span joined, above;

	if (dir.n <= 1 || depth > MAX_DEPTH)
		return self;
	if ((parent = find(db, span_parent(dir), depth + 1)) == NOWHERE)
		return self;
	above = db->spelling.at[parent].as;
	joined = db_join(db, above, span_of(above.n > 1 ? "/" : ""), span_base(dir));
	if (!joined.p)
		return self;
	if (!span_equal(joined, dir))
		return find(db, joined, depth + 1);
	return behind_link(db, self, dir, depth);
}

static uint32_t
find(struct truth_db *db, struct span dir, unsigned depth)
{
	uint32_t self, real;

	if (db->by_spelling.size) {
		self = *index_slot(db, &db->by_spelling, hash_bytes(HASH_SEED, dir), spelt, &dir);
		if (self != NOWHERE) {
			db->spelt_last = self;
			return db->spelling.at[self].real;
		}
	}
	if ((self = remember(db, dir)) == NOWHERE)
		return NOWHERE;
	dir = db->spelling.at[self].as;
	if ((real = resolve(db, self, dir, depth)) != NOWHERE)
		db->spelling.at[self].real = real;
	db->spelt_last = self;
	return db->spelling.at[self].real;
}

/* Lists name a directory's files one after the other. */
uint32_t
spelling_real(struct truth_db *db, struct span dir)
{
	const struct spelling *s = db->spelling.n ? &db->spelling.at[db->spelt_last] : NULL;

	return s && span_equal(s->as, dir) ? s->real : find(db, dir, 0);
}

struct place
place_of(struct truth_db *db, struct span path)
{
	return (struct place){ spelling_real(db, span_parent(path)), span_base(path) };
}

bool
place_same(struct place a, struct place b)
{
	return a.dir == b.dir && a.dir != NOWHERE && span_equal(a.base, b.base);
}

struct span
place_path(struct truth_db *db, struct place place)
{
	struct span dir;

	if (place.dir == NOWHERE)
		return SPAN_NONE;
	dir = db->spelling.at[place.dir].as;
	return db_join(db, dir, span_of(dir.n > 1 ? "/" : ""), place.base);
}
