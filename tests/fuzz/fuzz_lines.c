/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz_lines - do any two texts break their comparison, or is a line missed that only one has? */
#include <stdlib.h>

#include "../../tools/lib/lines.h"

int	LLVMFuzzerTestOneInput(const unsigned char *, size_t);

/* The halves of the input: before and behind its first NUL. */
int
LLVMFuzzerTestOneInput(const unsigned char *p, size_t n)
{
	struct span all = { p, n }, before = span_before(all, 0), now = span_after(all, 0);
	struct span rest = now, line, old, one;
	struct arena arena = { .ceiling = 1 << 20 };
	size_t lines;
	const bool *added = lines_added(&arena, before, now, &lines);

	for (size_t i = 0; added && i < lines; i++) {
		bool known = false;

		if (!span_line(&rest, &line))
			abort();
		for (old = before; !known && span_line(&old, &one);)
			known = span_equal(one, line);
		if (!known && !added[i])
			abort();
	}
	arena_free(&arena);
	return 0;
}
