/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hash - what is the digest of these bytes? */
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>

#include "die.h"
#include "hash.h"

struct hasher {
	EVP_MD_CTX	*ctx;
};

static const EVP_MD *
algorithm(enum hash kind)
{
	return kind == HASH_MD5 ? EVP_md5() : EVP_sha256();
}

void
hash_ready(void)
{
	char hex[HASH_HEX];

	hash_span(HASH_MD5, SPAN_NONE, hex);
	hash_span(HASH_SHA256, SPAN_NONE, hex);
}

struct hasher *
hash_open(enum hash kind)
{
	struct hasher *h = need(1, sizeof *h);

	if (!(h->ctx = EVP_MD_CTX_new()) || !EVP_DigestInit_ex(h->ctx, algorithm(kind), NULL))
		die(EX_SOFTWARE, "libcrypto cannot hash");
	return h;
}

void
hash_add(struct hasher *h, const void *p, size_t n)
{
	if (!EVP_DigestUpdate(h->ctx, p, n))
		die(EX_SOFTWARE, "libcrypto cannot hash");
}

void
hash_close(struct hasher *h, char hex[HASH_HEX])
{
	unsigned char raw[EVP_MAX_MD_SIZE];
	unsigned int n;

	if (!EVP_DigestFinal_ex(h->ctx, raw, &n))
		die(EX_SOFTWARE, "libcrypto cannot hash");
	for (unsigned int i = 0; i < n; i++)
		snprintf(hex + 2 * i, 3, "%02x", raw[i]);
	EVP_MD_CTX_free(h->ctx);
	free(h);
}

void
hash_span(enum hash kind, struct span s, char hex[HASH_HEX])
{
	struct hasher *h = hash_open(kind);

	hash_add(h, s.p, s.n);
	hash_close(h, hex);
}
