/* SPDX-License-Identifier: GPL-3.0-or-later */
/* truth - who owns a path, and is it what its owner installed? */
#include <string.h>

#include "database.h"

#define CHUNK	65536

int
truth_open(struct truth_db **out, const struct tree *tree, struct arena *arena,
    struct span *trouble)
{
	struct truth_db *db = arena_alloc(arena, sizeof *db);
	int r;

	*out = NULL;
	*trouble = span_of("/var/lib/dpkg");
	if (!db)
		return VIEW_LIMIT;
	db->tree = tree;
	db->arena = arena;
	if ((r = dpkg_open(db)) != VIEW_OK) {
		if (db->trouble.n)
			*trouble = db->trouble;
		return r;
	}
	*out = db;
	*trouble = db->trouble;
	return db->answer;
}

/* The answers stay the same whoever asks; only the spellings met on the way are added. */
static struct truth_db *
learner(const struct truth_db *db)
{
	return (struct truth_db *)(uintptr_t)db;
}

static bool
roundabout(struct span path)
{
	return span_holds(path, "//") || span_holds(path, "/./") || span_holds(path, "/../") ||
	    span_ends(path, "/.") || span_ends(path, "/..") ||
	    (path.n > 1 && span_ends(path, "/"));
}

static struct span
straight(struct truth_db *db, struct span path)
{
	struct span real;

	if (roundabout(path) &&
	    tree_real(db->tree, db->arena, path, TREE_NOFOLLOW, &real) == VIEW_OK)
		return real;
	return path;
}

bool
listed_owner(struct truth_db *db, struct span path, struct truth *t)
{
	const struct owned *claim = claim_on(db, place_of(db, path));

	if (!claim)
		return false;
	t->kind = TRUTH_UNATTESTED;
	t->package = db->package.at[claim->package].name;
	t->path = claim->path;
	t->conffile = claim->conffile;
	return true;
}

/*
 * dpkg unpacks NAME as NAME.dpkg-new and keeps the old NAME as NAME.dpkg-tmp.
 * They outlive only a run that was cut short: the package says so in its state.
 */
static bool
unpacking_owner(struct truth_db *db, struct span path, struct truth *t)
{
	static const char *const ends[] = { ".dpkg-new", ".dpkg-tmp" };
	const struct owned *claim;

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		struct span name = path;

		if (!span_ends(path, ends[i]))
			continue;
		name.n -= strlen(ends[i]);
		claim = claim_on(db, place_of(db, name));
		return claim && db->package.at[claim->package].state == PACKAGE_HALF &&
		    listed_owner(db, name, t);
	}
	return false;
}

void
truth_owner(const struct truth_db *known, struct span path, struct truth *t)
{
	struct truth_db *db = learner(known);
	struct span real;

	*t = (struct truth){ .kind = TRUTH_UNOWNED };
	path = straight(db, path);
	if (listed_owner(db, path, t) || unpacking_owner(db, path, t))
		return;
	real = place_path(db, place_of(db, path));
	if (real.n && (alternatives_owner(db, real, t) || generated_owner(db, real, t)))
		t->kind = TRUTH_UNATTESTED;
}

static int
file_digest(const struct truth_db *db, struct span path, char hex[HASH_HEX])
{
	unsigned char buf[CHUNK];
	struct hasher *h;
	struct node node;
	struct vstat st;
	uint64_t at = 0;
	size_t got;
	int r;

	hex[0] = '\0';
	if ((r = tree_find(db->tree, path, TREE_NOFOLLOW, &node)) != VIEW_OK ||
	    (r = node_stat(node, &st)) != VIEW_OK || st.kind != V_FILE)
		return r;	/* not a file: it has no digest, so it equals none */
	h = hash_open(HASH_MD5);
	while ((r = node_read(node, at, buf, sizeof buf, &got)) == VIEW_OK && got) {
		hash_add(h, buf, got);
		at += got;
	}
	hash_close(h, hex);
	return r;
}

int
truth_of(const struct truth_db *known, struct span path, struct truth *t)
{
	struct truth_db *db = learner(known);
	const struct owned *claim;
	char hex[HASH_HEX];
	bool recorded = false;
	int r;

	truth_owner(known, path, t);
	if (t->kind == TRUTH_UNOWNED || t->generated)
		return VIEW_OK;
	path = straight(db, path);
	if ((r = file_digest(db, path, hex)) != VIEW_OK)
		return r;
	for (claim = claim_on(db, place_of(db, path)); claim; claim = claim_next(db, claim)) {
		if (!claim->md5)
			continue;
		recorded = true;
		if (hex[0] && memcmp(claim->md5, hex, MD5_HEX) == 0)
			return VIEW_OK;
	}
	if (recorded)
		t->kind = TRUTH_DIFFERS;
	return VIEW_OK;
}

size_t
truth_count(const struct truth_db *db)
{
	return db->owned.n;
}

int
truth_each(const struct truth_db *known, int (*each)(void *, const struct truth_entry *), void *arg)
{
	struct truth_db *db = learner(known);
	int r = 0;

	for (size_t i = 0; i < db->owned.n && !r; i++) {
		const struct owned *o = &db->owned.at[i];
		const struct package *p = &db->package.at[o->package];
		struct truth_entry e = {
			.path = o->path, .package = p->name, .conffile = o->conffile,
			.diverted = o->diverted, .expected = p->state == PACKAGE_WHOLE,
			.summed = p->summed,
		};

		e.place = place_path(db, o->place);
		if (o->md5)
			memcpy(e.md5, o->md5, MD5_HEX);
		r = each(arg, &e);
	}
	return r;
}

int
truth_each_odd(const struct truth_db *db, int (*each)(void *, const struct truth_odd *), void *arg)
{
	int r = 0;

	for (size_t i = 0; i < db->odd.n && !r; i++)
		r = each(arg, &db->odd.at[i]);
	return r;
}
