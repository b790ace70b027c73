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

static bool
find(const struct pack *pack, const struct package *p, struct pack_package *record)
{
	const struct manager *m = p->manager;

	return pack_find(pack, m->name, p->plain, p->version, p->arch, record) ||
	    (m->any_arch && pack_find(pack, m->name, p->plain, p->version, span_of(m->any_arch), record));
}

/* Is what the disk has of the package's header what the package has?  Of a manager without headers: yes. */
static bool
same_header(const struct pack *pack, const struct pack_package *record, const struct package *p)
{
	struct pack_member m;

	if (!p->manager->seals)
		return true;
	return p->header.n && pack_find_control(pack, record, "header", &m) && m.sha256 &&
	    span_equal(p->header, (struct span){ m.sha256, 32 });
}

static struct reference *
keep(struct truth_db *db, const struct package *p, const struct pack *pack,
    const struct pack_package *record)
{
	struct reference *kept = arena_alloc(db->arena, sizeof *kept);

	if (kept)
		*kept = (struct reference){ pack, *record };
	else
		db_trouble(db, VIEW_LIMIT, span_of(p->manager->database));
	return kept;
}

/*
 * Vendors that build one source call their packages alike.  Another header
 * with another's signature is another's package, of which the pack says
 * nothing; one that nobody signed only pretends to be this one.
 */
static struct reference *
reference_for(struct truth_db *db, const struct package *p)
{
	struct pack_package record, other;
	const struct pack *pretended = NULL;

	for (size_t i = 0; i < nbrought; i++) {
		if (!find(brought[i], p, &record))
			continue;
		if (same_header(brought[i], &record, p))
			return keep(db, p, brought[i], &record);
		pretended = brought[i];
		other = record;
	}
	if (!pretended || p->seal == SEAL_STRANGER || p->seal == SEAL_SPENT)
		return NULL;
	db_forged(db, p->list_file, "its header is not the package's: ", p->name);
	return keep(db, p, pretended, &other);
}

bool
attested_by_pack(struct truth_db *db, struct package *p)
{
	if (p->state != PACKAGE_WHOLE || p->seal == SEAL_GOOD)
		return false;
	if (!p->reference)
		p->reference = reference_for(db, p);
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

static unsigned short
flags_of(const struct pack_member *m)
{
	static const struct { unsigned pack, truth; } has[] = {
		{ PACK_CONFFILE, TRUTH_CONFFILE }, { PACK_GHOST, TRUTH_GHOST },
		{ PACK_OPTIONAL, TRUTH_OPTIONAL },
	}, lacks[] = {
		{ PACK_ANY_MODE, TRUTH_MODE }, { PACK_ANY_USER, TRUTH_USER },
		{ PACK_ANY_GROUP, TRUTH_GROUP }, { PACK_ANY_TARGET, TRUTH_TARGET },
	};
	unsigned flags = TRUTH_ATTESTED;

	for (size_t i = 0; i < sizeof has / sizeof *has; i++)
		flags |= m->flags & has[i].pack ? has[i].truth : 0;
	for (size_t i = 0; i < sizeof lacks / sizeof *lacks; i++)
		flags |= m->flags & lacks[i].pack ? 0 : lacks[i].truth;
	if (!S_ISLNK(m->mode))
		flags &= ~(unsigned)TRUTH_TARGET;
	return (unsigned short)flags;
}

/* All that was read from the disk gives way to what the pack says. */
static void
fill(struct truth_db *db, struct owned *claim, const struct pack_member *m)
{
	claim->flags = flags_of(m);
	claim->mode = m->mode;
	claim->caps = m->caps;
	claim->user = m->user;
	claim->group = m->group;
	claim->digest = NULL;
	if (S_ISLNK(m->mode)) {
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
		if (!db->package.at[package].partial)
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
	apk_scripts(db);
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

bool
truth_explain(const struct truth_db *db, const char *sha256, struct span *path)
{
	struct truth_db *learner = (struct truth_db *)(uintptr_t)db;
	struct pack_package package;
	struct pack_member m;
	unsigned char raw[HASH_BYTES];

	if (!hash_raw(HASH_SHA256, span_of(sha256), raw))
		return false;
	for (size_t i = 0; i < nbrought; i++)
		if (pack_explain(brought[i], raw, &package, &m)) {
			*path = db_join(learner, m.dir, span_of(m.dir.n > 1 ? "/" : ""), m.base);
			return path->p;
		}
	return false;
}
