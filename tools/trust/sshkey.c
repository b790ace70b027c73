/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sshkey - was this data signed by the holder of this key? */
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <string.h>

#include "../lib/die.h"
#include "sshkey.h"
#include "wire.h"

#define MAX_RSA		(16384 / 8)	/* bytes of a modulus: OpenSSH makes none larger */
#define MIN_RSA		(2048 / 8)	/* and what is smaller can be broken */
#define TOUCHED		0x01		/* PROTOCOL.u2f: the flag of user presence */
#define MAX_HEAD	(2 * 32 + 5)	/* what hardware signs: two digests, flags, a counter */

struct kind {
	const char	*name;
	EVP_PKEY	*(*read)(const struct kind *, struct span *rest);
	const char	*curve, *group;		/* SSH's name and OpenSSL's */
	const EVP_MD	*(*digest)(void);	/* of what is signed; NULL: the algorithm has its own */
	bool		 hardware;
};

static EVP_PKEY	*read_ed25519(const struct kind *, struct span *);
static EVP_PKEY	*read_ecdsa(const struct kind *, struct span *);
static EVP_PKEY	*read_rsa(const struct kind *, struct span *);

static const struct kind kinds[] = {
	{ "ssh-ed25519", read_ed25519, NULL, NULL, NULL, false },
	{ "sk-ssh-ed25519@openssh.com", read_ed25519, NULL, NULL, NULL, true },
	{ "ecdsa-sha2-nistp256", read_ecdsa, "nistp256", "P-256", EVP_sha256, false },
	{ "ecdsa-sha2-nistp384", read_ecdsa, "nistp384", "P-384", EVP_sha384, false },
	{ "ecdsa-sha2-nistp521", read_ecdsa, "nistp521", "P-521", EVP_sha512, false },
	{ "sk-ecdsa-sha2-nistp256@openssh.com", read_ecdsa, "nistp256", "P-256", EVP_sha256, true },
	{ "ssh-rsa", read_rsa, NULL, NULL, NULL, false },
};

static const struct kind *
kind_named(struct span name)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (span_is(name, kinds[i].name))
			return &kinds[i];
	return NULL;
}

bool
sshkey_kind(struct span name)
{
	/* Others that allowed_signers may hold: recognised, so that they can be refused by name. */
	return kind_named(name) || span_is(name, "ssh-dss") || span_ends(name, "-cert-v01@openssh.com");
}

void
sshkey_print(struct span key, char text[SSHKEY_PRINT])
{
	unsigned char raw[EVP_MAX_MD_SIZE];
	unsigned char *end;
	unsigned int n;

	if (!EVP_Digest(key.p, key.n, raw, &n, EVP_sha256(), NULL))
		die(EX_SOFTWARE, "libcrypto cannot hash");
	memcpy(text, "SHA256:", 7);
	end = (unsigned char *)text + 7;
	end += EVP_EncodeBlock(end, raw, (int)n);
	while (end[-1] == '=')
		*--end = '\0';
}

static EVP_PKEY *
read_ed25519(const struct kind *kind, struct span *rest)
{
	struct span raw;

	(void)kind;
	if (!wire_string(rest, &raw) || raw.n != 32)
		return NULL;
	return EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, NULL, raw.p, raw.n);
}

static EVP_PKEY *
built(const char *type, OSSL_PARAM_BLD *parts)
{
	EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_from_name(NULL, type, NULL);
	OSSL_PARAM *params = OSSL_PARAM_BLD_to_param(parts);
	EVP_PKEY *pkey = NULL;

	if (!ctx || !params || EVP_PKEY_fromdata_init(ctx) <= 0 ||
	    EVP_PKEY_fromdata(ctx, &pkey, EVP_PKEY_PUBLIC_KEY, params) <= 0)
		pkey = NULL;
	OSSL_PARAM_free(params);
	EVP_PKEY_CTX_free(ctx);
	return pkey;
}

static EVP_PKEY *
read_ecdsa(const struct kind *kind, struct span *rest)
{
	OSSL_PARAM_BLD *parts;
	EVP_PKEY *pkey = NULL;
	struct span point;

	if (!wire_word(rest, kind->curve) || !wire_string(rest, &point) || !point.n)
		return NULL;
	parts = OSSL_PARAM_BLD_new();
	if (parts && OSSL_PARAM_BLD_push_utf8_string(parts, OSSL_PKEY_PARAM_GROUP_NAME, kind->group, 0) &&
	    OSSL_PARAM_BLD_push_octet_string(parts, OSSL_PKEY_PARAM_PUB_KEY, point.p, point.n))
		pkey = built("EC", parts);	/* refuses a point that is not on the curve */
	OSSL_PARAM_BLD_free(parts);
	return pkey;
}

static EVP_PKEY *
read_rsa(const struct kind *kind, struct span *rest)
{
	BIGNUM *exponent, *modulus;
	OSSL_PARAM_BLD *parts;
	EVP_PKEY *pkey = NULL;
	struct span e, n;

	(void)kind;
	if (!wire_mpint(rest, &e) || !wire_mpint(rest, &n) || !e.n || e.n > 8 ||
	    n.n < MIN_RSA || n.n > MAX_RSA)
		return NULL;
	parts = OSSL_PARAM_BLD_new();
	exponent = BN_bin2bn(e.p, (int)e.n, NULL);
	modulus = BN_bin2bn(n.p, (int)n.n, NULL);
	if (parts && exponent && modulus &&
	    OSSL_PARAM_BLD_push_BN(parts, OSSL_PKEY_PARAM_RSA_E, exponent) &&
	    OSSL_PARAM_BLD_push_BN(parts, OSSL_PKEY_PARAM_RSA_N, modulus))
		pkey = built("RSA", parts);
	BN_free(exponent);
	BN_free(modulus);
	OSSL_PARAM_BLD_free(parts);
	return pkey;
}

static bool
verify_raw(EVP_PKEY *pkey, const EVP_MD *digest, struct span signature, struct span data)
{
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	bool good = ctx && EVP_DigestVerifyInit(ctx, NULL, digest, NULL, pkey) == 1 &&
	    EVP_DigestVerify(ctx, signature.p, signature.n, data.p, data.n) == 1;

	EVP_MD_CTX_free(ctx);
	return good;
}

/* SSH writes r and s as two mpints, OpenSSL wants them in DER. */
static bool
verify_ecdsa(EVP_PKEY *pkey, const EVP_MD *digest, struct span blob, struct span data)
{
	ECDSA_SIG *pair = ECDSA_SIG_new();
	BIGNUM *r = NULL, *s = NULL;
	unsigned char *der = NULL;
	struct span rs[2];
	bool good = false;
	int n;

	if (!pair || !wire_mpint(&blob, &rs[0]) || !wire_mpint(&blob, &rs[1]) || blob.n ||
	    rs[0].n > 66 || rs[1].n > 66)	/* the bytes of P-521's order */
		goto out;
	r = BN_bin2bn(rs[0].p, (int)rs[0].n, NULL);
	s = BN_bin2bn(rs[1].p, (int)rs[1].n, NULL);
	if (!r || !s || !ECDSA_SIG_set0(pair, r, s))
		goto out;
	r = s = NULL;		/* the pair's now */
	if ((n = i2d_ECDSA_SIG(pair, &der)) > 0)
		good = verify_raw(pkey, digest, (struct span){ der, (size_t)n }, data);
out:
	OPENSSL_free(der);
	BN_free(r);
	BN_free(s);
	ECDSA_SIG_free(pair);
	return good;
}

/* What hardware signs: SHA256(application), flags, counter, SHA256(data). */
static bool
hardware_head(struct span application, struct span tail, struct span data,
    unsigned char head[MAX_HEAD])
{
	unsigned int n;

	memcpy(head + 32, tail.p, 5);
	return EVP_Digest(application.p, application.n, head, &n, EVP_sha256(), NULL) &&
	    EVP_Digest(data.p, data.n, head + 37, &n, EVP_sha256(), NULL);
}

/* The name of the signature: the key's, but for RSA, whose names tell the digest. */
static bool
take_name(const struct kind *kind, struct span *signature, const EVP_MD **digest)
{
	*digest = kind->digest ? kind->digest() : NULL;
	if (kind->read != read_rsa)
		return wire_word(signature, kind->name);
	if (wire_word(signature, "rsa-sha2-512"))
		*digest = EVP_sha512();
	else if (wire_word(signature, "rsa-sha2-256"))
		*digest = EVP_sha256();
	return *digest;
}

static const char *
verify(const struct kind *kind, EVP_PKEY *pkey, struct span application, struct span signature,
    struct span data)
{
	unsigned char head[MAX_HEAD];
	const EVP_MD *digest;
	struct span blob;
	bool good;

	if (!take_name(kind, &signature, &digest) || !wire_string(&signature, &blob))
		return "the signature is of a kind that does not fit its key";
	if (signature.n != (kind->hardware ? 5 : 0))
		return "the signature is malformed";
	if (kind->hardware) {
		if (!(*signature.p & TOUCHED))
			return "the signature was made by a security key that nobody touched";
		if (!hardware_head(application, signature, data, head))
			die(EX_SOFTWARE, "libcrypto cannot hash");
		data = (struct span){ head, sizeof head };
	}
	good = kind->read == read_ecdsa ? verify_ecdsa(pkey, digest, blob, data) :
	    verify_raw(pkey, digest, blob, data);
	return good ? NULL : "the signature does not fit the file: one of them was changed";
}

const char *
sshkey_verify(struct span key, struct span signature, struct span data)
{
	struct span name, application = SPAN_NONE;
	const struct kind *kind;
	EVP_PKEY *pkey;
	const char *why;

	if (!wire_string(&key, &name) || !(kind = kind_named(name)))
		return "a key of a kind that is not supported";
	if (!(pkey = kind->read(kind, &key)))
		return "a key that is malformed or too weak";
	if ((kind->hardware && !wire_string(&key, &application)) || key.n)
		why = "a key that is malformed or too weak";
	else
		why = verify(kind, pkey, application, signature, data);
	EVP_PKEY_free(pkey);
	return why;
}
