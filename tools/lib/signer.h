/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * signer - whose signature stands at the end of a kernel module?
 *
 * The name only, as a fingerprint: the signature is not verified, for the key
 * would be the suspect's own.
 */
#ifndef ASSAY_LIB_SIGNER_H
#define ASSAY_LIB_SIGNER_H

#include "hash.h"

#define SIGNER_TAIL	16384	/* bytes that hold any module's signature: PKCS#7 without certificates */

enum signer { SIGNER_NONE, SIGNER_ODD, SIGNER_KNOWN };

/* tail: the module's last bytes, SIGNER_TAIL of them when it has as many. */
enum signer	signer_of(struct span tail, char fingerprint[HASH_HEX]);

#endif
