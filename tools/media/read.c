/* SPDX-License-Identifier: GPL-3.0-or-later */
/* read - how much of an ill disk can still be read, without waiting for it for ever? */
#include <errno.h>
#include <unistd.h>

#include "medium.h"

#define PAGE	((uint64_t)4096)	/* the kernel fails whole pages: linux/pagemap.h */
#define TRIES	3			/* of one sector; the disk and its driver tried before */

static bool
known(struct medium_bad *bad, uint64_t at, size_t n)
{
	bad->last = MEDIUM_NOT_BAD;
	for (unsigned int i = 0; i < bad->n; i++)
		if (bad->at[i] + MEDIUM_SECTOR > at && bad->at[i] < at + n) {
			bad->last = bad->at[i];
			return true;
		}
	return false;
}

static ssize_t
some(int fd, uint64_t at, unsigned char *buf, size_t n)
{
	ssize_t r;

	do
		r = pread(fd, buf, n, (off_t)at);
	while (r == -1 && errno == EINTR);
	return r;
}

/* One sector or its rest; how much was read, 0 when it cannot be. */
static size_t
sector(int fd, uint64_t at, unsigned char *buf, size_t n, struct medium_bad *bad)
{
	size_t want = MEDIUM_SECTOR - (size_t)(at % MEDIUM_SECTOR);
	ssize_t r = -1;

	for (int i = 0; i < (bad->n == MEDIUM_MAX_BAD ? 1 : TRIES) && r == -1; i++)
		r = some(fd, at, buf, n < want ? n : want);
	if (r == -1) {
		bad->last = at - at % MEDIUM_SECTOR;
		if (bad->n < MEDIUM_MAX_BAD)
			bad->at[bad->n++] = bad->last;
	}
	return r > 0 ? (size_t)r : 0;
}

bool
medium_read(int fd, uint64_t at, void *to, size_t n, struct medium_bad *bad)
{
	unsigned char *buf = to;
	uint64_t slowly = 0;	/* up to here sector by sector */
	size_t did;
	ssize_t r;

	if (known(bad, at, n))
		return false;
	for (; n; at += did, buf += did, n -= did) {
		did = 0;
		if (at >= slowly && (r = some(fd, at, buf, n)) != -1)
			did = (size_t)r;
		else if (at >= slowly)
			slowly = at - at % PAGE + PAGE;
		if (at < slowly)
			did = sector(fd, at, buf, n, bad);
		if (did == 0)
			return false;
	}
	return true;
}
