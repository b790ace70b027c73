/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * hash - digests, by OpenSSL's libcrypto
 *
 * MD5 and SHA-1 only answer what a package manager's own records ask; alone
 * they prove nothing.
 */
#ifndef ASSAY_LIB_HASH_H
#define ASSAY_LIB_HASH_H

#include "span.h"

enum hash { HASH_MD5, HASH_SHA1, HASH_SHA256, HASH_SHA384, HASH_SHA512 };

#define HASH_KINDS	(HASH_SHA512 + 1)
#define HASH_BYTES	64	/* the longest digest */
#define HASH_HEX	129	/* room for it as lower-case hex, and its NUL */

size_t		 hash_size(enum hash);			/* bytes of its digest */
/* Is this a digest of the kind, as lower-case hex? */
bool		 hash_written(enum hash, struct span hex);

struct hasher;

/* Before the jail shuts: libcrypto finds its algorithms and its random state. */
void		 hash_ready(void);

struct hasher	*hash_open(enum hash);			/* dies when out of memory */
void		 hash_add(struct hasher *, const void *, size_t);
void		 hash_close(struct hasher *, char hex[HASH_HEX]);	/* and frees it */
/* The digest so far as raw bytes; the hasher then begins anew. */
void		 hash_take(struct hasher *, unsigned char raw[HASH_BYTES]);

void		 hash_span(enum hash, struct span, char hex[HASH_HEX]);
/* Raw bytes of hex that hash_written would take; false of other. */
bool		 hash_raw(enum hash, struct span hex, unsigned char raw[HASH_BYTES]);
/* Hex of raw bytes; n is at most HASH_BYTES. */
void		 hash_hex(const unsigned char *raw, size_t n, char hex[HASH_HEX]);

#define HASH_KEY	16

/* SipHash-2-4 under a key, as a number: the checksum in systemd's journals. */
struct siphash;

struct siphash	*siphash_open(const unsigned char key[HASH_KEY]);
uint64_t	 siphash_span(struct siphash *, struct span);
void		 siphash_close(struct siphash *);

#endif
