/* SPDX-License-Identifier: GPL-3.0-or-later */
/* base64 - which bytes do these letters stand for? */
#include <string.h>

#include "base64.h"

static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

static int
value(unsigned char c)
{
	const char *at = c ? strchr(letters, c) : NULL;

	return at ? (int)(at - letters) : -1;
}

bool
base64_read(struct inspection *in, struct span text, struct span *bytes)
{
	unsigned char *out = see_room(in, text.n / 4 * 3 + 3, 1);
	unsigned held = 0, bits = 0;
	size_t n = 0, pad = 0;
	int v;

	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == '\n' || text.p[i] == '\r')
			continue;
		if (text.p[i] == '=') {
			pad++;
			continue;
		}
		if (pad || (v = value(text.p[i])) < 0)
			return false;
		held = (held << 6 | (unsigned)v) & 0xfff;
		if ((bits += 6) >= 8)
			out[n++] = (unsigned char)(held >> (bits -= 8));
	}
	*bytes = (struct span){ out, n };
	return pad <= 2 && n > 0;
}

static unsigned
nibble(char c)
{
	return (unsigned)(c >= 'a' ? c - 'a' + 10 : c - '0');
}

void
base64_print(struct span bytes, char *out)
{
	char hex[HASH_HEX];
	unsigned held = 0, bits = 0;

	hash_span(HASH_SHA256, bytes, hex);
	memcpy(out, "SHA256:", 7);
	out += 7;
	for (size_t i = 0; i < 64; i++) {
		held = (held << 4 | nibble(hex[i])) & 0xfff;
		if ((bits += 4) >= 6)
			*out++ = letters[held >> (bits -= 6) & 63];
	}
	*out++ = letters[held << (6 - bits) & 63];
	*out = '\0';
}
