/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * keyfile - vendors' keys that the operator brings, beside those built in
 *
 * A file of OpenPGP public keys, armoured (any number of blocks) or not, held
 * to its own SSH signature as every file is that the operator brings (ours.h).
 */
#ifndef ASSAY_TRUST_KEYFILE_H
#define ASSAY_TRUST_KEYFILE_H

#include "../lib/hash.h"
#include "ours.h"

#define KEYS_NAMESPACE	"assay-keys"		/* of ssh-keygen -Y sign -n */
#define MAX_KEY_FILES	16
#define MAX_KEY_TEXT	((size_t)4 << 20)	/* bytes of one file: 1,000 keys */

struct keyfile {
	const char	*path;			/* borrowed: as the operator named it */
	char		 sha256[HASH_HEX];
	struct signer	 by;			/* name "": nobody, and the operator knows */
	size_t		 n;			/* keys in it that were new */
};

/* Bring one, before any child starts.  Dies (EX_CONFIG, EX_NOINPUT) when it cannot be believed. */
void	keyfile_bring(const char *path, const char *signers, bool unsigned_too);
/* What was brought. */
const struct keyfile	*keyfiles(unsigned *n);

#endif
