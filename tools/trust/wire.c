/* SPDX-License-Identifier: GPL-3.0-or-later */
/* wire - how are SSH's strings and numbers taken from a blob? */
#include "wire.h"

bool
wire_byte(struct span *rest, unsigned char *out)
{
	if (!rest->n)
		return false;
	*out = *rest->p;
	*rest = span_skip(*rest, 1);
	return true;
}

bool
wire_u32(struct span *rest, uint32_t *out)
{
	const unsigned char *p = rest->p;

	if (rest->n < 4)
		return false;
	*out = (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
	*rest = span_skip(*rest, 4);
	return true;
}

bool
wire_string(struct span *rest, struct span *out)
{
	struct span at = *rest;
	uint32_t n;

	if (!wire_u32(&at, &n) || n > at.n)
		return false;
	*out = (struct span){ at.p, n };
	*rest = span_skip(at, n);
	return true;
}

bool
wire_word(struct span *rest, const char *want)
{
	struct span at = *rest, word;

	if (!wire_string(&at, &word) || !span_is(word, want))
		return false;
	*rest = at;
	return true;
}

bool
wire_mpint(struct span *rest, struct span *out)
{
	struct span at = *rest, n;

	if (!wire_string(&at, &n) || (n.n && *n.p & 0x80))
		return false;
	while (n.n && *n.p == 0)
		n = span_skip(n, 1);
	*out = n;
	*rest = at;
	return true;
}
