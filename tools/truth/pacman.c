/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pacman - what does Arch's local database say is on the disk?
 *
 * Formats, from pacman's lib/libalpm/be_local.c and mtree(5): a directory
 * NAME-VERSION-RELEASE for each package; in it desc and files, sections of
 * "%NAME%", a value a line, an empty line; and mtree, packed by gzip: what the
 * package's archive held, with digests.  files lists what is installed (without
 * '/' in front), and under %BACKUP% what the administrator may edit.  Nothing
 * on the disk is signed.
 */
#include <string.h>
#include <sys/stat.h>

#include "../lib/unpack.h"
#include "database.h"
#include "mtree.h"

#define LOCAL		"/var/lib/pacman/local"
#define MAX_MTREE	((size_t)64 << 20)	/* unpacked; 300,000 paths of 200 bytes */

/* The values of one section. */
static bool
section(struct span text, const char *name, struct span *values)
{
	struct span line, rest;

	while (span_line(&text, &line))
		if (span_is(line, name)) {
			*values = rest = text;
			while (span_line(&rest, &line) && line.n)
				;
			values->n -= rest.n;
			return true;
		}
	return false;
}

static struct span
value(struct span text, const char *name)
{
	struct span values, line;

	return section(text, name, &values) && span_line(&values, &line) ? line : SPAN_NONE;
}

static int
read_desc(void *arg, struct span name, vnode n)
{
	struct truth_db *db = arg;
	struct span dir = db_join(db, span_of(LOCAL "/"), name, SPAN_NONE);
	struct span file = db_join(db, dir, span_of("/desc"), SPAN_NONE), text;
	struct package p = { .state = PACKAGE_WHOLE, .summed = true, .list_file = dir };

	(void)n;
	if (span_is(name, "ALPM_DB_VERSION") || !file.p)
		return VIEW_OK;
	if (db_read(db, file, &text) != VIEW_OK) {
		db_odd(db, dir, 0, "no description of a package", SPAN_NONE);
		return VIEW_OK;
	}
	p.name = p.plain = value(text, "%NAME%");
	p.version = value(text, "%VERSION%");
	p.arch = value(text, "%ARCH%");
	if (!package_plain(p.name))
		db_odd(db, file, 0, "not a package's name: ", p.name);
	else if (!span_equal(name, db_join(db, p.name, span_of("-"), p.version)))
		db_odd(db, file, 0, "another package's name than its directory's: ", p.name);
	else if (package_named(db, db->manager, p.name) != NOWHERE)
		db_odd(db, file, 0, "a second record of ", p.name);
	else
		package_add(db, &p);
	return VIEW_OK;
}

static struct span
absolute(struct truth_db *db, struct span path)
{
	return db_join(db, span_of("/"), path, SPAN_NONE);
}

/* Installed paths; a '/' at the end is a directory's. */
static void
claim_paths(struct truth_db *db, uint32_t package, struct span file, struct span paths)
{
	struct span line, path;
	struct owned *claim;

	while (span_line(&paths, &line) && line.n) {
		bool dir = span_ends(line, "/");

		path = absolute(db, (struct span){ line.p, line.n - dir });
		if (!path_plain(path)) {
			db_odd(db, file, 0, "not a path: ", line);
			continue;
		}
		if (!(claim = claim_add(db, package, path)))
			return;
		claim->mode = dir ? S_IFDIR : 0;
	}
}

/* A package without files, a meta package, has no such section. */
static void
claim_files(struct truth_db *db, uint32_t package, struct span file, struct span text)
{
	struct span paths, line;
	struct owned *claim;

	if (section(text, "%FILES%", &paths))
		claim_paths(db, package, file, paths);
	if (!section(text, "%BACKUP%", &paths))
		return;
	while (span_line(&paths, &line) && line.n)
		if ((claim = claim_by(db, package, absolute(db, span_before(line, '\t')))))
			claim->flags |= TRUTH_CONFFILE;
}

static void
fill_in(struct truth_db *db, uint32_t package, struct span file, const struct mtree_entry *e)
{
	struct owned *claim;

	/* .PKGINFO, .INSTALL and their kin: of the archive, not of the system. */
	if (!span_has(e->path, '/') && span_starts(e->path, "."))
		return;
	if (!(claim = claim_by(db, package, absolute(db, e->path)))) {
		db_odd(db, file, 0, "a digest of a path that is not listed: ", e->path);
		return;
	}
	claim->mode = e->mode;
	claim->user = e->uid;
	claim->group = e->gid;
	claim->flags |= TRUTH_MODE | TRUTH_USER | TRUTH_GROUP;
	if (S_ISLNK(e->mode)) {
		claim->target = db_join(db, e->link, SPAN_NONE, SPAN_NONE);
		claim->flags |= TRUTH_TARGET;
	} else if (S_ISREG(e->mode) && hash_written(HASH_SHA256, e->sha256)) {
		claim->kind = HASH_SHA256;
		claim->digest = e->sha256.p;
	}
}

static void
read_mtree(struct truth_db *db, uint32_t package)
{
	struct span file = db_join(db, db->package.at[package].list_file, span_of("/mtree"), SPAN_NONE);
	struct span packed, text;
	struct mtree m;
	struct mtree_entry e;

	if (!file.p || db_read(db, file, &packed) != VIEW_OK)
		return;
	switch (unpack(db->arena, packed, MAX_MTREE, &text)) {
	case UNPACK_BROKEN:
		db_trouble(db, VIEW_BROKEN, file);
		break;
	case UNPACK_LIMIT:
		db_trouble(db, VIEW_LIMIT, file);
		break;
	default:
		break;
	}
	mtree_open(&m, text, db->arena);
	while (mtree_next(&m, &e))
		fill_in(db, package, file, &e);
	if (m.odd)
		db_odd(db, file, m.odd, "not a line of a manifest", SPAN_NONE);
}

static int
read_database(struct truth_db *db)
{
	struct span dir = span_of(LOCAL), file, text;
	uint32_t first = (uint32_t)db->package.n;
	struct node node;
	int r;

	if ((r = tree_find(db->tree, dir, TREE_FOLLOW, &node)) != VIEW_OK)
		return r;
	db_trouble(db, node_list(node, read_desc, db), dir);
	for (uint32_t i = first; i < db->package.n; i++) {
		file = db_join(db, db->package.at[i].list_file, span_of("/files"), SPAN_NONE);
		if (file.p && db_read(db, file, &text) == VIEW_OK)
			claim_files(db, i, file, text);
		else
			db_odd(db, db->package.at[i].list_file, 0, "no list of files", SPAN_NONE);
	}
	for (uint32_t i = first; i < db->package.n; i++)
		read_mtree(db, i);
	return VIEW_OK;
}

const struct manager pacman_manager = {
	.name = "pacman", .database = LOCAL, .open = read_database,
};
