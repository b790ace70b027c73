/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * softkey - a security key in software: signs a file as `ssh-keygen -Y sign` would with hardware
 *
 * usage: softkey ed25519|ecdsa NAMESPACE MESSAGE FLAGS PUBLIC SIGNATURE
 *
 * Writes the public key and the armoured signature.  Formats, from OpenSSH's
 * PROTOCOL.u2f and PROTOCOL.sshsig; ssh-keygen itself is the judge of them.
 */
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define APPLICATION	"ssh:"

struct blob {
	unsigned char	at[4096];
	size_t		n;
};

static void
raw(struct blob *b, const void *p, size_t n)
{
	if (n > sizeof b->at - b->n)
		abort();
	memcpy(b->at + b->n, p, n);
	b->n += n;
}

static void
number(struct blob *b, size_t n)
{
	const unsigned char be[4] = {
		(unsigned char)(n >> 24), (unsigned char)(n >> 16), (unsigned char)(n >> 8),
		(unsigned char)n,
	};

	raw(b, be, 4);
}

static void
string(struct blob *b, const void *p, size_t n)
{
	number(b, n);
	raw(b, p, n);
}

static void
word(struct blob *b, const char *s)
{
	string(b, s, strlen(s));
}

static void
mpint(struct blob *b, const BIGNUM *v)
{
	unsigned char bytes[128] = { 0 };
	int n = BN_bn2bin(v, bytes + 1);

	if (bytes[1] & 0x80)
		string(b, bytes, (size_t)n + 1);
	else
		string(b, bytes + 1, (size_t)n);
}

static void
base64(FILE *f, const struct blob *b)
{
	unsigned char *text = malloc(2 * sizeof b->at);

	EVP_EncodeBlock(text, b->at, (int)b->n);
	fprintf(f, "%s", text);
	free(text);
}

static void
digest(const EVP_MD *md, const void *p, size_t n, unsigned char *out)
{
	unsigned int got;

	if (!EVP_Digest(p, n, out, &got, md, NULL))
		abort();
}

static size_t
sign(EVP_PKEY *key, const EVP_MD *md, const struct blob *b, unsigned char *out, size_t room)
{
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();

	if (!EVP_DigestSignInit(ctx, NULL, md, NULL, key) ||
	    !EVP_DigestSign(ctx, out, &room, b->at, b->n))
		abort();
	EVP_MD_CTX_free(ctx);
	return room;
}

int
main(int argc, char **argv)
{
	struct blob public = { .n = 0 }, wrapped = { .n = 0 }, head = { .n = 0 };
	struct blob inner = { .n = 0 }, outer = { .n = 0 }, whole = { .n = 0 };
	unsigned char message[65536], sum[64], key[256], out[256];
	const unsigned char *der = out;
	bool ecdsa;
	const char *name;
	EVP_PKEY *pkey;
	ECDSA_SIG *pair;
	size_t n = sizeof key, got;
	unsigned char flags;
	FILE *f;

	if (argc != 7 || !(f = fopen(argv[3], "rb")))
		return 64;
	got = fread(message, 1, sizeof message, f);
	fclose(f);
	ecdsa = strcmp(argv[1], "ecdsa") == 0;
	flags = *argv[4] == '1';
	name = ecdsa ? "sk-ecdsa-sha2-nistp256@openssh.com" : "sk-ssh-ed25519@openssh.com";
	pkey = ecdsa ? EVP_EC_gen("P-256") : EVP_PKEY_Q_keygen(NULL, NULL, "ED25519");
	if (!pkey || !EVP_PKEY_get_octet_string_param(pkey, "pub", key, sizeof key, &n))
		return 70;
	word(&public, name);
	if (ecdsa)
		word(&public, "nistp256");
	string(&public, key, n);
	word(&public, APPLICATION);

	digest(EVP_sha512(), message, got, sum);
	raw(&wrapped, "SSHSIG", 6);
	word(&wrapped, argv[2]);
	word(&wrapped, "");
	word(&wrapped, "sha512");
	string(&wrapped, sum, 64);

	digest(EVP_sha256(), APPLICATION, strlen(APPLICATION), sum);
	raw(&head, sum, 32);
	raw(&head, &flags, 1);
	number(&head, 7);
	digest(EVP_sha256(), wrapped.at, wrapped.n, sum);
	raw(&head, sum, 32);
	n = sign(pkey, ecdsa ? EVP_sha256() : NULL, &head, out, sizeof out);
	word(&outer, name);
	if (ecdsa) {
		pair = d2i_ECDSA_SIG(NULL, &der, (long)n);
		mpint(&inner, ECDSA_SIG_get0_r(pair));
		mpint(&inner, ECDSA_SIG_get0_s(pair));
		string(&outer, inner.at, inner.n);
		ECDSA_SIG_free(pair);
	} else {
		string(&outer, out, n);
	}
	raw(&outer, &flags, 1);
	number(&outer, 7);

	raw(&whole, "SSHSIG", 6);
	number(&whole, 1);
	string(&whole, public.at, public.n);
	word(&whole, argv[2]);
	word(&whole, "");
	word(&whole, "sha512");
	string(&whole, outer.at, outer.n);
	EVP_PKEY_free(pkey);

	if (!(f = fopen(argv[5], "w")))
		return 73;
	fprintf(f, "%s ", name);
	base64(f, &public);
	fprintf(f, " soft\n");
	fclose(f);
	if (!(f = fopen(argv[6], "w")))
		return 73;
	fprintf(f, "-----BEGIN SSH SIGNATURE-----\n");
	base64(f, &whole);
	fprintf(f, "\n-----END SSH SIGNATURE-----\n");
	fclose(f);
	return 0;
}
