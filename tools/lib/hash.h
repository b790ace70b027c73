/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * hash - digests, by OpenSSL's libcrypto
 *
 * MD5 only answers what dpkg's own records ask; it proves nothing.
 */
#ifndef ASSAY_LIB_HASH_H
#define ASSAY_LIB_HASH_H

#include "span.h"

enum hash { HASH_MD5, HASH_SHA256 };

#define HASH_HEX	65	/* room for the longest digest as lower-case hex, and its NUL */

struct hasher;

/* Before the jail shuts: libcrypto finds its algorithms and its random state. */
void		 hash_ready(void);

struct hasher	*hash_open(enum hash);			/* dies when out of memory */
void		 hash_add(struct hasher *, const void *, size_t);
void		 hash_close(struct hasher *, char hex[HASH_HEX]);	/* and frees it */

void		 hash_span(enum hash, struct span, char hex[HASH_HEX]);

#endif
