/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rpm_ndb - the headers in Packages.db, rpm's own format: SUSE's
 *
 * Format, from rpm's lib/backend/ndb/rpmpkg.c, all little-endian: 32 bytes of
 * head ("RpmP", version 0, generation, pages of slots), then slots of 16 bytes
 * ("Slot", package number, first block, number of blocks) to the end of those
 * pages of 4096; a block is 16 bytes.  At a package's first block: "BlbS", its
 * number, a generation, the header's length, the header; padded, and at the
 * end of its blocks Adler-32, the length again, "BlbE".
 */
#include <stdlib.h>
#include <string.h>

#include "../lib/die.h"
#include "rpm.h"

#define HEAD		32
#define PAGE		4096
#define SLOT		16
#define BLOCK		16
#define BLOB_HEAD	16
#define BLOB_TAIL	12

static uint32_t
le32(const unsigned char *p)
{
	return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

struct ndb {
	struct node	 db;
	uint64_t	 size, left;	/* left: bytes of blocks that may yet be claimed */
	rpm_each	*each;
	void		*arg;
};

static int
hand_out(struct ndb *x, const unsigned char *raw, size_t n, uint32_t number)
{
	size_t length = le32(raw + 12);
	const unsigned char *tail = raw + n - BLOB_TAIL;

	if (memcmp(raw, "BlbS", 4) != 0 || le32(raw + 4) != number ||
	    length > n - BLOB_HEAD - BLOB_TAIL || n - BLOB_HEAD - BLOB_TAIL - length >= BLOCK ||
	    memcmp(tail + 8, "BlbE", 4) != 0 || le32(tail + 4) != length)
		return VIEW_BROKEN;
	return x->each(x->arg, (struct span){ raw + BLOB_HEAD, length });
}

static int
read_package(struct ndb *x, uint32_t number, uint64_t at, uint64_t n)
{
	unsigned char *raw;
	int r;

	/* No two share a block, so all of them together are no more than the file. */
	if (n < BLOB_HEAD + BLOB_TAIL || at > x->size || n > x->size - at || n > x->left)
		return VIEW_BROKEN;
	x->left -= n;
	if (n > MAX_TABLE_FILE)
		return VIEW_LIMIT;
	raw = need(1, (size_t)n);
	if ((r = node_read_all(x->db, at, raw, (size_t)n)) == VIEW_OK)
		r = hand_out(x, raw, (size_t)n, number);
	free(raw);
	return r;
}

static int
read_slots(struct ndb *x, const unsigned char *page, size_t from)
{
	int r;

	for (size_t at = from; at < PAGE; at += SLOT) {
		const unsigned char *slot = page + at;

		if (memcmp(slot, "Slot", 4) != 0)
			return VIEW_BROKEN;
		if (le32(slot + 8) && (r = read_package(x, le32(slot + 4),
		    (uint64_t)le32(slot + 8) * BLOCK, (uint64_t)le32(slot + 12) * BLOCK)) != VIEW_OK)
			return r;
	}
	return VIEW_OK;
}

int
rpm_ndb(struct node db, uint64_t size, rpm_each *each, void *arg)
{
	struct ndb x = { .db = db, .size = size, .left = size, .each = each, .arg = arg };
	unsigned char page[PAGE];
	uint32_t pages;
	int r;

	if (size < PAGE || (r = node_read_all(db, 0, page, PAGE)) != VIEW_OK)
		return VIEW_BROKEN;
	pages = le32(page + 12);
	if (memcmp(page, "RpmP", 4) != 0 || le32(page + 4) != 0 || !pages || pages > size / PAGE)
		return VIEW_BROKEN;
	r = read_slots(&x, page, HEAD);
	for (uint32_t i = 1; i < pages && r == VIEW_OK; i++)
		if ((r = node_read_all(db, (uint64_t)i * PAGE, page, PAGE)) == VIEW_OK)
			r = read_slots(&x, page, 0);
	return r;
}
