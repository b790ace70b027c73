/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * unpacker - what is inside a compressed stream, and where does it end?
 *
 * Magic numbers, from the kernel's lib/decompress.c; lz4's legacy frame, from
 * lz4's doc/lz4_Frame_format.md: the magic, then blocks of a little-endian
 * length and that many bytes, each unpacked to 8 MiB at most.
 */
#include <bzlib.h>
#include <lz4.h>
#include <lzma.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <zlib.h>
#include <zstd.h>

#include "die.h"
#include "unpacker.h"

#define MAX_DICTIONARY	((uint64_t)256 << 20)	/* xz -9 asks for 65 MiB to unpack */
#define LZ4_BLOCK	(8 << 20)
#define LZ4_MAGIC	0x184c2102U

struct lz4 {
	unsigned char	*packed, *plain;
	size_t		 have, want;	/* bytes of the packed block; 0 wanted: its length comes next */
	size_t		 n, at;		/* unpacked, handed out */
	bool		 begun;		/* the magic is behind us */
};

struct unpacker {
	enum packing	 kind;
	z_stream	 gzip;
	bz_stream	 bzip2;
	lzma_stream	 xz;
	ZSTD_DCtx	*zstd;
	struct lz4	 lz4;
};

static const struct {
	enum packing	 kind;
	const char	*name, *magic;
	size_t		 n;
} packings[] = {
	{ PACKING_GZIP, "gzip", "\x1f\x8b", 2 },
	{ PACKING_XZ, "xz", "\xfd" "7zXZ\0", 6 },
	{ PACKING_LZMA, "lzma", "\x5d\0\0", 3 },
	{ PACKING_ZSTD, "zstd", "\x28\xb5\x2f\xfd", 4 },
	{ PACKING_LZ4, "lz4", "\x02\x21\x4c\x18", 4 },
	{ PACKING_BZIP2, "bzip2", "BZh", 3 },
	{ PACKING_LZO, "lzo", "\x89LZO", 4 },
};

#define PACKINGS	(sizeof packings / sizeof *packings)

enum packing
packing_of(struct span head)
{
	for (size_t i = 0; i < PACKINGS; i++)
		if (head.n >= packings[i].n && memcmp(head.p, packings[i].magic, packings[i].n) == 0)
			return packings[i].kind;
	return PACKING_NONE;
}

const char *
packing_name(enum packing kind)
{
	for (size_t i = 0; i < PACKINGS; i++)
		if (packings[i].kind == kind)
			return packings[i].name;
	return "nothing";
}

struct unpacker *
unpacker_open(enum packing kind)
{
	struct unpacker *u;
	bool ok = true;

	if (kind == PACKING_NONE || kind == PACKING_LZO)
		return NULL;
	u = need(1, sizeof *u);
	u->kind = kind;
	u->xz = (lzma_stream)LZMA_STREAM_INIT;
	if (kind == PACKING_GZIP)
		ok = inflateInit2(&u->gzip, 16 + MAX_WBITS) == Z_OK;
	else if (kind == PACKING_BZIP2)
		ok = BZ2_bzDecompressInit(&u->bzip2, 0, 0) == BZ_OK;
	else if (kind == PACKING_XZ)
		ok = lzma_stream_decoder(&u->xz, MAX_DICTIONARY, 0) == LZMA_OK;
	else if (kind == PACKING_LZMA)
		ok = lzma_alone_decoder(&u->xz, MAX_DICTIONARY) == LZMA_OK;
	else if (kind == PACKING_ZSTD)
		ok = (u->zstd = ZSTD_createDCtx()) != NULL;
	if (!ok)
		die(EX_OSERR, "out of memory");
	if (kind == PACKING_LZ4) {
		u->lz4.packed = need(1, LZ4_COMPRESSBOUND(LZ4_BLOCK));
		u->lz4.plain = need(1, LZ4_BLOCK);
	}
	return u;
}

static enum unpacking
step_gzip(z_stream *z, struct span *in, void *out, size_t n, size_t *got)
{
	size_t before = in->n;
	int r;

	z->next_in = (Bytef *)(uintptr_t)in->p;
	z->avail_in = (uInt)(in->n < UINT32_MAX ? in->n : UINT32_MAX);
	z->next_out = out;
	z->avail_out = (uInt)(n < UINT32_MAX ? n : UINT32_MAX);
	before = z->avail_in;
	n = z->avail_out;
	r = inflate(z, Z_NO_FLUSH);
	*in = span_skip(*in, before - z->avail_in);
	*got = n - z->avail_out;
	return r == Z_STREAM_END ? UNPACKING_END :
	    r == Z_OK || r == Z_BUF_ERROR ? UNPACKING_MORE : UNPACKING_BROKEN;
}

static enum unpacking
step_bzip2(bz_stream *z, struct span *in, void *out, size_t n, size_t *got)
{
	unsigned before = (unsigned)(in->n < UINT32_MAX ? in->n : UINT32_MAX);
	int r;

	z->next_in = (char *)(uintptr_t)in->p;
	z->avail_in = before;
	z->next_out = out;
	z->avail_out = (unsigned)(n < UINT32_MAX ? n : UINT32_MAX);
	n = z->avail_out;
	r = BZ2_bzDecompress(z);
	*in = span_skip(*in, before - z->avail_in);
	*got = n - z->avail_out;
	return r == BZ_STREAM_END ? UNPACKING_END : r == BZ_OK ? UNPACKING_MORE : UNPACKING_BROKEN;
}

static enum unpacking
step_xz(lzma_stream *xz, struct span *in, bool last, void *out, size_t n, size_t *got)
{
	lzma_ret r;

	xz->next_in = in->p;
	xz->avail_in = in->n;
	xz->next_out = out;
	xz->avail_out = n;
	r = lzma_code(xz, last ? LZMA_FINISH : LZMA_RUN);
	*in = span_skip(*in, in->n - xz->avail_in);
	*got = n - xz->avail_out;
	return r == LZMA_STREAM_END ? UNPACKING_END :
	    r == LZMA_OK || r == LZMA_BUF_ERROR ? UNPACKING_MORE : UNPACKING_BROKEN;
}

static enum unpacking
step_zstd(ZSTD_DCtx *zstd, struct span *in, void *out, size_t n, size_t *got)
{
	ZSTD_inBuffer from = { in->p, in->n, 0 };
	ZSTD_outBuffer to = { out, n, 0 };
	size_t r = ZSTD_decompressStream(zstd, &to, &from);

	*in = span_skip(*in, from.pos);
	*got = to.pos;
	return ZSTD_isError(r) ? UNPACKING_BROKEN : r == 0 ? UNPACKING_END : UNPACKING_MORE;
}

/* Gather the block's bytes, its length first; false until they are all there. */
static bool
gather(struct lz4 *z, struct span *in, size_t want)
{
	size_t n = want - z->have < in->n ? want - z->have : in->n;

	if (n)
		memcpy(z->packed + z->have, in->p, n);
	z->have += n;
	*in = span_skip(*in, n);
	return z->have == want;
}

/* A length that no block has is the next thing's beginning, or zeros: the frame has ended. */
static enum unpacking
block_begins(struct lz4 *z, struct span *in)
{
	struct span word = { z->packed, 4 };
	uint32_t length;

	if (!gather(z, in, 4))
		return UNPACKING_MORE;
	z->have = 0;
	take_u32le(&word, &length);
	if (!z->begun) {
		z->begun = true;
		return length == LZ4_MAGIC ? UNPACKING_MORE : UNPACKING_BROKEN;
	}
	if (length == LZ4_MAGIC)
		return UNPACKING_MORE;
	if (length == 0)
		return UNPACKING_END;
	if (length > LZ4_COMPRESSBOUND(LZ4_BLOCK))
		return UNPACKING_BROKEN;
	z->want = length;
	return UNPACKING_MORE;
}

static enum unpacking
step_lz4(struct lz4 *z, struct span *in, bool last, void *out, size_t n, size_t *got)
{
	int unpacked;

	*got = z->n - z->at < n ? z->n - z->at : n;
	if (*got) {
		memcpy(out, z->plain + z->at, *got);
		z->at += *got;
		return UNPACKING_MORE;
	}
	if (!z->want)
		return in->n == 0 && last ? UNPACKING_END : block_begins(z, in);
	if (!gather(z, in, z->want))
		return last ? UNPACKING_BROKEN : UNPACKING_MORE;
	unpacked = LZ4_decompress_safe((const char *)z->packed, (char *)z->plain, (int)z->want, LZ4_BLOCK);
	if (unpacked < 0)
		return UNPACKING_BROKEN;
	z->n = (size_t)unpacked;
	z->at = z->have = z->want = 0;
	return UNPACKING_MORE;
}

enum unpacking
unpacker_step(struct unpacker *u, struct span *in, bool last, void *out, size_t n, size_t *got)
{
	size_t had = in->n;
	enum unpacking r;

	*got = 0;
	switch (u->kind) {
	case PACKING_GZIP:
		r = step_gzip(&u->gzip, in, out, n, got);
		break;
	case PACKING_BZIP2:
		r = step_bzip2(&u->bzip2, in, out, n, got);
		break;
	case PACKING_XZ:
	case PACKING_LZMA:
		r = step_xz(&u->xz, in, last, out, n, got);
		break;
	case PACKING_ZSTD:
		r = step_zstd(u->zstd, in, out, n, got);
		break;
	default:
		r = step_lz4(&u->lz4, in, last, out, n, got);
		/* A step may only have unpacked a block, which comes out next. */
		if (r == UNPACKING_MORE && u->lz4.at < u->lz4.n)
			return r;
		break;
	}
	/* Nothing left to read and nothing came: the stream is cut off. */
	if (r == UNPACKING_MORE && last && had == 0 && *got == 0)
		return UNPACKING_BROKEN;
	return r;
}

void
unpacker_close(struct unpacker *u)
{
	if (!u)
		return;
	inflateEnd(&u->gzip);
	BZ2_bzDecompressEnd(&u->bzip2);
	lzma_end(&u->xz);
	ZSTD_freeDCtx(u->zstd);
	free(u->lz4.packed);
	free(u->lz4.plain);
	free(u);
}
