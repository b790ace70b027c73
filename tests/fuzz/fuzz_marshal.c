/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz_marshal - does any compiled Python code break who reads its names? */
#include <stdlib.h>

#include "../../tools/inspect/packages/marshal.h"

static void
touch(void *arg, struct span name)
{
	unsigned *sum = arg;

	for (size_t i = 0; i < name.n; i++)
		*sum += name.p[i];
}

int	LLVMFuzzerTestOneInput(const unsigned char *, size_t);

int
LLVMFuzzerTestOneInput(const unsigned char *p, size_t n)
{
	struct span pyc = { p, n };
	struct marshal_header h;
	uint32_t *refs;
	unsigned sum = 0;

	if (!marshal_header(pyc, &h) || !(refs = calloc(n, sizeof *refs)))
		return 0;
	marshal_names(pyc, h.magic, refs, touch, &sum);
	free(refs);
	return 0;
}
