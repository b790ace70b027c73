/* SPDX-License-Identifier: GPL-3.0-or-later */
/* digest - what is the digest of this file, when perhaps it was not swept? */
#include <stdlib.h>

#include "../lib/die.h"
#include "digest.h"

#define CHUNK	((size_t)1 << 20)	/* one read: large enough that calls cost nothing */

int
digest_node(struct node node, const struct vstat *st, enum hash kind, char hex[HASH_HEX],
    uint64_t *read)
{
	int r = ledger_digest(node.view->ledger, st, kind, hex);
	struct hasher *h;
	unsigned char *buf;
	uint64_t at = 0;
	size_t got = 0;

	if (r != VIEW_ABSENT)
		return r;
	h = hash_open(kind);
	buf = need(1, CHUNK);
	while ((r = node_read(node, at, buf, CHUNK, &got)) == VIEW_OK && got) {
		hash_add(h, buf, got);
		at += got;
	}
	hash_close(h, hex);
	free(buf);
	*read += at;
	return r;
}
