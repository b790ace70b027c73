/* SPDX-License-Identifier: GPL-3.0-or-later */
/* span - how are bytes that we do not trust walked without leaving them? */
#include <string.h>

#include "span.h"

struct span
span_of(const char *s)
{
	return (struct span){ (const unsigned char *)s, strlen(s) };
}

bool
span_equal(struct span a, struct span b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

bool
span_is(struct span s, const char *want)
{
	return span_equal(s, span_of(want));
}

bool
span_starts(struct span s, const char *want)
{
	size_t n = strlen(want);

	return s.n >= n && (n == 0 || memcmp(s.p, want, n) == 0);
}

bool
span_ends(struct span s, const char *want)
{
	size_t n = strlen(want);

	return s.n >= n && (n == 0 || memcmp(s.p + (s.n - n), want, n) == 0);
}

int
span_compare(struct span a, struct span b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = n ? memcmp(a.p, b.p, n) : 0;

	return c ? c : (a.n > b.n) - (a.n < b.n);
}

static size_t
find(struct span s, char c)
{
	const unsigned char *at = s.n ? memchr(s.p, c, s.n) : NULL;

	return at ? (size_t)(at - s.p) : s.n;
}

bool
span_has(struct span s, char c)
{
	return find(s, c) < s.n;
}

bool
span_holds(struct span s, const char *w)
{
	for (; s.n; s = span_skip(s, 1))
		if (span_starts(s, w))
			return true;
	return *w == '\0';
}

struct span
span_before(struct span s, char c)
{
	return (struct span){ s.p, find(s, c) };
}

struct span
span_after(struct span s, char c)
{
	return span_skip(s, find(s, c) + 1);
}

struct span
span_skip(struct span s, size_t n)
{
	if (n > s.n)
		n = s.n;
	return n ? (struct span){ s.p + n, s.n - n } : s;
}

static bool
blank(unsigned char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

struct span
span_trim(struct span s)
{
	while (s.n && blank(*s.p))
		s = span_skip(s, 1);
	while (s.n && blank(s.p[s.n - 1]))
		s.n--;
	return s;
}

struct span
span_base(struct span path)
{
	size_t n = path.n;

	while (n && path.p[n - 1] != '/')
		n--;
	return span_skip(path, n);
}

struct span
span_parent(struct span path)
{
	size_t n = path.n;

	while (n && path.p[n - 1] != '/')
		n--;
	while (n > 1 && path.p[n - 1] == '/')
		n--;
	return (struct span){ path.p, n };
}

bool
span_line(struct span *rest, struct span *line)
{
	return span_column(rest, '\n', line);
}

bool
span_column(struct span *rest, char stop, struct span *column)
{
	if (rest->n == 0)
		return false;
	*column = span_before(*rest, stop);
	*rest = span_skip(*rest, column->n + 1);
	return true;
}

static bool
stops_here(const char *stops, unsigned char c)
{
	return c != '\0' && strchr(stops, c) != NULL;
}

bool
span_field(struct span *rest, const char *stops, struct span *field)
{
	size_t n = 0;

	while (rest->n && stops_here(stops, *rest->p))
		*rest = span_skip(*rest, 1);
	while (n < rest->n && !stops_here(stops, rest->p[n]))
		n++;
	*field = (struct span){ rest->p, n };
	*rest = span_skip(*rest, n);
	return n > 0;
}

bool
span_decimal(struct span s, uint64_t *out)
{
	uint64_t v = 0;

	if (s.n == 0)
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < '0' || s.p[i] > '9' || !mul_ok(v, 10U, &v) ||
		    !add_ok(v, (uint64_t)(s.p[i] - '0'), &v))
			return false;
	*out = v;
	return true;
}

bool
take_span(struct span *rest, size_t n, struct span *out)
{
	if (n > rest->n)
		return false;
	*out = (struct span){ rest->p, n };
	*rest = span_skip(*rest, n);
	return true;
}

static bool
take_le(struct span *rest, size_t n, uint64_t *out)
{
	struct span bytes;

	if (!take_span(rest, n, &bytes))
		return false;
	*out = 0;
	while (n--)
		*out = *out << 8 | bytes.p[n];
	return true;
}

bool
take_u16le(struct span *rest, uint16_t *out)
{
	uint64_t v;

	if (!take_le(rest, sizeof *out, &v))
		return false;
	*out = (uint16_t)v;
	return true;
}

bool
take_u32le(struct span *rest, uint32_t *out)
{
	uint64_t v;

	if (!take_le(rest, sizeof *out, &v))
		return false;
	*out = (uint32_t)v;
	return true;
}

bool
take_u64le(struct span *rest, uint64_t *out)
{
	return take_le(rest, sizeof *out, out);
}

uint64_t
bytes_le(const unsigned char *p, size_t n)
{
	uint64_t v = 0;

	while (n)
		v = v << 8 | p[--n];
	return v;
}
