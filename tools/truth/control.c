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

bool
truth_control(const struct truth_db *db, struct span path, char hex[HASH_HEX])
{
	struct span name = span_skip(path, strlen(INFO)), kind = name;
	const struct reference *r;
	struct pack_member m;
	char text[64];
	uint32_t i;

	*hex = '\0';
	if (!span_starts(path, INFO))
		return false;
	while (name.n && name.p[name.n - 1] != '.')
		name.n--;
	if (name.n)
		name.n--;
	kind = span_skip(kind, name.n + 1);
	if ((i = package_named(db, &dpkg_manager, name)) == NOWHERE ||
	    !(r = db->package.at[i].reference) || kind.n >= sizeof text || span_is(kind, "list"))
		return false;
	memcpy(text, kind.p, kind.n);
	text[kind.n] = '\0';
	if (copied(kind) && pack_find_control(r->pack, &r->record, text, &m) && m.sha256) {
		hash_hex(m.sha256, 32, hex);
		return true;
	}
	return !span_is(kind, "md5sums");
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
