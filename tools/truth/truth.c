/* SPDX-License-Identifier: GPL-3.0-or-later */
/* truth - who owns a path, and is it what its owner installed? */
#include <string.h>
#include <sys/stat.h>

#include "../sweep/digest.h"
#include "database.h"

/* Each that may have a database on this system; one more is one more line. */
static const struct manager *const managers[] = { &dpkg_manager, &rpm_manager, &apk_manager,
    &pacman_manager };

int
truth_open(struct truth_db **out, const struct tree *tree, struct arena *arena,
    struct span *trouble)
{
	struct truth_db *db = arena_alloc(arena, sizeof *db);
	bool any = false;
	int r;

	*out = NULL;
	*trouble = span_of(managers[0]->database);
	if (!db)
		return VIEW_LIMIT;
	db->tree = tree;
	db->arena = arena;
	for (size_t i = 0; i < sizeof managers / sizeof *managers; i++) {
		db->manager = managers[i];
		if ((r = managers[i]->open(db)) == VIEW_ABSENT)
			continue;
		any = true;
		if (r == VIEW_OK)
			continue;
		*trouble = db->trouble.n ? db->trouble : span_of(managers[i]->database);
		return r;	/* all that it owns would look like nobody's */
	}
	if (any) {
		attest(db);
		statoverride_read(db);
	}
	if (db->trouble.n)
		*trouble = db->trouble;
	if (any)
		*out = db;
	return any ? db->answer : VIEW_ABSENT;
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

static void
tell(const struct truth_db *db, const struct owned *claim, struct truth *t)
{
	const struct package *p = &db->package.at[claim->package];

	*t = (struct truth){
		.kind = TRUTH_UNATTESTED, .package = p->name, .version = p->version,
		.arch = p->arch, .path = claim->path, .conffile = claim->flags & TRUTH_CONFFILE,
	};
}

bool
listed_owner(struct truth_db *db, struct span path, struct truth *t)
{
	const struct owned *claim = claim_on(db, place_of(db, path));

	if (!claim)
		return false;
	tell(db, claim, t);
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

/* What stands at a path: digests are taken when a record asks for one of the kind. */
struct standing {
	struct node	node;
	struct vstat	st;
	char		hex[HASH_KINDS][HASH_HEX];
	int		answer;		/* of the last reading */
};

static void
take_digest(struct standing *s, enum hash kind)
{
	uint64_t bytes = 0;

	s->answer = digest_node(s->node, &s->st, kind, s->hex[kind], &bytes);
}

static bool
leads_to(struct standing *s, struct span target)
{
	unsigned char buf[MAX_LINK + 1];
	size_t got;

	if (s->st.kind != V_LINK ||
	    (s->answer = node_link(s->node, buf, sizeof buf, &got)) != VIEW_OK)
		return false;
	return span_equal(target, (struct span){ buf, got });
}

/* A record of nothing but a name is met by whatever stands there. */
static enum { SILENT, EQUAL, DIFFERENT }
compare(struct standing *s, const struct owned *claim)
{
	if (claim->digest) {
		if (s->st.kind == V_FILE && !s->hex[claim->kind][0])
			take_digest(s, claim->kind);
		return memcmp(claim->digest, s->hex[claim->kind],
		    2 * hash_size(claim->kind)) == 0 ? EQUAL : DIFFERENT;
	}
	if (claim->flags & TRUTH_TARGET)
		return leads_to(s, claim->target) ? EQUAL : DIFFERENT;
	/* An administrator may put a directory elsewhere and leave a link: that is no answer. */
	return S_ISDIR(claim->mode) && s->st.kind == V_DIR ? EQUAL : SILENT;
}

static unsigned
attested(const struct truth_db *db, const struct owned *claim)
{
	for (; claim; claim = claim_next(db, claim))
		if (claim->flags & TRUTH_ATTESTED)
			return TRUTH_ATTESTED;
	return 0;
}

/* Of several packages' records of one place it may be equal to any. */
static void
weigh(const struct truth_db *db, const struct owned *claim, struct standing *s, struct truth *t)
{
	unsigned only = attested(db, claim);
	bool differs = false;

	for (; claim && s->answer == VIEW_OK; claim = claim_next(db, claim)) {
		if ((claim->flags & TRUTH_ATTESTED) != only)
			continue;
		switch (compare(s, claim)) {
		case EQUAL:
			tell(db, claim, t);
			t->kind = only ? TRUTH_VERIFIED : TRUTH_UNATTESTED;
			t->attested = only;
			return;
		case DIFFERENT:
			tell(db, claim, t);
			differs = true;
			break;
		case SILENT:
			break;
		}
	}
	if (differs) {
		t->kind = TRUTH_DIFFERS;
		t->attested = only;
	}
}

int
truth_of(const struct truth_db *known, struct span path, struct truth *t)
{
	struct truth_db *db = learner(known);
	struct standing s = { .answer = VIEW_OK };
	int r;

	truth_owner(known, path, t);
	if (t->kind == TRUTH_UNOWNED || t->generated)
		return VIEW_OK;
	path = straight(db, path);
	if ((r = tree_find(db->tree, path, TREE_NOFOLLOW, &s.node)) != VIEW_OK ||
	    (r = node_stat(s.node, &s.st)) != VIEW_OK)
		return r;
	weigh(db, claim_on(db, place_of(db, path)), &s, t);
	return s.answer;
}

bool
truth_rights(const struct truth_db *known, struct span path, uint32_t *mode, uint64_t *caps)
{
	struct truth_db *db = learner(known);
	const struct owned *claim = claim_on(db, place_of(db, straight(db, path)));
	const unsigned needed = TRUTH_ATTESTED | TRUTH_MODE;
	bool any = false;

	*mode = 0;
	*caps = 0;
	for (; claim; claim = claim_next(db, claim)) {
		if ((claim->flags & needed) != needed)
			continue;
		any = true;
		*mode |= claim->mode & 07777;
		*caps |= claim->caps;
	}
	return any;
}

bool
truth_override(const struct truth_db *known, struct span path, struct truth_override *o)
{
	struct truth_db *db = learner(known);
	const struct owned *claim = claim_on(db, place_of(db, straight(db, path)));

	if (!claim || !claim->override)
		return false;
	statoverride_tell(db, &db->override.at[claim->override - 1], o);
	return true;
}

int
truth_each_override(const struct truth_db *known, int (*each)(void *, const struct truth_override *),
    void *arg)
{
	struct truth_db *db = learner(known);
	struct truth_override o;
	int r = 0;

	for (size_t i = 0; i < db->override.n && !r; i++) {
		statoverride_tell(db, &db->override.at[i], &o);
		r = each(arg, &o);
	}
	return r;
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
			.path = o->path, .package = p->name, .kind = o->kind, .flags = o->flags,
			.mode = o->mode, .user = o->user, .group = o->group, .target = o->target,
			.diverted = o->diverted, .expected = p->state == PACKAGE_WHOLE,
			.summed = p->summed,
		};

		e.place = place_path(db, o->place);
		if (o->digest)
			e.digest = (struct span){ o->digest, 2 * hash_size(o->kind) };
		r = each(arg, &e);
	}
	return r;
}

int
truth_each_package(const struct truth_db *db, int (*each)(void *, const struct truth_package *),
    void *arg)
{
	int r = 0;

	for (size_t i = 0; i < db->package.n && !r; i++) {
		const struct package *p = &db->package.at[i];
		struct truth_package e = {
			.name = p->name, .version = p->version, .arch = p->arch,
			.referred = p->reference, .sealed = p->manager->seals, .seal = p->seal,
			.key = p->key, .file = p->list_file,
			.database = span_of(p->manager->database),
		};

		if (p->state == PACKAGE_WHOLE)
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
