/* SPDX-License-Identifier: GPL-3.0-or-later */
/* digest - a file's digest: from the ledger, and only where that has none by reading it */
#ifndef ASSAY_SWEEP_DIGEST_H
#define ASSAY_SWEEP_DIGEST_H

#include "../view/tree.h"
#include "ledger.h"

/* VIEW_OK, BROKEN or LIMIT; *read grows by the bytes that had to be read. */
int	digest_node(struct node, const struct vstat *, enum hash, char hex[HASH_HEX],
	    uint64_t *read);

#endif
