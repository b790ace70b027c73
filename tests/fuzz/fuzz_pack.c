/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fuzz_pack - does any pack, however its records lie, break the reader of packs?
 *
 * The header's digests are made right first: a signer of ours could have signed
 * a pack that our own writer would never write.
 */
#include <openssl/evp.h>
#include <string.h>

#include "../../tools/truth/pack_record.h"

int	LLVMFuzzerTestOneInput(const unsigned char *, size_t);

static void
repair(unsigned char *p, size_t n)
{
	memcpy(p, PACK_MAGIC, 8);
	memcpy(p + 8, "\1\0\0\0", 4);
	for (int i = 0; i < 8; i++)
		p[16 + i] = (unsigned char)((uint64_t)n >> (8 * i));
	for (size_t i = 0; i < PACK_SECTIONS; i++) {
		unsigned char *at = p + 32 + 48 * i;
		uint64_t offset = get_u64(at), length = get_u64(at + 8);

		if (offset <= n && length <= n - offset)
			EVP_Digest(p + offset, (size_t)length, at + 16, NULL, EVP_sha256(), NULL);
	}
	EVP_Digest(p, PACK_HEAD - 32, p + PACK_HEAD - 32, NULL, EVP_sha256(), NULL);
}

static void
look(const struct pack *pack)
{
	struct arena arena = { .ceiling = 8 << 20 };
	struct pack_package p, found;
	struct pack_member m;
	struct span bytes;

	pack_check(pack);
	for (uint32_t i = 0; i < 64 && pack_package(pack, i, &p); i++) {
		pack_find(pack, "dpkg", p.name, p.version, p.arch, &found);
		pack_find_member(pack, &p, span_of("/usr/bin/one"), &m);
		pack_find_control(pack, &p, "postinst", &m);
		for (uint32_t j = 0; j < 64 && pack_member(pack, &p, j, &m); j++) {
			pack_content(pack, &m, &arena, &bytes);
			if (m.sha256)
				pack_explain(pack, m.sha256, &found, &m);
		}
	}
	arena_free(&arena);
}

int
LLVMFuzzerTestOneInput(const unsigned char *p, size_t n)
{
	unsigned char *copy;
	struct pack pack;

	if (n < PACK_HEAD || n > 1 << 20)
		return 0;
	copy = malloc(n);
	memcpy(copy, p, n);
	repair(copy, n);
	if (!pack_open(&pack, (struct span){ copy, n }))
		look(&pack);
	free(copy);
	return 0;
}
