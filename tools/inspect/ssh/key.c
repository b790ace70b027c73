/* SPDX-License-Identifier: GPL-3.0-or-later */
/* key - which key is this? */
#include <string.h>

#include "../../trust/sshsig.h"
#include "../../trust/wire.h"
#include "key.h"

#define MAX_KEY		16384	/* bytes of a blob: an RSA key of 16384 bits, the longest that sshd takes, has 2100 */

static bool
decode(struct inspection *in, struct span text, struct span *bytes)
{
	size_t room = text.n / 4 * 3 + 3;
	unsigned char *out = see_room(in, room, 1);

	bytes->p = out;
	return base64_read(text, out, room, &bytes->n);
}

static unsigned
bits_of(struct span number)
{
	unsigned bits;

	while (number.n && *number.p == 0)
		number = span_skip(number, 1);
	if (number.n == 0 || number.n > MAX_KEY)
		return 0;
	bits = (unsigned)number.n * 8;
	for (unsigned char c = *number.p; !(c & 0x80); c = (unsigned char)(c << 1))
		bits--;
	return bits;
}

/* The blob names its own type; whatever the text beside it says. */
static bool
read_blob(struct key *k)
{
	struct span rest = k->blob, number;

	if (!wire_string(&rest, &k->type) || k->type.n == 0 || k->type.n > 64)
		return false;
	k->bits = 0;
	if (span_is(k->type, "ssh-rsa") && wire_mpint(&rest, &number) && wire_mpint(&rest, &number))
		k->bits = bits_of(number);
	sshkey_print(k->blob, k->print);
	return true;
}

/* "type base64 comment", and nothing before it. */
static bool
take(struct inspection *in, struct span line, struct key *k)
{
	struct span type, text;

	if (!span_field(&line, " \t", &type) || !span_field(&line, " \t", &text) ||
	    text.n > 2 * MAX_KEY || !decode(in, text, &k->blob) || !read_blob(k) ||
	    !span_equal(type, k->type))
		return false;
	k->comment = span_trim(line);
	return true;
}

/* Past the options: up to a blank that stands in no quotes (sshd's skip over them). */
static size_t
options_end(struct span line)
{
	bool quoted = false;
	size_t i = 0;

	for (; i < line.n && (quoted || (line.p[i] != ' ' && line.p[i] != '\t')); i++)
		if (line.p[i] == '\\' && i + 1 < line.n && line.p[i + 1] == '"')
			i++;
		else if (line.p[i] == '"')
			quoted = !quoted;
	return i < line.n ? i : line.n;
}

enum key_line
key_line(struct inspection *in, struct span line, struct key *k)
{
	size_t n;

	*k = (struct key){ 0 };
	line = span_trim(line);
	if (line.n == 0 || *line.p == '#')
		return KEY_NONE;
	if (take(in, line, k))
		return KEY_READ;
	n = options_end(line);
	k->options = (struct span){ line.p, n };
	return take(in, span_skip(line, n), k) ? KEY_READ : KEY_ODD;
}

bool
key_private(struct inspection *in, struct span text, struct key *k)
{
	static const char begin[] = "-----BEGIN OPENSSH PRIVATE KEY-----",
	    magic[] = "openssh-key-v1";	/* its NUL is part of it */
	struct span blob, part;

	*k = (struct key){ 0 };
	if (!span_starts(text, begin) || text.n > 8 * MAX_KEY)
		return false;
	text = span_before(span_skip(text, sizeof begin - 1), '-');
	if (!decode(in, text, &blob) || blob.n < sizeof magic ||
	    memcmp(blob.p, magic, sizeof magic) != 0)
		return false;
	blob = span_skip(blob, sizeof magic);
	for (int i = 0; i < 3; i++)	/* cipher, key derivation and its options */
		if (!wire_string(&blob, &part))
			return false;
	if (blob.n < 4)
		return false;
	blob = span_skip(blob, 4);	/* how many keys: one */
	return wire_string(&blob, &k->blob) && read_blob(k);
}

bool
key_option(const struct key *k, const char *name)
{
	struct span rest = k->options, one;
	size_t n = strlen(name);

	while (rest.n) {
		bool quoted = false;
		size_t i = 0;

		for (; i < rest.n && (quoted || rest.p[i] != ','); i++)
			if (rest.p[i] == '\\' && i + 1 < rest.n && rest.p[i + 1] == '"')
				i++;
			else if (rest.p[i] == '"')
				quoted = !quoted;
		one = (struct span){ rest.p, i < rest.n ? i : rest.n };
		rest = span_skip(rest, one.n + 1);
		if (one.n >= n && span_equal((struct span){ one.p, n }, span_of(name)) &&
		    (one.n == n || one.p[n] == '='))
			return true;
	}
	return false;
}
