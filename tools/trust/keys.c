/* SPDX-License-Identifier: GPL-3.0-or-later */
/* keys - which keys are ours, and did one of them sign this? */
#include <stdlib.h>

#include <rpm/rpmcrypto.h>
#include <rpm/rpmkeyring.h>
#include <rpm/rpmpgp.h>

#include "../lib/hash.h"
#include "keys.h"

struct keyring {
	rpmKeyring	ring;
};

/* A vendor may sign with a subkey: it counts as its main key does. */
static void
add_subkeys(struct keyring *k, rpmPubkey key)
{
	int n = 0;
	rpmPubkey *sub = rpmGetSubkeys(key, &n);

	for (int i = 0; i < n; i++) {
		rpmKeyringAddKey(k->ring, sub[i]);
		rpmPubkeyFree(sub[i]);
	}
	free(sub);
}

static size_t
add_one(struct keyring *k, struct span packets)
{
	rpmPubkey key = rpmPubkeyNew(packets.p, packets.n);
	bool fresh = key && rpmKeyringAddKey(k->ring, key) == 0;

	if (fresh)
		add_subkeys(k, key);
	rpmPubkeyFree(key);
	return fresh;
}

size_t
keys_add(struct keyring *k, struct span packets)
{
	size_t fresh = 0, n;

	while (packets.n && pgpPubKeyCertLen(packets.p, packets.n, &n) == 0 && n) {
		fresh += add_one(k, (struct span){ packets.p, n });
		packets = span_skip(packets, n);
	}
	return fresh;
}

struct keyring *
keys_ours(void)
{
	static struct keyring ours;

	if (!ours.ring) {
		ours.ring = rpmKeyringNew();
		keys_add(&ours, (struct span){ vendor_keys, vendor_keys_size });
	}
	return &ours;
}

/* What a collision can be made of signs nothing any more; vendors left MD5 before RHEL 5. */
static bool
too_weak(unsigned hash)
{
	return hash == RPM_HASH_MD5;
}

static enum seal
verify(const struct keyring *k, pgpDigParams sig, const struct span *over, size_t pieces)
{
	unsigned hash = pgpDigParamsAlgo(sig, PGPVAL_HASHALGO);
	DIGEST_CTX digest;
	enum seal seal;

	if (pgpSignatureType(sig) != PGPSIGTYPE_BINARY || too_weak(hash) ||
	    !(digest = rpmDigestInit((int)hash, RPMDIGEST_NONE)))
		return SEAL_STRANGER;
	for (size_t i = 0; i < pieces; i++)
		rpmDigestUpdate(digest, over[i].p, over[i].n);
	switch (rpmKeyringVerifySig(k->ring, sig, digest)) {
	case RPMRC_OK:
		seal = SEAL_GOOD;
		break;
	case RPMRC_NOKEY:
		seal = SEAL_STRANGER;
		break;
	case RPMRC_NOTTRUSTED:
		seal = SEAL_SPENT;
		break;
	default:
		seal = SEAL_BAD;
	}
	rpmDigestFinal(digest, NULL, NULL, 0);
	return seal;
}

enum seal
keys_check(const struct keyring *k, struct span signature, const struct span *over, size_t pieces,
    char id[KEY_ID_HEX])
{
	char hex[HASH_HEX];
	pgpDigParams sig;
	enum seal seal;

	id[0] = '\0';
	if (!signature.n)
		return SEAL_NONE;
	if (pgpPrtParams(signature.p, signature.n, PGPTAG_SIGNATURE, &sig) != 0)
		return SEAL_STRANGER;
	hash_hex(pgpDigParamsSignID(sig), PGP_KEYID_LEN, hex);
	memcpy(id, hex, KEY_ID_HEX);
	seal = verify(k, sig, over, pieces);
	pgpDigParamsFree(sig);
	return seal;
}
