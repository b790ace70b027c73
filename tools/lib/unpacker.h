/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * unpacker - one compressed stream after the other, piece by piece
 *
 * For what unpack.h is not made for: files too large to hold, and images that
 * go on behind the end of a stream.  Consumes exactly the stream's own bytes.
 * Only in the jail: decompressors meet hostile input here.
 */
#ifndef ASSAY_LIB_UNPACKER_H
#define ASSAY_LIB_UNPACKER_H

#include "span.h"

enum packing {
	PACKING_NONE, PACKING_GZIP, PACKING_BZIP2, PACKING_XZ, PACKING_LZMA, PACKING_ZSTD,
	PACKING_LZ4,		/* the legacy frames that the kernel reads: lz4 -l */
	PACKING_LZO,		/* known by sight, not unpacked */
};

#define UNPACKER_MAGIC	8	/* bytes that tell the packing */

enum packing	packing_of(struct span head);
const char	*packing_name(enum packing);

enum unpacking {
	UNPACKING_MORE,		/* give more input, or take more output */
	UNPACKING_END,		/* the stream has ended; what is left in *in lies behind it */
	UNPACKING_BROKEN,
};

struct unpacker;

/* NULL when we have nothing that unpacks it.  Dies when out of memory. */
struct unpacker	*unpacker_open(enum packing);
/* Take from *in, put up to n bytes in out.  last: there is no input behind *in. */
enum unpacking	unpacker_step(struct unpacker *, struct span *in, bool last, void *out, size_t n, size_t *got);
void		unpacker_close(struct unpacker *);

#endif
