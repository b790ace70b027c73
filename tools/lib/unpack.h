/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * unpack - the bytes inside a compressed file, by libarchive: gzip, bzip2, xz, zstd, lz4
 *
 * Only in the jail: decompressors meet hostile input here.  Bombs end at the
 * caller's bound.
 */
#ifndef ASSAY_LIB_UNPACK_H
#define ASSAY_LIB_UNPACK_H

#include "arena.h"

enum unpacked {
	UNPACK_OK,	/* *bytes is what was inside, or the input itself when it is not compressed */
	UNPACK_BROKEN,	/* *bytes is what could be had before the fault */
	UNPACK_LIMIT,	/* likewise, before the bound */
};

enum unpacked	unpack(struct arena *, struct span packed, size_t most, struct span *bytes);

#endif
