/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pack - is this a whole pack, and what do its records say? */
#include <openssl/evp.h>
#include <string.h>

#include "pack_record.h"

const size_t pack_record[PACK_SECTIONS] = {
	[PACK_TEXT] = 1, [PACK_PACKAGES] = 80, [PACK_MEMBERS] = 32, [PACK_DIRS] = 8,
	[PACK_NAMES] = 8, [PACK_DIGESTS] = 32, [PACK_SHOWS] = 4, [PACK_CONTENTS] = 16,
	[PACK_BLOCKS] = 16, [PACK_BLOB] = 1,
};

uint32_t
get_u16(const unsigned char *p)
{
	return (uint32_t)p[1] << 8 | p[0];
}

uint32_t
get_u32(const unsigned char *p)
{
	return get_u16(p + 2) << 16 | get_u16(p);
}

uint64_t
get_u64(const unsigned char *p)
{
	return (uint64_t)get_u32(p + 4) << 32 | get_u32(p);
}

static bool
sha256_is(struct span s, const unsigned char want[32])
{
	unsigned char raw[EVP_MAX_MD_SIZE];
	unsigned int n;

	return EVP_Digest(s.p, s.n, raw, &n, EVP_sha256(), NULL) && memcmp(raw, want, 32) == 0;
}

static const char *
open_section(struct pack *p, enum pack_section which, struct span bytes, const unsigned char *at)
{
	uint64_t offset = get_u64(at), length = get_u64(at + 8);

	if (offset > bytes.n || length > bytes.n - offset || length % pack_record[which] ||
	    length / pack_record[which] >= PACK_NONE)
		return "a section of it lies outside";
	p->section[which] = (struct span){ bytes.p + offset, (size_t)length };
	return sha256_is(p->section[which], at + 16) ? NULL : "a section of it was changed";
}

const char *
pack_open(struct pack *p, struct span bytes)
{
	const char *why = NULL;

	*p = (struct pack){ .made = 0 };
	if (bytes.n < PACK_HEAD || !span_starts(bytes, PACK_MAGIC))
		return "it is no reference pack, or cut off";
	if (get_u32(bytes.p + 8) != PACK_VERSION)
		return "it is a reference pack of a version that is not known here";
	if (get_u64(bytes.p + 16) != bytes.n)
		return "it is cut off, or has more behind it";
	if (!sha256_is((struct span){ bytes.p, PACK_HEAD - 32 }, bytes.p + PACK_HEAD - 32))
		return "its header was changed";
	p->made = get_u64(bytes.p + 24);
	for (int i = 0; i < PACK_SECTIONS && !why; i++)
		why = open_section(p, (enum pack_section)i, bytes, bytes.p + 32 + 48 * i);
	return why;
}

uint32_t
record_count(const struct pack *p, enum pack_section which)
{
	return (uint32_t)(p->section[which].n / pack_record[which]);
}

const unsigned char *
record_at(const struct pack *p, enum pack_section which, uint32_t i)
{
	return i < record_count(p, which) ? p->section[which].p + i * pack_record[which] : NULL;
}

bool
text_at(const struct pack *p, uint32_t offset, uint32_t length, struct span *out)
{
	struct span text = p->section[PACK_TEXT];

	if (offset > text.n || length > text.n - offset)
		return false;
	*out = (struct span){ text.p + offset, length };
	return true;
}

/* The i'th of a section whose records are a text each. */
bool
text_of(const struct pack *p, enum pack_section which, uint32_t i, struct span *out)
{
	const unsigned char *r = record_at(p, which, i);

	return r && text_at(p, get_u32(r), get_u32(r + 4), out);
}

uint32_t
pack_packages(const struct pack *p)
{
	return record_count(p, PACK_PACKAGES);
}

bool
pack_package(const struct pack *p, uint32_t i, struct pack_package *out)
{
	const unsigned char *r = record_at(p, PACK_PACKAGES, i);
	struct span *const texts[] = {
		&out->manager, &out->name, &out->version, &out->arch, &out->origin,
	};
	uint32_t members = record_count(p, PACK_MEMBERS);

	if (!r)
		return false;
	for (size_t t = 0; t < sizeof texts / sizeof *texts; t++)
		if (!text_at(p, get_u32(r + 8 * t), get_u32(r + 8 * t + 4), texts[t]))
			return false;
	out->sha256 = r + 40;
	out->first = get_u32(r + 72);
	out->count = get_u32(r + 76);
	return out->first <= members && out->count <= members - out->first;
}

static bool
caps_at(const struct pack *p, uint32_t number, uint64_t *caps)
{
	struct span text;

	*caps = 0;
	if (!number)
		return true;
	if (!text_of(p, PACK_NAMES, number - 1, &text) || text.n != 8)
		return false;
	*caps = get_u64(text.p);
	return true;
}

bool
member_at(const struct pack *p, uint32_t i, struct pack_member *out)
{
	const unsigned char *r = record_at(p, PACK_MEMBERS, i);

	if (!r || !text_of(p, PACK_DIRS, get_u32(r), &out->dir) ||
	    !text_at(p, get_u32(r + 4), get_u16(r + 8), &out->base) ||
	    !text_of(p, PACK_NAMES, get_u16(r + 12), &out->user) ||
	    !text_of(p, PACK_NAMES, get_u16(r + 14), &out->group))
		return false;
	out->mode = get_u16(r + 10);
	out->size = get_u64(r + 16);
	out->flags = get_u16(r + 28);
	out->target = SPAN_NONE;
	out->caps = 0;
	out->digest = PACK_NONE;
	out->sha256 = NULL;
	if ((out->mode & 0170000) == 0120000)
		return text_at(p, get_u32(r + 24), get_u16(r + 30), &out->target);
	if (!caps_at(p, get_u16(r + 30), &out->caps))
		return false;
	if (get_u32(r + 24) == PACK_NONE)
		return true;
	out->digest = get_u32(r + 24);
	return (out->sha256 = record_at(p, PACK_DIGESTS, out->digest)) != NULL;
}

bool
pack_member(const struct pack *p, const struct pack_package *package, uint32_t i,
    struct pack_member *out)
{
	return i < package->count && member_at(p, package->first + i, out);
}
