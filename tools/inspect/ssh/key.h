/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * key - public keys of SSH: a line of authorized_keys, a .pub file, a private key's outside
 *
 * Blobs as RFC 4253, 6.6 and OpenSSH's PROTOCOL files write them; private keys
 * as PROTOCOL.key (openssh-key-v1), whose public half is never encrypted.
 */
#ifndef ASSAY_INSPECT_SSH_KEY_H
#define ASSAY_INSPECT_SSH_KEY_H

#include "../../trust/sshkey.h"
#include "../inspect.h"

struct key {
	struct span	options;	/* before the key, as sshd(8) tells them; may be empty */
	struct span	type, comment;
	struct span	blob;
	unsigned	bits;		/* of RSA; 0: of another kind */
	char		print[SSHKEY_PRINT];	/* as ssh-keygen -l writes it */
};

/* A line that is blank or a comment is neither a key nor odd. */
enum key_line { KEY_NONE, KEY_READ, KEY_ODD };

enum key_line	key_line(struct inspection *, struct span line, struct key *);
/* The public half of a private key file; false: not of that format. */
bool		key_private(struct inspection *, struct span text, struct key *);
/* Does the option stand among the key's, with or without a value? */
bool		key_option(const struct key *, const char *name);

#endif
