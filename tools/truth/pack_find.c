/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pack_find - where in a pack is this package, this path, this content? */
#include <string.h>
#include <zstd.h>

#include "pack_record.h"

int
package_compare(const struct pack_package *a, const struct pack_package *b)
{
	int c;

	if ((c = span_compare(a->manager, b->manager)) || (c = span_compare(a->name, b->name)) ||
	    (c = span_compare(a->version, b->version)))
		return c;
	return span_compare(a->arch, b->arch);
}

int
member_compare(const struct pack_member *m, struct span dir, struct span base)
{
	int c = span_compare(m->dir, dir);

	return c ? c : span_compare(m->base, base);
}

bool
pack_find(const struct pack *p, const char *manager, struct span name, struct span version,
    struct span arch, struct pack_package *out)
{
	const struct pack_package want = {
		.manager = span_of(manager), .name = name, .version = version, .arch = arch,
	};
	uint32_t low = 0, high = pack_packages(p), middle;
	int c;

	if (!version.n || !arch.n)
		return false;
	while (low < high) {
		middle = low + (high - low) / 2;
		if (!pack_package(p, middle, out))
			return false;
		if ((c = package_compare(out, &want)) == 0)
			return true;
		if (c < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

static bool
find(const struct pack *p, const struct pack_package *package, struct span dir, struct span base,
    struct pack_member *out)
{
	uint32_t low = 0, high = package->count, middle;
	int c;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (!pack_member(p, package, middle, out))
			return false;
		if ((c = member_compare(out, dir, base)) == 0)
			return true;
		if (c < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

bool
pack_find_member(const struct pack *p, const struct pack_package *package, struct span path,
    struct pack_member *out)
{
	return span_starts(path, "/") &&
	    find(p, package, span_parent(path), span_base(path), out);
}

bool
pack_find_control(const struct pack *p, const struct pack_package *package, const char *name,
    struct pack_member *out)
{
	return find(p, package, SPAN_NONE, span_of(name), out);
}

/* The package that the i'th of all members belongs to: packages' members stand in their order. */
static bool
package_of(const struct pack *p, uint32_t member, struct pack_package *out)
{
	uint32_t low = 0, high = pack_packages(p), middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (!pack_package(p, middle, out))
			return false;
		if (member < out->first)
			high = middle;
		else if (member - out->first < out->count)
			return true;
		else
			low = middle + 1;
	}
	return false;
}

bool
pack_explain(const struct pack *p, const unsigned char sha256[32], struct pack_package *package,
    struct pack_member *member)
{
	uint32_t low = 0, high = record_count(p, PACK_DIGESTS), middle;
	const unsigned char *shows;
	int c;

	while (low < high) {
		middle = low + (high - low) / 2;
		c = memcmp(record_at(p, PACK_DIGESTS, middle), sha256, 32);
		if (c == 0)
			return (shows = record_at(p, PACK_SHOWS, middle)) &&
			    package_of(p, get_u32(shows), package) &&
			    member_at(p, get_u32(shows), member);
		if (c < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

static const unsigned char *
content_record(const struct pack *p, uint32_t digest)
{
	uint32_t low = 0, high = record_count(p, PACK_CONTENTS), middle, at;
	const unsigned char *r;

	while (low < high) {
		middle = low + (high - low) / 2;
		r = record_at(p, PACK_CONTENTS, middle);
		if ((at = get_u32(r)) == digest)
			return r;
		if (at < digest)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

static bool
unpack(const struct pack *p, uint32_t i, struct arena *arena, struct span *block)
{
	const unsigned char *r = record_at(p, PACK_BLOCKS, i);
	struct span blob = p->section[PACK_BLOB];
	uint64_t offset;
	uint32_t packed, size;
	unsigned char *room;

	if (!r)
		return false;
	offset = get_u64(r);
	packed = get_u32(r + 8);
	size = get_u32(r + 12);
	if (offset > blob.n || packed > blob.n - offset || size > MAX_PACK_BLOCK ||
	    !(room = arena_alloc(arena, size + 1)))
		return false;
	*block = (struct span){ room, size };
	return ZSTD_decompress(room, size, blob.p + offset, packed) == size;
}

bool
pack_content(const struct pack *p, const struct pack_member *member, struct arena *arena,
    struct span *bytes)
{
	const unsigned char *r;
	char have[HASH_HEX], want[HASH_HEX];
	struct span block;
	uint32_t offset, length;

	if (!(member->flags & PACK_CONTENT) || member->digest == PACK_NONE ||
	    !(r = content_record(p, member->digest)) || !unpack(p, get_u32(r + 4), arena, &block))
		return false;
	offset = get_u32(r + 8);
	length = get_u32(r + 12);
	if (offset > block.n || length > block.n - offset)
		return false;
	*bytes = (struct span){ block.p + offset, length };
	hash_span(HASH_SHA256, *bytes, have);
	hash_hex(member->sha256, 32, want);
	return strcmp(have, want) == 0;
}
