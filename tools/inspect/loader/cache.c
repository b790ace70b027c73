/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cache - does ld.so.cache send the loader where its configuration does not?
 *
 * Format, from glibc's sysdeps/generic/dl-cache.h: "glibc-ld.so.cache1.1", the
 * number of entries, and from byte 48 on entries of 24 bytes with the offsets
 * of two strings; the older "ld.so-1.7.0" may stand in front.
 */
#include <string.h>

#include "loader.h"

#define CACHE		"/etc/ld.so.cache"
#define MAGIC		"glibc-ld.so.cache1.1"
#define OLD_MAGIC	"ld.so-1.7.0"
#define HEADER		48
#define ENTRY		24
#define OLD_HEADER	16
#define OLD_ENTRY	12
#define MAX_ENTRY	65536	/* libraries of one system; a busy one has 2,000 */

static bool
word_at(struct span s, size_t at, uint32_t *v)
{
	if (s.n < 4 || at > s.n - 4)
		return false;
	*v = (uint32_t)s.p[at] | (uint32_t)s.p[at + 1] << 8 | (uint32_t)s.p[at + 2] << 16 |
	    (uint32_t)s.p[at + 3] << 24;
	return true;
}

/* The newer part, which offsets count from. */
static bool
newer(struct span *bytes)
{
	size_t at;
	uint32_t n;

	if (span_starts(*bytes, OLD_MAGIC)) {
		if (!word_at(*bytes, 12, &n) || !mul_ok((size_t)n, (size_t)OLD_ENTRY, &at) ||
		    !add_ok(at, (size_t)OLD_HEADER + 7, &at))
			return false;
		*bytes = span_skip(*bytes, at & ~(size_t)7);
	}
	return span_starts(*bytes, MAGIC);
}

static bool
configured(struct startup *s, const struct loader_dirs *d, struct span dir)
{
	struct span real;

	if (see_real(s->in, dir, &real) != VIEW_OK)
		real = dir;
	for (size_t i = 0; i < d->n; i++) {
		struct span above = d->path[i];

		if (span_equal(above, real))
			return true;
		/* Below a directory the loader knows only those of the machine's own kind. */
		if (real.n > above.n && real.p[above.n] == '/' &&
		    span_equal((struct span){ real.p, above.n }, above) &&
		    (span_holds(real, "/glibc-hwcaps/") || span_holds(real, "/tls") ||
		    span_holds(real, "/haswell") || span_holds(real, "/x86_64") ||
		    span_holds(real, "/i686") || span_holds(real, "/sse2")))
			return true;
	}
	return false;
}

static void
look_at(struct startup *s, const struct autorun *a, const struct loader_dirs *d, struct span path,
    struct span *last)
{
	struct span dir = span_parent(path);

	if (target_volatile(path) || target_hidden(path))
		startup_say(s, LOADER_PATH_ODD, a->path, 0, path);
	else if (!span_equal(dir, *last) && !configured(s, d, dir))
		startup_say(s, LOADER_CACHE_ODD, a->path, 0, path);
	*last = dir;
}

void
loader_cache(struct startup *s)
{
	struct autorun a = { .path = span_of(CACHE), .as = people_root() };
	struct span bytes, path, last = SPAN_NONE;
	struct loader_dirs d;
	uint32_t n, at;

	if (see_file(s->in, a.path, &bytes) != VIEW_OK)
		return;
	a.trust = TRUST_STRANGER;
	startup_entry(s, &a, SPAN_NONE);
	if (!newer(&bytes) || !word_at(bytes, sizeof MAGIC - 1, &n) || n > MAX_ENTRY) {
		say_gap(s->in, a.path, "not in a form of the loader's cache that this tool knows");
		return;
	}
	loader_dirs(s, &d, false);
	for (uint32_t i = 0; i < n; i++) {
		if (!word_at(bytes, HEADER + (size_t)i * ENTRY + 8, &at) || at >= bytes.n) {
			say_gap(s->in, a.path, "contradicts itself");
			return;
		}
		path = span_before(span_skip(bytes, at), '\0');
		if (span_starts(path, "/"))
			look_at(s, &a, &d, path, &last);
	}
}
