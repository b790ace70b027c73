/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * record - did pip install a file, by its own records?
 *
 * Read from the "Recording installed projects" specification: NAME.dist-info/
 * RECORD holds "path,sha256=DIGEST,size" lines, the digest in the URL's base64
 * without padding.  The disk's own word: it explains a file, it proves nothing.
 */
#include <string.h>

#include "runtimes.h"

#define MAX_RECORDS	((size_t)64 << 20)	/* bytes of records read: a thousand packages' */

static int
sextet(unsigned char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == '-' ? 62 : c == '_' ? 63 : -1;
}

/* Is the base64 the same digest as the hexadecimal? */
static bool
same(struct span base64, const char *hex)
{
	static const char digits[] = "0123456789abcdef";
	unsigned bits = 0, have = 0;
	size_t at = 0, n = strlen(hex);
	int v;

	for (size_t i = 0; i < base64.n; i++) {
		if ((v = sextet(base64.p[i])) < 0)
			return false;
		bits = (bits << 6 | (unsigned)v) & 0xfff;
		for (have += 6; have >= 4 && at < n; at++) {
			have -= 4;
			if (hex[at] != digits[bits >> have & 15])
				return false;
		}
	}
	return at == n;
}

static bool
listed(struct span record, struct span name, const char *hex)
{
	struct span line, digest;

	while (span_line(&record, &line)) {
		if (line.n <= name.n || line.p[name.n] != ',' ||
		    !span_equal((struct span){ line.p, name.n }, name))
			continue;
		digest = span_before(span_skip(line, name.n + 1), ',');
		return span_starts(digest, "sha256=") && same(span_skip(digest, 7), hex);
	}
	return false;
}

bool
record_lists(struct startup *s, struct span site, struct span path)
{
	const struct span *entry;
	struct span name, record;
	char hex[HASH_HEX];
	size_t n;

	if (path.n <= site.n + 1 || see_dir(s->in, site, &entry, &n) != VIEW_OK ||
	    see_digest(s->in, path, HASH_SHA256, hex) != VIEW_OK)
		return false;
	name = span_skip(path, site.n + 1);
	for (size_t i = 0; i < n; i++) {
		if (!span_ends(entry[i], ".dist-info"))
			continue;
		record = see_path(s->in, see_path(s->in, site, entry[i]), span_of("RECORD"));
		if (!startup_file(s, record, false) || see_file(s->in, record, &record) != VIEW_OK)
			continue;
		if ((s->text += record.n) > MAX_RECORDS) {
			say_gap(s->in, site, "more records of pip's than are read");
			return false;
		}
		if (listed(record, name, hex))
			return true;
	}
	return false;
}
