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

/* Code by its name: what else a package brings, people change. */
static bool
code(struct span name)
{
	return span_ends(name, ".py") || span_ends(name, ".so") || span_ends(name, ".pth");
}

static void
compare(struct startup *s, struct span site, struct span record)
{
	struct span line, name, digest, path;
	char hex[HASH_HEX];

	while (span_line(&record, &line)) {
		name = span_before(line, ',');
		digest = span_before(span_skip(line, name.n + 1), ',');
		if (!code(name) || *name.p == '"' || *name.p == '/' || span_starts(name, "../") ||
		    !span_starts(digest, "sha256="))
			continue;
		path = see_path(s->in, site, name);
		if (startup_file(s, path, false) &&
		    see_digest(s->in, path, HASH_SHA256, hex) == VIEW_OK &&
		    !same(span_skip(digest, 7), hex))
			startup_say(s, RUNTIME_PACKAGE_DIFFERS, path, 0, SPAN_NONE);
	}
}

/* A package's own records are its package's word; packagers change what pip recorded. */
static void
one_record(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct span record;

	(void)arg, (void)as;
	s->entries++;
	if (startup_trust(s, path) == TRUST_PACKAGED || see_file(s->in, path, &record) != VIEW_OK)
		return;
	if ((s->text += record.n) > MAX_RECORDS)
		say_gap(s->in, path, "more records of pip's than are read");
	else
		compare(s, span_parent(span_parent(path)), record);
}

void
runtimes_records(struct startup *s)
{
	static const char *const above[] = { "/usr/lib/python*/dist-packages",
		"/usr/lib/python*/site-packages", "/usr/lib64/python*/site-packages",
		"/usr/local/lib/python*/dist-packages", "/usr/local/lib/python*/site-packages",
		"/usr/local/lib64/python*/site-packages", "~/.local/lib/python*/site-packages",
		"~/*/lib/python*/site-packages", "~/*/*/lib/python*/site-packages",
		"~/.pyenv/versions/*/lib/python*/site-packages", "/opt/*/lib/python*/site-packages",
		"/opt/*/*/lib/python*/site-packages", "/srv/*/lib/python*/site-packages",
		"/srv/*/*/lib/python*/site-packages", "/var/www/*/lib/python*/site-packages",
		"/var/www/*/*/lib/python*/site-packages", "/var/lib/*/*/lib/python*/site-packages",
		NULL };

	for (size_t i = 0; above[i]; i++)
		settings_files_of(s, startup_text(s, above[i], span_of("/*.dist-info/RECORD"), ""), NULL,
		    one_record);
}
