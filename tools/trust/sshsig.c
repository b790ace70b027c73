/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sshsig - is this a signature of that file, by somebody we know? */
#include <openssl/evp.h>
#include <string.h>

#include "../lib/hash.h"
#include "sshsig.h"
#include "wire.h"

#define MAGIC		"SSHSIG"
#define VERSION		1
#define BEGIN		"-----BEGIN SSH SIGNATURE-----"
#define END		"-----END SSH SIGNATURE-----"

bool
base64_read(struct span text, unsigned char *out, size_t room, size_t *n)
{
	EVP_ENCODE_CTX *ctx = EVP_ENCODE_CTX_new();
	int got = 0, last = 0;
	bool good;

	/* Decoding writes no more than three bytes for four characters, and a few held back. */
	if (!ctx || text.n / 4 * 3 + 3 > room || text.n > INT32_MAX) {
		EVP_ENCODE_CTX_free(ctx);
		return false;
	}
	EVP_DecodeInit(ctx);
	good = EVP_DecodeUpdate(ctx, out, &got, text.p, (int)text.n) >= 0 &&
	    EVP_DecodeFinal(ctx, out + got, &last) == 1;
	EVP_ENCODE_CTX_free(ctx);
	*n = (size_t)got + (size_t)last;
	return good && *n > 0;
}

static bool
take_armour(struct span text, struct span *inside)
{
	struct span line, rest = text;

	if (!span_line(&rest, &line) || !span_is(span_trim(line), BEGIN))
		return false;
	*inside = rest;
	while (span_line(&rest, &line))
		if (span_is(span_trim(line), END)) {
			inside->n = (size_t)(line.p - inside->p);
			return span_trim(rest).n == 0;
		}
	return false;
}

struct parts {
	struct span	key, namespace, reserved, hash, signature;
};

static bool
take_apart(struct span blob, struct parts *p)
{
	uint32_t version;

	if (!span_starts(blob, MAGIC))
		return false;
	blob = span_skip(blob, strlen(MAGIC));
	return wire_u32(&blob, &version) && version == VERSION && wire_string(&blob, &p->key) &&
	    wire_string(&blob, &p->namespace) && wire_string(&blob, &p->reserved) &&
	    wire_string(&blob, &p->hash) && wire_string(&blob, &p->signature) && blob.n == 0;
}

/* What was signed: the digest of the message, wrapped so that it can be nothing else. */
struct wrapped {
	unsigned char	at[512];
	size_t		n;
};

static bool
put(struct wrapped *w, struct span s, bool counted)
{
	const unsigned char length[4] = {
		(unsigned char)(s.n >> 24), (unsigned char)(s.n >> 16),
		(unsigned char)(s.n >> 8), (unsigned char)s.n,
	};

	if (s.n > sizeof w->at - w->n || sizeof w->at - w->n - s.n < sizeof length)
		return false;
	if (counted) {
		memcpy(w->at + w->n, length, sizeof length);
		w->n += sizeof length;
	}
	if (s.n)
		memcpy(w->at + w->n, s.p, s.n);
	w->n += s.n;
	return true;
}

static bool
wrap(const struct parts *p, struct span message, struct wrapped *w)
{
	const EVP_MD *digest = span_is(p->hash, "sha512") ? EVP_sha512() :
	    span_is(p->hash, "sha256") ? EVP_sha256() : NULL;
	unsigned char raw[EVP_MAX_MD_SIZE];
	unsigned int n;

	return digest && EVP_Digest(message.p, message.n, raw, &n, digest, NULL) &&
	    put(w, span_of(MAGIC), false) && put(w, p->namespace, true) &&
	    put(w, p->reserved, true) && put(w, p->hash, true) &&
	    put(w, (struct span){ raw, n }, true);
}

const char *
sshsig_verify(struct span armoured, struct span message, const char *namespace,
    struct span allowed, time_t when, struct signer *who)
{
	unsigned char blob[MAX_SIGNATURE];
	struct wrapped wrapped = { .n = 0 };
	struct span inside;
	struct parts parts;
	const char *why;
	size_t n;

	*who = (struct signer){ .name = "" };
	if (armoured.n > sizeof blob || !take_armour(armoured, &inside) ||
	    !base64_read(inside, blob, sizeof blob, &n) ||
	    !take_apart((struct span){ blob, n }, &parts))
		return "this is no SSH signature";
	sshkey_print(parts.key, who->key);
	if (!span_is(parts.namespace, namespace))
		return "the signature was made for another purpose (its namespace)";
	if ((why = signers_allow(allowed, parts.key, namespace, when, who)))
		return why;
	if (!wrap(&parts, message, &wrapped))
		return "the signature uses a digest that is not supported";
	return sshkey_verify(parts.key, parts.signature, (struct span){ wrapped.at, wrapped.n });
}
