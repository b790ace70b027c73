/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz_unpacker - does any compressed stream, in pieces of any length, break or hang the unpacker? */
#include <assert.h>

#include "../../tools/lib/unpacker.h"

int	LLVMFuzzerTestOneInput(const unsigned char *, size_t);

/* Input: the length of the pieces (a byte), then the stream. */
int
LLVMFuzzerTestOneInput(const unsigned char *p, size_t n)
{
	unsigned char out[4096];
	struct span rest = { p, n }, piece = SPAN_NONE;
	enum unpacking how = UNPACKING_MORE;
	struct unpacker *u;
	size_t step, got, all = 0;

	if (!n)
		return 0;
	step = 1 + (size_t)*p;
	rest = span_skip(rest, 1);
	if (!(u = unpacker_open(packing_of(rest))))
		return 0;
	while (how == UNPACKING_MORE && all < (1U << 20)) {
		if (!piece.n && rest.n)
			take_span(&rest, step < rest.n ? step : rest.n, &piece);
		how = unpacker_step(u, &piece, !rest.n, out, sizeof out, &got);
		assert(got <= sizeof out);
		all += got;
	}
	unpacker_close(u);
	return 0;
}
