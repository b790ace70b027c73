/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ours - a file that the operator brings, and who signed it
 *
 * The signature stands beside the file, as FILE.sig: what
 * `ssh-keygen -Y sign -n NAMESPACE -f KEY FILE` writes.
 */
#ifndef ASSAY_TRUST_OURS_H
#define ASSAY_TRUST_OURS_H

#include "sshsig.h"

#define SIGNERS_FILE	"/etc/assay/allowed_signers"	/* on our medium; the image's own */

struct ours {
	struct span	bytes;		/* lives as long as the program */
	struct signer	by;		/* name "" when nobody signed */
};

/*
 * Read a file of at most `most` bytes and hold it to its signature.  Signers is
 * the path of an allowed_signers file, NULL for SIGNERS_FILE.  Without a
 * signature, or by a stranger: dies (EX_CONFIG), unless unsigned_too.  A file
 * that cannot be read: dies (EX_NOINPUT).
 */
void	ours_read(struct ours *, const char *path, const char *namespace, const char *signers,
	    bool unsigned_too, size_t most);

/*
 * Is a file's content, however it was read, signed by somebody whom the signers
 * permit?  NULL and the signer, or why not.
 */
const char	*ours_check(const char *path, struct span bytes, const char *namespace,
		    const char *signers, struct signer *by);

#endif
