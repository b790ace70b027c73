/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sshsig - was this file signed by somebody whom our allowed_signers names?
 *
 * What `ssh-keygen -Y sign -n NAMESPACE` writes, from OpenSSH's PROTOCOL.sshsig,
 * against a file as in ALLOWED SIGNERS of ssh-keygen(1).  Namespaces in use:
 * assay-reference (packs), assay-site (what a site allows).  Times in allowed_signers are taken as UTC;
 * certificates (cert-authority) are not supported, and said so.
 */
#ifndef ASSAY_TRUST_SSHSIG_H
#define ASSAY_TRUST_SSHSIG_H

#include <time.h>

#include "sshkey.h"

#define MAX_SIGNATURE	16384	/* characters: of an RSA key of 16384 bits, about 6,000 */
#define MAX_SIGNERS	(1 << 20)	/* bytes of allowed_signers: thousands of keys */

struct signer {
	char	name[128];		/* the principals of the line that allows the key, escaped */
	char	key[SSHKEY_PRINT];	/* its fingerprint */
};

/*
 * NULL, and *who, when the armoured signature is one of the message, in this
 * namespace, by a key that allowed permits for it at that time.  Otherwise why
 * not (our words); who->key is "" unless the signature could be read.
 */
const char	*sshsig_verify(struct span armoured, struct span message, const char *namespace,
		    struct span allowed, time_t when, struct signer *who);

/* allowed.c: NULL when a line permits the key, for the namespace, at that time. */
const char	*signers_allow(struct span allowed, struct span key, const char *namespace,
		    time_t when, struct signer *who);

/* Base64, blanks and line ends left out; false when it is none, or more than room. */
bool		 base64_read(struct span text, unsigned char *out, size_t room, size_t *n);

#endif
