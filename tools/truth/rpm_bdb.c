/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rpm_bdb - the headers in Packages, a Berkeley DB hash: RHEL 8 and before
 *
 * Format, from Berkeley DB's db_page.h and rpm's lib/backend/bdb_ro.c.  Page 0
 * says the size of pages and the last one's number.  A page has 26 bytes of
 * head: its number at 8, the next page of an overflow chain at 16, entries (of
 * an overflow page: 1) at 20, the bytes held by an overflow page at 22, its
 * type at 25.  On hash pages two-byte offsets follow, keys and values in turn,
 * each entry ending where the one before begins.  An entry starts with its
 * type: 1, its bytes follow; 3, at 4 and 8 the first overflow page and length.
 *
 * Every hash page of the file is read, in their order; the buckets that lead
 * to them only serve searches.  Freed pages lose their type, and the package
 * with the key 0 is only a counter.
 */
#include <stdlib.h>
#include <string.h>

#include "../lib/die.h"
#include "rpm.h"

#define META		512
#define MAGIC		0x00061561U
#define HEAD		26
#define ENTRY_LONG	12	/* bytes of an entry that is elsewhere */

enum { HASH_UNSORTED = 2, OVERFLOW_PAGE = 7, HASH_SORTED = 13 };
enum { HERE = 1, ELSEWHERE = 3 };

struct bdb {
	struct node	 db;
	size_t		 page;
	uint32_t	 last, left;	/* left: overflow pages not yet read */
	bool		 swapped;	/* written by a machine of the other byte order */
	rpm_each	*each;
	void		*arg;
};

static uint32_t
u32(const struct bdb *x, const unsigned char *p)
{
	uint32_t n = (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 |
	    (uint32_t)p[3] << 24;

	return x->swapped ? __builtin_bswap32(n) : n;
}

static size_t
u16(const struct bdb *x, const unsigned char *p)
{
	return x->swapped ? (size_t)(p[0] << 8 | p[1]) : (size_t)(p[1] << 8 | p[0]);
}

static int
read_page(const struct bdb *x, uint32_t number, unsigned char *page)
{
	int r;

	if (!number || number > x->last)
		return VIEW_BROKEN;
	if ((r = node_read_all(x->db, (uint64_t)number * x->page, page, x->page)) != VIEW_OK)
		return r;
	return u32(x, page + 8) == number ? VIEW_OK : VIEW_BROKEN;
}

/* A chain of overflow pages; no page belongs to two, so a loop ends at their number. */
static int
gather(struct bdb *x, uint32_t number, unsigned char *blob, size_t n)
{
	unsigned char *page = need(1, x->page);
	size_t at = 0, held;
	int r = VIEW_OK;

	while (at < n && (r = x->left ? read_page(x, number, page) : VIEW_BROKEN) == VIEW_OK) {
		x->left--;
		held = u16(x, page + 22);
		if (page[25] != OVERFLOW_PAGE || !held || held > x->page - HEAD || held > n - at) {
			r = VIEW_BROKEN;
			break;
		}
		memcpy(blob + at, page + HEAD, held);
		at += held;
		number = u32(x, page + 16);
	}
	free(page);
	return r;
}

static int
hand_out_long(struct bdb *x, const unsigned char *entry)
{
	size_t n = u32(x, entry + 8);
	unsigned char *blob;
	int r;

	if (!n || n > (uint64_t)x->left * x->page)
		return VIEW_BROKEN;
	if (n > MAX_TABLE_FILE)
		return VIEW_LIMIT;
	blob = need(1, n);
	if ((r = gather(x, u32(x, entry + 4), blob, n)) == VIEW_OK)
		r = x->each(x->arg, (struct span){ blob, n });
	free(blob);
	return r;
}

static bool
counter(const unsigned char *key, size_t n)
{
	static const unsigned char zero[5] = { HERE };

	return n == sizeof zero && memcmp(key, zero, n) == 0;
}

static int
hand_out(struct bdb *x, const unsigned char *entry, size_t n)
{
	if (n == ENTRY_LONG && *entry == ELSEWHERE)
		return hand_out_long(x, entry);
	if (n > 1 && *entry == HERE)
		return x->each(x->arg, (struct span){ entry + 1, n - 1 });
	return VIEW_BROKEN;
}

static int
read_pairs(struct bdb *x, const unsigned char *page)
{
	size_t n = u16(x, page + 20), end = x->page, key, value;
	int r;

	if (n > (x->page - HEAD) / 2)
		return VIEW_BROKEN;
	for (size_t i = 0; i + 1 < n; i += 2, end = value) {
		key = u16(x, page + HEAD + 2 * i);
		value = u16(x, page + HEAD + 2 * i + 2);
		if (key >= end || value >= key || value < HEAD + 2 * n)
			return VIEW_BROKEN;
		if (!counter(page + key, end - key) &&
		    (r = hand_out(x, page + value, key - value)) != VIEW_OK)
			return r;
	}
	return VIEW_OK;
}

static int
read_all(struct bdb *x)
{
	unsigned char *page = need(1, x->page);
	int r = VIEW_OK;

	for (uint32_t i = 1; i <= x->last && r == VIEW_OK; i++) {
		if ((r = node_read_all(x->db, (uint64_t)i * x->page, page, x->page)) != VIEW_OK)
			break;
		if (page[25] != HASH_UNSORTED && page[25] != HASH_SORTED)
			continue;
		r = u32(x, page + 8) == i ? read_pairs(x, page) : VIEW_BROKEN;
	}
	free(page);
	return r;
}

int
rpm_bdb(struct node db, uint64_t size, rpm_each *each, void *arg)
{
	struct bdb x = { .db = db, .each = each, .arg = arg };
	unsigned char meta[META];

	if (size < META || node_read_all(db, 0, meta, META) != VIEW_OK)
		return VIEW_BROKEN;
	x.swapped = u32(&x, meta + 12) == __builtin_bswap32(MAGIC);
	x.page = u32(&x, meta + 20);
	x.last = u32(&x, meta + 32);
	if (u32(&x, meta + 12) != MAGIC || x.page < META || x.page > 65536 ||
	    (x.page & (x.page - 1)) != 0 || ((uint64_t)x.last + 1) * x.page > size)
		return VIEW_BROKEN;
	x.left = x.last;
	return read_all(&x);
}
