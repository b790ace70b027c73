/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * wire - SSH's data types, taken off the front of bytes that we do not trust
 *
 * RFC 4251, section 5: uint32 is big-endian, a string is its length and its
 * bytes.  Takers advance the span, or leave it alone and answer false.
 */
#ifndef ASSAY_TRUST_WIRE_H
#define ASSAY_TRUST_WIRE_H

#include "../lib/span.h"

bool	wire_byte(struct span *rest, unsigned char *);
bool	wire_u32(struct span *rest, uint32_t *);
bool	wire_string(struct span *rest, struct span *);
/* A string that is exactly this text. */
bool	wire_word(struct span *rest, const char *want);
/* The bytes of a non-negative mpint, without the zero that keeps its sign. */
bool	wire_mpint(struct span *rest, struct span *);

#endif
