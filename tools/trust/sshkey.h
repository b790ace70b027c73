/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sshkey - does this SSH signature over this data belong to this SSH public key?
 *
 * Keys: ssh-ed25519 (RFC 8709), ecdsa-sha2-nistp256/384/521 (RFC 5656),
 * ssh-rsa with rsa-sha2-256/512 (RFC 8332), and the two kept in hardware,
 * sk-ssh-ed25519 and sk-ecdsa-sha2-nistp256 (OpenSSH's PROTOCOL.u2f): those
 * count only where the signature says that their holder touched them.
 */
#ifndef ASSAY_TRUST_SSHKEY_H
#define ASSAY_TRUST_SSHKEY_H

#include "../lib/span.h"

#define SSHKEY_PRINT	64	/* room for "SHA256:" and 43 characters, as `ssh-keygen -l` shows */

/* NULL when it does; otherwise why not (our words). */
const char	*sshkey_verify(struct span key, struct span signature, struct span data);
/* Is this the name of a kind of key that ssh knows? */
bool		 sshkey_kind(struct span name);
void		 sshkey_print(struct span key, char text[SSHKEY_PRINT]);

#endif
