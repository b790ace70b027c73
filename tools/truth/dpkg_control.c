/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * dpkg_control - are the files that dpkg keeps of a package the package's own?
 *
 * dpkg copies a package's control files, but for "control" itself, into
 * info/NAME.FILE as they are (lib/dpkg's deb_reassemble and unpack.c).  It
 * writes NAME.list itself, and NAME.md5sums for a package that brings none.
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

int
truth_each_control(const struct truth_db *db, int (*each)(void *, struct span path), void *arg)
{
	struct truth_db *known = (struct truth_db *)(uintptr_t)db;
	struct pack_member m;
	struct span path;
	int r = 0;

	for (size_t i = 0; i < db->package.n && !r; i++) {
		const struct package *p = &db->package.at[i];

		if (!p->reference || p->manager != &dpkg_manager)
			continue;
		for (uint32_t j = 0; !r && pack_member(p->reference->pack, &p->reference->record, j, &m) &&
		    m.flags & PACK_CONTROL; j++) {
			if (!copied(m.base))
				continue;
			path = db_join(known, span_of(INFO), p->name, span_of("."));
			path = db_join(known, path, m.base, SPAN_NONE);
			r = path.p ? each(arg, path) : 0;
		}
	}
	return r;
}
