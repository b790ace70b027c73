/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ext_io - how does libext2fs replay a journal without a byte reaching the disk? */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../lib/die.h"
#include "../lib/limits.h"
#include "../lib/span.h"
#include "ext_io.h"

#define PIECE		((uint64_t)1024)	/* every ext block size is a multiple of it */
#define BUCKETS		((size_t)1 << 16)
#define KEPT_BLOCK	4096
#define KEPT_BLOCKS	512		/* 2 MB */

struct ext_piece {
	struct ext_piece	*next;
	uint64_t		 number;
	unsigned char		 bytes[PIECE];
};

struct ext_kept {
	uint64_t	at, n;		/* n 0: nothing */
	unsigned char	bytes[KEPT_BLOCK];
};

void
ext_io_name(const struct ext_disk *d, char name[EXT_IO_NAME])
{
	snprintf(name, EXT_IO_NAME, "%ju", (uintmax_t)(uintptr_t)d);
}

static struct ext_piece **
find(struct ext_disk *d, uint64_t number)
{
	struct ext_piece **at = &d->piece[number % BUCKETS];

	while (*at && (*at)->number != number)
		at = &(*at)->next;
	return at;
}

static errcode_t
io_open(const char *name, int flags, io_channel *out)
{
	struct struct_io_channel *c = calloc(1, sizeof *c);
	char *text = strdup(name);

	(void)flags;
	if (!c || !text) {
		free(c);
		free(text);
		return EXT2_ET_NO_MEMORY;
	}
	c->magic = EXT2_ET_MAGIC_IO_CHANNEL;
	c->manager = ext_io;
	c->name = text;
	c->block_size = (int)PIECE;
	c->refcount = 1;
	/* The name is one that ext_io_name made. */
	c->private_data = (void *)(uintptr_t)strtoumax(name, NULL, 10);
	*out = c;
	return 0;
}

static errcode_t
io_close(io_channel c)
{
	if (--c->refcount > 0)
		return 0;
	free(c->name);
	free(c);
	return 0;
}

static errcode_t
io_set_blksize(io_channel c, int size)
{
	if (size <= 0 || (uint64_t)size % PIECE)
		return EXT2_ET_UNIMPLEMENTED;
	c->block_size = size;
	return 0;
}

/* Where `count` blocks (or -count bytes) from `block` lie; false beyond the disk. */
static bool
range(io_channel c, unsigned long long block, int count, uint64_t *at, uint64_t *n)
{
	const struct ext_disk *d = c->private_data;

	*n = count < 0 ? (uint64_t)-(int64_t)count : (uint64_t)count * (uint64_t)c->block_size;
	return mul_ok((uint64_t)block, (uint64_t)c->block_size, at) &&
	    *at <= d->size && *n <= d->size - *at;
}

static bool
read_device(const struct ext_disk *d, uint64_t at, unsigned char *buf, uint64_t n)
{
	return medium_read(d->fd, d->offset + at, buf, n, d->bad);
}

/*
 * Blocks read one by one are inodes, and pieces of directories and maps: the next
 * is often in the same block, and libext2fs keeps few.
 */
static bool
read_kept(struct ext_disk *d, uint64_t at, unsigned char *buf, uint64_t n)
{
	struct ext_kept *k;

	if (n > KEPT_BLOCK)
		return read_device(d, at, buf, n);
	if (!d->kept)
		d->kept = need(KEPT_BLOCKS, sizeof *d->kept);
	k = &d->kept[at / n % KEPT_BLOCKS];
	if (k->n != n || k->at != at) {
		k->n = 0;
		if (!read_device(d, at, k->bytes, n))
			return false;
		k->at = at;
		k->n = n;
	}
	memcpy(buf, k->bytes, n);
	return true;
}

/* Lay what was written over what was read. */
static void
lay_over(struct ext_disk *d, uint64_t at, unsigned char *buf, uint64_t n)
{
	uint64_t end = at + n, from, to;
	const struct ext_piece *p;

	for (uint64_t number = at / PIECE; number * PIECE < end; number++) {
		if (!(p = *find(d, number)))
			continue;
		from = number * PIECE > at ? number * PIECE : at;
		to = (number + 1) * PIECE < end ? (number + 1) * PIECE : end;
		memcpy(buf + (from - at), p->bytes + (from - number * PIECE), to - from);
	}
}

static errcode_t
io_read_blk64(io_channel c, unsigned long long block, int count, void *buf)
{
	struct ext_disk *d = c->private_data;
	uint64_t at, n;

	if (!range(c, block, count, &at, &n) || !n || !read_kept(d, at, buf, n))
		return EXT2_ET_SHORT_READ;
	if (d->pieces)
		lay_over(d, at, buf, n);
	return 0;
}

static errcode_t
io_read_blk(io_channel c, unsigned long block, int count, void *buf)
{
	return io_read_blk64(c, block, count, buf);
}

static struct ext_piece *
make_piece(struct ext_disk *d, uint64_t number)
{
	struct ext_piece **at, *p;

	if (!d->piece && !(d->piece = calloc(BUCKETS, sizeof *d->piece)))
		return NULL;
	if (*(at = find(d, number)))
		return *at;
	if (d->pieces == MAX_JOURNAL / PIECE || !(p = calloc(1, sizeof *p)))
		return NULL;
	/* A range that ends inside a piece keeps the device's bytes around it. */
	if (!read_device(d, number * PIECE, p->bytes,
	    d->size - number * PIECE < PIECE ? d->size - number * PIECE : PIECE)) {
		free(p);
		return NULL;
	}
	p->number = number;
	d->pieces++;
	return *at = p;
}

static errcode_t
keep(struct ext_disk *d, uint64_t at, const unsigned char *buf, uint64_t n)
{
	struct ext_piece *p;
	uint64_t within, part;

	for (; n; at += part, buf += part, n -= part) {
		within = at % PIECE;
		part = PIECE - within < n ? PIECE - within : n;
		if (!(p = make_piece(d, at / PIECE)))
			return EXT2_ET_NO_MEMORY;
		memcpy(p->bytes + within, buf, part);
	}
	return 0;
}

static errcode_t
io_write_blk64(io_channel c, unsigned long long block, int count, const void *buf)
{
	uint64_t at, n;

	if (!range(c, block, count, &at, &n))
		return EXT2_ET_SHORT_WRITE;
	return keep(c->private_data, at, buf, n);
}

static errcode_t
io_write_blk(io_channel c, unsigned long block, int count, const void *buf)
{
	return io_write_blk64(c, block, count, buf);
}

static errcode_t
io_write_byte(io_channel c, unsigned long at, int n, const void *buf)
{
	const struct ext_disk *d = c->private_data;

	if (n < 0 || at > d->size || (uint64_t)n > d->size - at)
		return EXT2_ET_SHORT_WRITE;
	return keep(c->private_data, at, buf, (uint64_t)n);
}

static errcode_t
io_flush(io_channel c)
{
	(void)c;
	return 0;
}

static struct struct_io_manager manager = {
	.magic = EXT2_ET_MAGIC_IO_MANAGER, .name = "assay: reads the disk, writes memory",
	.open = io_open, .close = io_close, .set_blksize = io_set_blksize,
	.read_blk = io_read_blk, .write_blk = io_write_blk, .flush = io_flush,
	.write_byte = io_write_byte, .read_blk64 = io_read_blk64, .write_blk64 = io_write_blk64,
};

const io_manager ext_io = &manager;

static int
by_number(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

static void
sort_pieces(struct ext_disk *d)
{
	size_t n = 0;

	d->written = need(d->pieces, sizeof *d->written);
	for (size_t i = 0; i < BUCKETS; i++)
		for (const struct ext_piece *p = d->piece[i]; p; p = p->next)
			d->written[n++] = p->number;
	qsort(d->written, n, sizeof *d->written, by_number);
}

bool
ext_io_written(struct ext_disk *d, uint64_t at, uint64_t n)
{
	uint64_t low = 0, high = d->pieces, middle;

	if (!d->pieces || !n)
		return false;
	if (!d->written)
		sort_pieces(d);
	while (low < high) {
		middle = low + (high - low) / 2;
		if (d->written[middle] < at / PIECE)
			low = middle + 1;
		else
			high = middle;
	}
	return low < d->pieces && d->written[low] <= (at + n - 1) / PIECE;
}

void
ext_io_free(struct ext_disk *d)
{
	struct ext_piece *next;

	for (size_t i = 0; d->piece && i < BUCKETS; i++)
		for (; d->piece[i]; d->piece[i] = next) {
			next = d->piece[i]->next;
			free(d->piece[i]);
		}
	free(d->piece);
	free(d->kept);
	d->kept = NULL;
	free(d->written);
	d->written = NULL;
	d->piece = NULL;
	d->pieces = 0;
}
