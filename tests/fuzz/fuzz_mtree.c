/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz_mtree - does any manifest break or hang its reader? */
#include <assert.h>

#include "../../tools/truth/mtree.h"

int	LLVMFuzzerTestOneInput(const unsigned char *, size_t);

int
LLVMFuzzerTestOneInput(const unsigned char *p, size_t n)
{
	struct arena arena = { .ceiling = 64 << 20 };
	struct mtree_entry e;
	struct mtree m;

	mtree_open(&m, (struct span){ p, n }, &arena);
	while (mtree_next(&m, &e))
		assert(e.path.n > 0);
	arena_free(&arena);
	return 0;
}
