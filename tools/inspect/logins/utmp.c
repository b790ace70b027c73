/* SPDX-License-Identifier: GPL-3.0-or-later */
/* utmp - what does a record of logins say, whichever machine wrote it? */
#include <string.h>

#include "utmp.h"

#define SAMPLE		512		/* records that decide the layout */
#define EARLIEST	315532800	/* 1980: a clock that was never set may be near 1970, few are */
#define LATEST		4102444800	/* 2100 */

/* Offsets in both sizes; glibc puts the wide fields on 8-byte boundaries. */
enum { TYPE = 0, PID = 4, LINE = 8, ID = 40, USER = 44, HOST = 76 };
enum { NARROW_SECONDS = 340, NARROW_MICROSECONDS = 344, NARROW_ADDRESS = 348 };
enum { WIDE_SECONDS = 344, WIDE_MICROSECONDS = 352, WIDE_ADDRESS = 360 };

static const struct utmp_layout layouts[] = {
	{ 384, false, false }, { 384, false, true }, { 400, true, false }, { 400, true, true },
};

static uint64_t
number(const struct utmp_layout *l, const unsigned char *p, size_t n)
{
	uint64_t v = 0;

	for (size_t i = 0; i < n; i++)
		v = v << 8 | p[l->big ? i : n - 1 - i];
	return v;
}

static struct span
text(const unsigned char *p, size_t n)
{
	const unsigned char *end = memchr(p, '\0', n);

	return (struct span){ p, end ? (size_t)(end - p) : n };
}

static bool
is_erased(const unsigned char *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (p[i])
			return false;
	return true;
}

bool
utmp_take(const struct utmp_layout *l, struct span *rest, struct utmp_record *r)
{
	const unsigned char *p = rest->p;

	if (rest->n < l->size)
		return false;
	*r = (struct utmp_record){
		.type = (unsigned int)number(l, p + TYPE, 2),
		.pid = (uint32_t)number(l, p + PID, 4),
		.line = text(p + LINE, 32), .id = text(p + ID, 4),
		.user = text(p + USER, 32), .host = text(p + HOST, 256),
		.erased = is_erased(p, l->size),
	};
	/* 32 bits are read without a sign: no login was before 1970, some will be after 2038. */
	r->seconds = l->wide ? (int64_t)number(l, p + WIDE_SECONDS, 8) :
	    (int64_t)number(l, p + NARROW_SECONDS, 4);
	r->microseconds = l->wide ? (uint32_t)number(l, p + WIDE_MICROSECONDS, 8) :
	    (uint32_t)number(l, p + NARROW_MICROSECONDS, 4);
	memcpy(r->address, p + (l->wide ? WIDE_ADDRESS : NARROW_ADDRESS), sizeof r->address);
	*rest = span_skip(*rest, l->size);
	return true;
}

/* How many of the first records look like records under this layout. */
static size_t
fitting(const struct utmp_layout *l, struct span bytes)
{
	struct utmp_record r;
	size_t n = 0;

	for (size_t i = 0; i < SAMPLE && utmp_take(l, &bytes, &r); i++)
		n += !r.erased && r.type < UTMP_TYPES && r.microseconds < 1000000 &&
		    r.seconds >= EARLIEST && r.seconds < LATEST;
	return n;
}

const struct utmp_layout *
utmp_layout(struct span bytes)
{
	const struct utmp_layout *best = NULL;
	size_t most = 0, n;

	for (size_t i = 0; i < sizeof layouts / sizeof *layouts; i++)
		if ((n = fitting(&layouts[i], bytes)) > most) {
			best = &layouts[i];
			most = n;
		}
	return best;
}
