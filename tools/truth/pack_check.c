/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pack_check - is every record of a pack sound, and where searches expect it? */
#include <string.h>

#include "pack_record.h"

static const char *
check_members(const struct pack *p, const struct pack_package *package)
{
	struct pack_member m, before;

	for (uint32_t i = 0; i < package->count; i++) {
		if (!pack_member(p, package, i, &m))
			return "a member's record leads nowhere";
		if (i && member_compare(&before, m.dir, m.base) >= 0)
			return "a package's members are out of order";
		before = m;
	}
	return NULL;
}

static const char *
check_packages(const struct pack *p)
{
	struct pack_package package, before;
	uint32_t members = 0;
	const char *why;

	for (uint32_t i = 0; i < pack_packages(p); i++) {
		if (!pack_package(p, i, &package))
			return "a package's record leads nowhere";
		if (i && package_compare(&before, &package) >= 0)
			return "its packages are out of order";
		if (package.first != members)
			return "its packages share members, or leave some out";
		members += package.count;
		if ((why = check_members(p, &package)))
			return why;
		before = package;
	}
	return members == record_count(p, PACK_MEMBERS) ? NULL : "it has members of no package";
}

static const char *
check_contents(const struct pack *p, uint32_t i, uint32_t *before)
{
	const unsigned char *r = record_at(p, PACK_CONTENTS, i);
	struct pack_member m = { .flags = PACK_CONTENT, .digest = get_u32(r) };
	struct arena arena = { .ceiling = 2 * MAX_PACK_BLOCK };
	struct span bytes;
	bool good;

	if (i && m.digest <= *before)
		return "its contents are out of order";
	*before = m.digest;
	m.sha256 = record_at(p, PACK_DIGESTS, m.digest);
	good = m.sha256 && pack_content(p, &m, &arena, &bytes);
	arena_free(&arena);
	return good ? NULL : "a content it keeps is not what its digest says";
}

static const char *
check_digests(const struct pack *p)
{
	uint32_t n = record_count(p, PACK_DIGESTS);
	struct pack_member m;

	if (n != record_count(p, PACK_SHOWS))
		return "its digests and their members are not as many";
	for (uint32_t i = 0; i < n; i++) {
		if (i && memcmp(record_at(p, PACK_DIGESTS, i - 1), record_at(p, PACK_DIGESTS, i), 32) >= 0)
			return "its digests are out of order";
		if (!member_at(p, get_u32(record_at(p, PACK_SHOWS, i)), &m) || m.digest != i)
			return "a digest leads to a member that does not have it";
	}
	return NULL;
}

const char *
pack_check(const struct pack *p)
{
	const char *why;
	uint32_t before = 0;

	if ((why = check_packages(p)) || (why = check_digests(p)))
		return why;
	for (uint32_t i = 0; i < record_count(p, PACK_CONTENTS); i++)
		if ((why = check_contents(p, i, &before)))
			return why;
	return NULL;
}
