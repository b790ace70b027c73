/* SPDX-License-Identifier: GPL-3.0-or-later */
/* packages - which packages do the managers name? */
#include "database.h"

bool
package_plain(struct span name)
{
	for (size_t i = 0; i < name.n; i++)
		if (name.p[i] <= ' ' || name.p[i] > '~' || name.p[i] == '/')
			return false;
	return name.n > 0 && name.n <= MAX_NAME && *name.p != '.';
}

struct key {
	const struct manager	*manager;
	struct span		 name;
};

static bool
named(const struct truth_db *db, uint32_t i, const void *key)
{
	const struct package *p = &db->package.at[i];
	const struct key *k = key;

	return p->manager == k->manager && span_equal(p->name, k->name);
}

static uint32_t
hash_name(const struct truth_db *db, uint32_t i)
{
	return hash_bytes(HASH_SEED, db->package.at[i].name);
}

uint32_t
package_named(const struct truth_db *db, const struct manager *manager, struct span name)
{
	const struct key key = { manager, name };

	if (!db->by_name.size)
		return NOWHERE;
	return *index_slot(db, &db->by_name, hash_bytes(HASH_SEED, name), named, &key);
}

struct package *
package_add(struct truth_db *db, const struct package *met)
{
	const struct key key = { db->manager, met->name };
	struct package *p;
	uint32_t i;

	if (!index_room(db, &db->by_name, hash_name) || !(p = db_more(db, &db->package)))
		return NULL;
	*p = *met;
	p->manager = db->manager;
	i = (uint32_t)(p - db->package.at);
	*index_slot(db, &db->by_name, hash_name(db, i), named, &key) = i;
	db->by_name.n++;
	return p;
}
