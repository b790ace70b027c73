/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * control - are the files that a manager keeps of a package the package's own?
 *
 * dpkg copies a package's control files, but for "control" itself, into
 * info/NAME.FILE as they are (lib/dpkg's deb_reassemble and unpack.c).  It
 * writes NAME.list itself, and NAME.md5sums for a package that brings none.
 * pacman copies .INSTALL and .MTREE as local/NAME-VERSION/install and mtree
 * (lib/libalpm's add.c).
 */
#include <string.h>

#include "database.h"

#define INFO	"/var/lib/dpkg/info/"

static bool
copied(struct span name)
{
	return !span_is(name, "control");
}

/* The package that a file there is named after, as a pack has it, and the rest of its name. */
static const struct reference *
reference_of(const struct truth_db *db, struct span path, char kind[64])
{
	struct span name = span_skip(path, strlen(INFO)), rest = name;
	uint32_t i;

	if (!span_starts(path, INFO))
		return NULL;
	while (name.n && name.p[name.n - 1] != '.')
		name.n--;
	if (name.n)
		name.n--;
	rest = span_skip(rest, name.n + 1);
	if ((i = package_named(db, &dpkg_manager, name)) == NOWHERE || rest.n >= 64 ||
	    span_is(rest, "list"))
		return NULL;
	memcpy(kind, rest.p, rest.n);
	kind[rest.n] = '\0';
	return db->package.at[i].reference;
}

bool
truth_control(const struct truth_db *db, struct span path, char hex[HASH_HEX])
{
	const struct reference *r;
	struct pack_member m;
	char kind[64];

	*hex = '\0';
	if (!(r = reference_of(db, path, kind)))
		return false;
	if (copied(span_of(kind)) && pack_find_control(r->pack, &r->record, kind, &m) && m.sha256) {
		hash_hex(m.sha256, 32, hex);
		return true;
	}
	return strcmp(kind, "md5sums") != 0;
}

int
truth_control_pristine(const struct truth_db *db, struct span path, struct span *bytes)
{
	const struct reference *r;
	struct pack_member m;
	char kind[64];

	if (!(r = reference_of(db, path, kind)) || !copied(span_of(kind)) ||
	    !pack_find_control(r->pack, &r->record, kind, &m) ||
	    !pack_content(r->pack, &m, db->arena, bytes))
		return VIEW_ABSENT;
	return VIEW_OK;
}

struct telling {
	struct truth_db	*db;
	const struct package *package;
	int		(*each)(void *, struct span path, const char *hex);
	void		*arg;
};

static int
tell(const struct telling *t, struct span dir, const char *between, struct span name,
    const unsigned char *sha256)
{
	char hex[HASH_HEX] = "";
	struct span path = db_join(t->db, dir, span_of(between), name);

	if (sha256)
		hash_hex(sha256, 32, hex);
	return path.p ? t->each(t->arg, path, hex) : 0;
}

static int
tell_dpkg(const struct telling *t)
{
	const struct reference *r = t->package->reference;
	struct span stem = db_join(t->db, span_of(INFO), t->package->name, SPAN_NONE);
	struct pack_member m;
	int answer = 0;

	for (uint32_t i = 0; !answer && pack_member(r->pack, &r->record, i, &m) &&
	    m.flags & PACK_CONTROL; i++)
		if (copied(m.base) && m.sha256)
			answer = tell(t, stem, ".", m.base, m.sha256);
	return answer;
}

static int
tell_pacman(const struct telling *t)
{
	static const char *const files[][2] = { { ".INSTALL", "install" }, { ".MTREE", "mtree" } };
	const struct reference *r = t->package->reference;
	struct pack_member m;
	int answer = 0;

	for (size_t i = 0; !answer && i < sizeof files / sizeof *files; i++)
		answer = tell(t, t->package->list_file, "/", span_of(files[i][1]),
		    pack_find_control(r->pack, &r->record, files[i][0], &m) ? m.sha256 : NULL);
	return answer;
}

int
truth_each_control(const struct truth_db *db,
    int (*each)(void *, struct span path, const char *hex), void *arg)
{
	struct telling t = { .db = (struct truth_db *)(uintptr_t)db, .each = each, .arg = arg };
	int r = 0;

	for (size_t i = 0; i < db->package.n && !r; i++) {
		t.package = &db->package.at[i];
		if (!t.package->reference)
			continue;
		if (t.package->manager == &dpkg_manager)
			r = tell_dpkg(&t);
		else if (t.package->manager == &pacman_manager)
			r = tell_pacman(&t);
	}
	return r;
}
