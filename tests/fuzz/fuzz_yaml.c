/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz_yaml - does any text break the YAML reader, or give a scalar that does not lie in it? */
#include <stdlib.h>

#include "../../tools/lib/yaml.h"

int	LLVMFuzzerTestOneInput(const unsigned char *, size_t);

int
LLVMFuzzerTestOneInput(const unsigned char *p, size_t n)
{
	unsigned char *out = malloc(n + 1);
	struct yaml y;

	yaml_open(&y, (struct span){ p, n });
	while (yaml_next(&y)) {
		if (y.value.n && (y.value.p < p || y.value.p + y.value.n > p + n))
			abort();
		if (y.depth > MAX_YAML_DEEP || yaml_text(&y, out).n > y.value.n)
			abort();
		(void)yaml_at(&y, "*/-/a");
	}
	free(out);
	return 0;
}
