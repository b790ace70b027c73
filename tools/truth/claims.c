/* SPDX-License-Identifier: GPL-3.0-or-later */
/* claims - which packages claim a path? */
#include <string.h>

#include "database.h"

static uint32_t
hash_place(struct place place)
{
	return hash_bytes(HASH_SEED ^ place.dir, place.base);
}

static uint32_t
hash_claim(const struct truth_db *db, uint32_t i)
{
	return hash_place(db->owned.at[i].place);
}

static bool
stands(const struct truth_db *db, uint32_t i, const void *key)
{
	return place_same(db->owned.at[i].place, *(const struct place *)key);
}

bool
path_plain(struct span path)
{
	struct span part;

	if (!span_starts(path, "/") || path.n < 2 || path.n > MAX_PATH || span_ends(path, "/"))
		return false;
	path = span_skip(path, 1);
	while (span_column(&path, '/', &part))
		if (!part.n || part.n > MAX_NAME || span_is(part, ".") || span_is(part, ".."))
			return false;
	return true;
}

/* Where the package's path leads, when another has moved it aside. */
static struct span
led(struct truth_db *db, uint32_t package, struct span path)
{
	return diversions_lead(db, &db->package.at[package], path);
}

static struct place
behind_diversion(struct truth_db *db, uint32_t package, struct span path)
{
	return place_of(db, led(db, package, path));
}

/* Growing by halves would leave as much again behind in the arena. */
void
claims_room(struct truth_db *db, size_t n)
{
	size_t all, bytes;
	struct owned *at;

	if (!n || !add_ok(n, db->owned.n, &all) || all >= NOWHERE ||
	    !mul_ok(all, sizeof *at, &bytes) || !(at = arena_alloc(db->arena, bytes)))
		return;
	if (db->owned.n)
		memcpy(at, db->owned.at, db->owned.n * sizeof *at);
	db->owned.at = at;
	db->owned.room = all;
}

struct owned *
claim_add(struct truth_db *db, uint32_t package, struct span path)
{
	struct span leads = led(db, package, path);
	struct place place = place_of(db, leads);
	uint32_t *first, i = (uint32_t)db->owned.n;
	struct owned *claim;

	if (place.dir == NOWHERE || !index_room(db, &db->by_place, hash_claim) ||
	    !(claim = db_more(db, &db->owned)))
		return NULL;
	*claim = (struct owned){
		.path = path, .place = place, .package = package, .next = NOWHERE,
		.diverted = !span_equal(leads, path),
	};
	first = index_slot(db, &db->by_place, hash_place(place), stands, &place);
	if (*first == NOWHERE)
		db->by_place.n++;
	claim->next = *first;
	*first = i;
	return claim;
}

const struct owned *
claim_on(const struct truth_db *db, struct place place)
{
	uint32_t i;

	if (!db->by_place.size || place.dir == NOWHERE)
		return NULL;
	i = *index_slot(db, &db->by_place, hash_place(place), stands, &place);
	return i == NOWHERE ? NULL : &db->owned.at[i];
}

const struct owned *
claim_next(const struct truth_db *db, const struct owned *claim)
{
	return claim->next == NOWHERE ? NULL : &db->owned.at[claim->next];
}

bool
claim_stands(struct truth_db *db, uint32_t package, struct span path)
{
	return claim_on(db, behind_diversion(db, package, path)) != NULL;
}

/* The claim that this package makes under this very spelling. */
struct owned *
claim_by(struct truth_db *db, uint32_t package, struct span path)
{
	const struct owned *claim = claim_on(db, behind_diversion(db, package, path));

	while (claim && (claim->package != package || !span_equal(claim->path, path)))
		claim = claim_next(db, claim);
	return claim ? &db->owned.at[claim - db->owned.at] : NULL;
}
