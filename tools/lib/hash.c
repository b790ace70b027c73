/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hash - what is the digest of these bytes? */
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <stdlib.h>
#include <string.h>

#include "die.h"
#include "hash.h"

struct hasher {
	EVP_MD_CTX	*ctx;
};

static const struct {
	const EVP_MD	*(*algorithm)(void);
	size_t		 size;
} kinds[HASH_KINDS] = {
	[HASH_MD5] = { EVP_md5, 16 },
	[HASH_SHA1] = { EVP_sha1, 20 },
	[HASH_SHA256] = { EVP_sha256, 32 },
	[HASH_SHA384] = { EVP_sha384, 48 },
	[HASH_SHA512] = { EVP_sha512, 64 },
};

size_t
hash_size(enum hash kind)
{
	return kinds[kind].size;
}

bool
hash_written(enum hash kind, struct span hex)
{
	for (size_t i = 0; i < hex.n; i++)
		if (!((hex.p[i] >= '0' && hex.p[i] <= '9') || (hex.p[i] >= 'a' && hex.p[i] <= 'f')))
			return false;
	return hex.n == 2 * kinds[kind].size;
}

void
hash_ready(void)
{
	static const unsigned char key[HASH_KEY];
	char hex[HASH_HEX];

	for (int kind = 0; kind < HASH_KINDS; kind++)
		hash_span((enum hash)kind, SPAN_NONE, hex);
	siphash_close(siphash_open(key));
}

struct hasher *
hash_open(enum hash kind)
{
	struct hasher *h = need(1, sizeof *h);

	if (!(h->ctx = EVP_MD_CTX_new()) || !EVP_DigestInit_ex(h->ctx, kinds[kind].algorithm(), NULL))
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
	hash_hex(raw, n, hex);
	EVP_MD_CTX_free(h->ctx);
	free(h);
}

void
hash_take(struct hasher *h, unsigned char raw[HASH_BYTES])
{
	const EVP_MD *kind = EVP_MD_CTX_get0_md(h->ctx);

	if (!EVP_DigestFinal_ex(h->ctx, raw, NULL) || !EVP_DigestInit_ex(h->ctx, kind, NULL))
		die(EX_SOFTWARE, "libcrypto cannot hash");
}

void
hash_hex(const unsigned char *raw, size_t n, char hex[HASH_HEX])
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < n; i++) {
		hex[2 * i] = digits[raw[i] >> 4];
		hex[2 * i + 1] = digits[raw[i] & 15];
	}
	hex[2 * n] = '\0';
}

static unsigned char
digit(unsigned char c)
{
	return (unsigned char)(c <= '9' ? c - '0' : c - 'a' + 10);
}

bool
hash_raw(enum hash kind, struct span hex, unsigned char raw[HASH_BYTES])
{
	if (!hash_written(kind, hex))
		return false;
	for (size_t i = 0; i < hex.n / 2; i++)
		raw[i] = (unsigned char)(digit(hex.p[2 * i]) << 4 | digit(hex.p[2 * i + 1]));
	return true;
}

void
hash_span(enum hash kind, struct span s, char hex[HASH_HEX])
{
	struct hasher *h = hash_open(kind);

	hash_add(h, s.p, s.n);
	hash_close(h, hex);
}

struct siphash {
	EVP_MAC_CTX	*ctx;
	unsigned char	 key[HASH_KEY];
};

struct siphash *
siphash_open(const unsigned char key[HASH_KEY])
{
	struct siphash *h = need(1, sizeof *h);
	EVP_MAC *mac = EVP_MAC_fetch(NULL, OSSL_MAC_NAME_SIPHASH, NULL);

	if (!mac || !(h->ctx = EVP_MAC_CTX_new(mac)))
		die(EX_SOFTWARE, "libcrypto cannot hash");
	EVP_MAC_free(mac);
	memcpy(h->key, key, sizeof h->key);
	return h;
}

uint64_t
siphash_span(struct siphash *h, struct span s)
{
	size_t size = 8, n;
	const OSSL_PARAM eight[] = {
		OSSL_PARAM_construct_size_t(OSSL_MAC_PARAM_SIZE, &size), OSSL_PARAM_construct_end(),
	};
	unsigned char raw[16];
	uint64_t v = 0;

	if (!EVP_MAC_init(h->ctx, h->key, sizeof h->key, eight) ||
	    !EVP_MAC_update(h->ctx, s.p, s.n) || !EVP_MAC_final(h->ctx, raw, &n, sizeof raw) || n != 8)
		die(EX_SOFTWARE, "libcrypto cannot hash");
	while (n--)
		v = v << 8 | raw[n];
	return v;
}

void
siphash_close(struct siphash *h)
{
	EVP_MAC_CTX_free(h->ctx);
	free(h);
}
