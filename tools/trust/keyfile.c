/* SPDX-License-Identifier: GPL-3.0-or-later */
/* keyfile - which keys does the operator bring? */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmpgp.h>

#include "../lib/die.h"
#include "keyfile.h"
#include "keys.h"

#define BEGIN	"-----BEGIN PGP PUBLIC KEY BLOCK-----"

static struct keyfile brought[MAX_KEY_FILES];
static unsigned nbrought;

/* Every block of the text; the bytes end in a NUL that their length does not count. */
static size_t
add_armoured(struct keyring *k, const char *text)
{
	uint8_t *packets;
	size_t fresh = 0, n;

	for (; (text = strstr(text, BEGIN)); text++) {
		if (pgpParsePkts(text, &packets, &n) != PGPARMOR_PUBKEY)
			continue;
		fresh += keys_add(k, (struct span){ packets, n });
		free(packets);
	}
	return fresh;
}

void
keyfile_bring(const char *path, const char *signers, bool unsigned_too)
{
	struct keyfile *f = &brought[nbrought];
	struct ours file;

	if (nbrought == MAX_KEY_FILES)
		die((errno = 0, EX_USAGE), "more than %d files of keys", MAX_KEY_FILES);
	ours_read(&file, path, KEYS_NAMESPACE, signers, unsigned_too, MAX_KEY_TEXT);
	*f = (struct keyfile){ .path = path, .by = file.by };
	hash_span(HASH_SHA256, file.bytes, f->sha256);
	/* RFC 9580, 4.2: the first bit of a packet is set, that of a text is not. */
	f->n = file.bytes.n && *file.bytes.p & 0x80 ? keys_add(keys_ours(), file.bytes) :
	    add_armoured(keys_ours(), (const char *)file.bytes.p);
	if (!f->n)
		die((errno = 0, EX_CONFIG), "%s holds no key that is new and can be used", path);
	nbrought++;
}

const struct keyfile *
keyfiles(unsigned *n)
{
	*n = nbrought;
	return brought;
}
