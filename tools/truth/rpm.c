/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rpm - what do signed package headers say is on the disk?
 *
 * rpm keeps each package's header as its vendor signed it, so what a file
 * ought to be can be checked against a key of ours.  Three formats, by rpm's
 * age and vendor; places, from rpm's macros.in and the distributions' packages.
 * Tags and flags: rpm's rpmtag.h and rpmfiles.h.
 */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include <rpm/rpmcrypto.h>
#include <rpm/rpmfiles.h>
#include <rpm/rpmtag.h>

#include "database.h"
#include "rpm.h"

enum format { SQLITE, NDB, BDB };

static const char *const homes[] = { "/usr/lib/sysimage/rpm/", "/var/lib/rpm/", "/usr/share/rpm/" };

/* The order in which rpm itself would take them. */
static const struct {
	const char	*name;
	enum format	 format;
} files[] = {
	{ "rpmdb.sqlite", SQLITE }, { "Packages.db", NDB }, { "Packages", BDB },
};

struct reading {
	struct truth_db	*db;
	struct span	 file;
	struct span	 user, group;	/* the last kept: most files of a package have the same */
	unsigned	 number;	/* of the header, from 1 */
};

/* Headers have no lines: their number tells them apart. */
static void
odd(struct reading *x, const char *why, struct span what)
{
	char where[64];

	snprintf(where, sizeof where, "header %u: %s", x->number, why);
	db_odd(x->db, x->file, 0, where, what);
}

static struct span
keep(struct reading *x, struct span text)
{
	return text.n ? db_join(x->db, text, SPAN_NONE, SPAN_NONE) : SPAN_NONE;
}

static struct span
keep_again(struct reading *x, struct span *last, struct span text)
{
	if (!span_equal(*last, text))
		*last = keep(x, text);
	return *last;
}

/* What librpm calls the algorithm, RFC 9580, 9.5; packages from before 2008 have none and use MD5. */
bool
rpm_digest_kind(struct rpm_header *h, enum hash *kind)
{
	static const struct { uint32_t number; enum hash kind; } kinds[] = {
		{ RPM_HASH_MD5, HASH_MD5 }, { RPM_HASH_SHA1, HASH_SHA1 },
		{ RPM_HASH_SHA256, HASH_SHA256 }, { RPM_HASH_SHA384, HASH_SHA384 },
		{ RPM_HASH_SHA512, HASH_SHA512 },
	};
	uint32_t number = RPM_HASH_MD5;

	rpm_header_number(h, RPMTAG_FILEDIGESTALGO, &number);
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (kinds[i].number == number) {
			*kind = kinds[i].kind;
			return true;
		}
	return false;
}

/*
 * A file whose content its vendor does not vouch for (%ghost, %verify(not
 * filedigest)) is like one made later.  Documentation and translations are
 * left out of small installations.
 */
unsigned
rpm_flags(const struct rpm_file *f)
{
	unsigned flags = 0;

	if (f->flags & RPMFILE_CONFIG)
		flags |= TRUTH_CONFFILE;
	if (f->flags & RPMFILE_GHOST || !(f->verify & RPMVERIFY_FILEDIGEST))
		flags |= TRUTH_GHOST;
	if (f->flags & (RPMFILE_DOC | RPMFILE_MISSINGOK | RPMFILE_ARTIFACT) || f->langs.n)
		flags |= TRUTH_OPTIONAL;
	if (f->verify & RPMVERIFY_MODE)
		flags |= TRUTH_MODE;
	if (f->verify & RPMVERIFY_USER)
		flags |= TRUTH_USER;
	if (f->verify & RPMVERIFY_GROUP)
		flags |= TRUTH_GROUP;
	if (S_ISLNK(f->mode) && f->verify & RPMVERIFY_LINKTO && !(f->flags & RPMFILE_GHOST))
		flags |= TRUTH_TARGET;
	return flags;
}

static void
claim(struct reading *x, uint32_t package, const struct rpm_file *f, const enum hash *kind,
    bool attested)
{
	struct truth_db *db = x->db;
	struct span path = db_join(db, f->dir, f->base, SPAN_NONE);
	struct owned *o;

	if (span_is(path, "/"))
		return;		/* the package "filesystem" owns the root */
	if (!path_plain(path)) {
		odd(x, "not a path: ", path);
		return;
	}
	if (!(o = claim_add(db, package, path)))
		return;
	o->flags = (unsigned short)(rpm_flags(f) | (attested ? TRUTH_ATTESTED : 0));
	o->mode = f->mode;
	o->caps = rpm_caps(f->caps);
	o->user = keep_again(x, &x->user, f->user);
	o->group = keep_again(x, &x->group, f->group);
	if (o->flags & TRUTH_TARGET)
		o->target = keep(x, f->target);
	if (!S_ISREG(f->mode) || o->flags & TRUTH_GHOST || !f->digest.n)
		return;
	if (kind && hash_written(*kind, f->digest)) {
		o->kind = (unsigned char)*kind;
		o->digest = keep(x, f->digest).p;
	} else {
		odd(x, "not a digest that we know: ", path);
	}
}

static void
claim_all(struct reading *x, uint32_t package, struct rpm_header *h, bool attested)
{
	struct rpm_file f;
	enum hash kind;
	bool known = rpm_digest_kind(h, &kind);
	size_t n;

	if (!rpm_header_files(h, &n)) {
		odd(x, "lists of files that do not fit each other: ", x->db->package.at[package].name);
		return;
	}
	for (size_t i = 0; i < n; i++) {
		rpm_header_file(h, i, &f);
		claim(x, package, &f, known ? &kind : NULL, attested);
	}
}

static struct span
joined(struct reading *x, struct span a, const char *between, struct span b)
{
	return b.n ? db_join(x->db, a, span_of(between), b) : a;
}

/* NAME-VERSION-RELEASE.ARCH: what rpm -q prints, and unique but for an intruder's. */
static bool
name(struct reading *x, struct rpm_header *h, struct package *p)
{
	p->plain = keep(x, rpm_header_text(h, RPMTAG_NAME));
	p->version = keep(x, rpm_header_text(h, RPMTAG_VERSION));
	p->version = joined(x, p->version, "-", rpm_header_text(h, RPMTAG_RELEASE));
	p->arch = keep(x, rpm_header_text(h, RPMTAG_ARCH));
	p->name = joined(x, joined(x, p->plain, "-", p->version), ".", p->arch);
	return package_plain(p->plain) && package_plain(p->name);
}

/* rpm keeps the keys that it was given as packages without files, signed by nobody. */
static bool
only_a_key(struct rpm_header *h, const struct package *p)
{
	size_t n;

	return span_is(p->plain, "gpg-pubkey") && rpm_header_files(h, &n) && !n;
}

static void
add(struct reading *x, struct rpm_header *h)
{
	struct package p = { .state = PACKAGE_WHOLE, .summed = true, .list_file = x->file };
	uint32_t package = (uint32_t)x->db->package.n;
	const unsigned char *sha256;
	const char *key;

	if (!name(x, h, &p)) {
		odd(x, "a header whose name is none: ", p.plain);
		return;
	}
	if (only_a_key(h, &p))
		return;
	p.seal = rpm_header_seal(h, &key);
	p.key = keep(x, span_of(key));
	if ((sha256 = rpm_header_digest(h)))
		p.header = keep(x, (struct span){ sha256, 32 });
	if (package_add(x->db, &p))
		claim_all(x, package, h, p.seal == SEAL_GOOD);
}

static int
each(void *arg, struct span blob)
{
	struct reading *x = arg;
	struct rpm_header *h = rpm_header_open(blob, keys_ours());

	x->number++;
	if (h) {
		add(x, h);
		rpm_header_close(h);
	} else {
		odd(x, "not a package header", SPAN_NONE);
	}
	return x->db->answer == VIEW_LIMIT ? VIEW_LIMIT : VIEW_OK;
}

static int
find(struct truth_db *db, struct span path, struct node *node, uint64_t *size)
{
	struct vstat st;
	int r;

	*size = 0;
	if ((r = tree_find(db->tree, path, TREE_FOLLOW, node)) != VIEW_OK ||
	    (r = node_stat(*node, &st)) != VIEW_OK)
		return r;
	if (st.kind != V_FILE)
		return VIEW_ABSENT;
	*size = st.size;
	return VIEW_OK;
}

/* An empty log is there whenever rpm is not at work; a broken one would hide what it holds. */
static int
read_sqlite(struct reading *x, struct node node, uint64_t size)
{
	struct span path = db_join(x->db, x->file, span_of("-wal"), SPAN_NONE);
	struct node wal = { 0 }, journal;
	uint64_t wal_size, journal_size;
	int r = find(x->db, path, &wal, &wal_size);

	if (r < VIEW_OK)
		return r;
	path = db_join(x->db, x->file, span_of("-journal"), SPAN_NONE);
	if (find(x->db, path, &journal, &journal_size) == VIEW_OK && journal_size)
		db_odd(x->db, path, 0, "a change that was cut short, not undone here", SPAN_NONE);
	return rpm_sqlite(node, size, wal, wal_size, each, x);
}

static int
read_database(struct truth_db *db, enum format format, struct span path, struct node node,
    uint64_t size)
{
	struct reading x = { .db = db, .file = path };
	int r = VIEW_BROKEN;

	switch (format) {
	case SQLITE:
		r = read_sqlite(&x, node, size);
		break;
	case NDB:
		r = rpm_ndb(node, size, each, &x);
		break;
	case BDB:
		r = rpm_bdb(node, size, each, &x);
		break;
	}
	return db_trouble(db, r, path);
}

/* One directory may be reached by two names: it is looked into once. */
static bool
met_before(struct truth_db *db, size_t home)
{
	struct node node, earlier;

	if (tree_find(db->tree, span_of(homes[home]), TREE_FOLLOW, &node) != VIEW_OK)
		return false;
	for (size_t i = 0; i < home; i++)
		if (tree_find(db->tree, span_of(homes[i]), TREE_FOLLOW, &earlier) == VIEW_OK &&
		    earlier.view == node.view && earlier.n == node.n)
			return true;
	return false;
}

/* rpm opens one: a second was left by an update of rpm, or laid out by an intruder. */
static int
try(struct truth_db *db, struct span path, enum format format, struct span *first)
{
	struct node node;
	uint64_t size;
	int r = find(db, path, &node, &size);

	if (r == VIEW_ABSENT)
		return VIEW_OK;
	if (r != VIEW_OK)
		return db_trouble(db, r, path);
	if (first->n) {
		db_odd(db, path, 0, "a second database beside ", *first);
		return VIEW_OK;
	}
	*first = path;
	return read_database(db, format, path, node, size);
}

static int
rpm_open(struct truth_db *db)
{
	struct span path, first = SPAN_NONE;
	int r;

	for (size_t h = 0; h < sizeof homes / sizeof *homes; h++)
		for (size_t f = 0; f < sizeof files / sizeof *files && !met_before(db, h); f++) {
			path = db_join(db, span_of(homes[h]), span_of(files[f].name), SPAN_NONE);
			if ((r = try(db, path, files[f].format, &first)) != VIEW_OK)
				return r;
		}
	return first.n ? VIEW_OK : VIEW_ABSENT;
}

const struct manager rpm_manager = {
	.name = "rpm", .database = "/var/lib/rpm", .open = rpm_open, .seals = true,
};
