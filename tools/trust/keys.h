/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * keys - whose signature do we believe?
 *
 * The vendors' keys are built in (third-party/vendor-keys.list says whose and
 * why); the operator may bring more (keyfile.h).  No key is ever taken from a
 * suspect disk.  Formats: OpenPGP, RFC 9580, read by librpm.
 */
#ifndef ASSAY_TRUST_KEYS_H
#define ASSAY_TRUST_KEYS_H

#include "../lib/span.h"

extern const unsigned char	vendor_keys[];	/* transferable public keys, one behind the other */
extern const size_t		vendor_keys_size;

#define KEY_ID_HEX	17	/* eight bytes as hex, and a NUL */

enum seal {
	SEAL_NONE,		/* no signature */
	SEAL_GOOD,		/* by a key of ours */
	SEAL_STRANGER,		/* by a key that we do not have, or in a way that we cannot check */
	SEAL_SPENT,		/* by a key of ours that was revoked, or had expired when it signed */
	SEAL_BAD,		/* the signature is not over these bytes */
};

struct keyring;

/* The process's own keys: the vendors' to begin with, read once. */
struct keyring	*keys_ours(void);
/* More keys, one behind the other; answers how many were new. */
size_t		 keys_add(struct keyring *, struct span);

/*
 * Is the OpenPGP signature over these pieces, one behind the other?  The id of
 * the key it names goes to id, "" when it names none.
 */
enum seal	 keys_check(const struct keyring *, struct span signature, const struct span *over,
		    size_t pieces, char id[KEY_ID_HEX]);

#endif
