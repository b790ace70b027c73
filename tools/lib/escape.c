/* SPDX-License-Identifier: GPL-3.0-or-later */
/* escape - what may be shown of bytes that an enemy may have chosen? */
#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "escape.h"

#define MORE	"..."

static size_t
one(unsigned char c, char out[5])
{
	if (c == '\\')
		return (size_t)snprintf(out, 5, "\\\\");
	return (size_t)snprintf(out, 5, c >= 0x20 && c < 0x7f ? "%c" : "\\x%02x", c);
}

void
escape(struct span s, char *out, size_t size)
{
	size_t at = 0, safe = 0, n;
	char c[5];

	assert(size >= 8);
	for (size_t i = 0; i < s.n; i++) {
		n = one(s.p[i], c);
		if (at + n >= size) {
			memcpy(out + safe, MORE, sizeof MORE);
			return;
		}
		memcpy(out + at, c, n);
		at += n;
		if (at + sizeof MORE <= size)
			safe = at;
	}
	out[at] = '\0';
}
