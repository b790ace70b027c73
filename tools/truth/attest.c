/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * attest - which claims of the disk's own database do our reference packs vouch for?
 *
 * The database says which packages are installed; a pack that holds exactly
 * that package, version and architecture says what is in it.  From then on
 * the pack is the record, and the database is held to it.
 */
#include <string.h>
#include <sys/stat.h>

#include "database.h"

static const struct pack *brought[MAX_PACKS];
static size_t nbrought;

bool
pack_bring(const struct pack *pack)
{
	if (nbrought == MAX_PACKS)
		return false;
	brought[nbrought++] = pack;
	return true;
}

void
pack_bring_none(void)
{
	nbrought = 0;
}

bool
attested_by_pack(struct truth_db *db, struct package *p)
{
	struct pack_package record;
	struct reference *kept;

	if (p->state != PACKAGE_WHOLE || p->seal == SEAL_GOOD)
		return false;
	for (size_t i = 0; i < nbrought && !p->reference; i++) {
		if (!pack_find(brought[i], p->manager->name, p->plain, p->version, p->arch, &record))
			continue;
		if (!(kept = arena_alloc(db->arena, sizeof *kept))) {
			db_trouble(db, VIEW_LIMIT, span_of(p->manager->database));
			return false;
		}
		*kept = (struct reference){ brought[i], record };
		p->reference = kept;
	}
	return p->reference;
}

static const unsigned char *
hex_of(struct truth_db *db, const unsigned char sha256[32])
{
	char *hex = arena_alloc(db->arena, 2 * 32 + 1);

	if (!hex)
		db_trouble(db, VIEW_LIMIT, span_of(db->manager->database));
	else
		hash_hex(sha256, 32, hex);
	return (unsigned char *)hex;
}

/* All that was read from the disk gives way to what the pack says. */
static void
fill(struct truth_db *db, struct owned *claim, const struct pack_member *m)
{
	claim->flags = TRUTH_ATTESTED | TRUTH_MODE | TRUTH_USER | TRUTH_GROUP;
	if (m->flags & PACK_CONFFILE)
		claim->flags |= TRUTH_CONFFILE;
	if (m->flags & PACK_GHOST)
		claim->flags |= TRUTH_GHOST;
	claim->mode = m->mode;
	claim->user = m->user;
	claim->group = m->group;
	claim->digest = NULL;
	if (S_ISLNK(m->mode)) {
		claim->flags |= TRUTH_TARGET;
		claim->target = m->target;
	} else if (m->sha256) {
		claim->digest = hex_of(db, m->sha256);
		claim->kind = HASH_SHA256;
	}
}

static void
attest_member(struct truth_db *db, uint32_t package, const struct pack_member *m)
{
	unsigned char buf[MAX_PATH + 1];
	struct span path = { buf, 0 };
	struct owned *claim;

	if (m->flags & PACK_CONTROL || m->dir.n + 1 + m->base.n > MAX_PATH)
		return;
	if (m->dir.n > 1) {
		memcpy(buf, m->dir.p, m->dir.n);
		path.n = m->dir.n;
	}
	buf[path.n++] = '/';
	if (m->base.n)
		memcpy(buf + path.n, m->base.p, m->base.n);
	path.n += m->base.n;
	if (!path_plain(path))
		return;
	if (!(claim = claim_by(db, package, path))) {
		/* Another package took it over (Replaces), or they share a directory. */
		if (claim_stands(db, package, path))
			return;
		path = db_join(db, path, SPAN_NONE, SPAN_NONE);
		db_forged(db, db->package.at[package].list_file,
		    "does not name what its package holds: ", path);
		if (!path.p || !(claim = claim_add(db, package, path)))
			return;
	}
	fill(db, claim, m);
}

static void
attest_package(struct truth_db *db, uint32_t package, const struct reference *r)
{
	struct pack_member m;

	for (uint32_t i = 0; pack_member(r->pack, &r->record, i, &m); i++)
		attest_member(db, package, &m);
}

/*
 * A path that the database gives to a package that does not hold it.  Configuration
 * that a newer version ships no more stays in the list, with its directories.
 */
static void
unheld(struct truth_db *db, struct owned *claim)
{
	const struct package *p = &db->package.at[claim->package];
	struct vstat st;

	if (!p->reference || claim->flags & (TRUTH_ATTESTED | TRUTH_CONFFILE))
		return;
	if (tree_stat(db->tree, place_path(db, claim->place), TREE_NOFOLLOW, &st) == VIEW_OK &&
	    st.kind == V_DIR)
		return;
	claim->flags |= TRUTH_GHOST;
	db_forged(db, p->list_file, "names what its package does not hold: ", claim->path);
}

void
attest(struct truth_db *db)
{
	size_t n = db->owned.n;

	for (uint32_t i = 0; i < db->package.n && nbrought; i++)
		if (attested_by_pack(db, &db->package.at[i]))
			attest_package(db, i, db->package.at[i].reference);
	for (size_t i = 0; i < n && nbrought; i++)
		unheld(db, &db->owned.at[i]);
}

int
truth_pristine(const struct truth_db *db, struct span path, struct span *bytes)
{
	struct truth_db *learner = (struct truth_db *)(uintptr_t)db;
	const struct owned *claim = claim_on(db, place_of(learner, path));
	const struct reference *r;
	struct pack_member m;

	for (; claim; claim = claim_next(db, claim)) {
		r = db->package.at[claim->package].reference;
		if (r && pack_find_member(r->pack, &r->record, claim->path, &m) &&
		    pack_content(r->pack, &m, db->arena, bytes))
			return VIEW_OK;
	}
	return VIEW_ABSENT;
}
