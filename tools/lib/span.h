/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * span - a run of bytes we were given and do not own; the only way evidence is walked
 *
 * A span is never NUL-terminated and may hold any byte.  Takers advance the
 * span they are given, or leave it alone and answer false.
 */
#ifndef ASSAY_LIB_SPAN_H
#define ASSAY_LIB_SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct span {
	const unsigned char	*p;
	size_t			 n;
};

#define SPAN_NONE	((struct span){ NULL, 0 })
/* A string literal as a span, for tables and initialisers. */
#define SPAN_LIT(s)	{ (const unsigned char *)(s), sizeof(s) - 1 }

struct span	span_of(const char *);
bool		span_is(struct span, const char *);
bool		span_equal(struct span, struct span);
bool		span_starts(struct span, const char *);
bool		span_ends(struct span, const char *);
/* memcmp order, the shorter first: names sort the same on every filesystem. */
int		span_compare(struct span, struct span);
/* Is c, or the word w, anywhere inside? */
bool		span_has(struct span, char c);
bool		span_holds(struct span, const char *w);

/* The part before the first c, or all of it; the part behind it, or nothing. */
struct span	span_before(struct span, char c);
struct span	span_after(struct span, char c);
/* The span less the first n bytes (n is clamped). */
struct span	span_skip(struct span, size_t n);
/* Without blanks (space, tab, CR) at both ends. */
struct span	span_trim(struct span);

/* The last component of a path, and all before it ("/" for a file in the root). */
struct span	span_base(struct span path);
struct span	span_parent(struct span path);

/* Take the next line (without its newline) off the front.  False at the end. */
bool		span_line(struct span *rest, struct span *line);
/* Take the next field between any of the stops; empty fields are passed over. */
bool		span_field(struct span *rest, const char *stops, struct span *field);
/* Take up to the next stop, empty or not: for tables whose columns may be empty. */
bool		span_column(struct span *rest, char stop, struct span *column);

/* The whole span as a plain decimal (digits only, no sign, no blank), or false. */
bool		span_decimal(struct span, uint64_t *);

/* Take a little-endian number off the front, or n bytes. */
bool		take_u16le(struct span *, uint16_t *);
bool		take_u32le(struct span *, uint32_t *);
bool		take_u64le(struct span *, uint64_t *);
/* The n bytes at p, 8 at most, as a little-endian number; they are there, the caller knows. */
uint64_t	bytes_le(const unsigned char *p, size_t n);
bool		take_span(struct span *, size_t n, struct span *);

/* Sums and products of evidence: false when the result does not fit. */
#define add_ok(a, b, out)	(!__builtin_add_overflow((a), (b), (out)))
#define mul_ok(a, b, out)	(!__builtin_mul_overflow((a), (b), (out)))

#endif
