/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz_module - does any kernel module break the readers of its section of facts or of its signature? */
#include "../../tools/inspect/modules/modules.h"

int	LLVMFuzzerTestOneInput(const unsigned char *, size_t);

int
LLVMFuzzerTestOneInput(const unsigned char *p, size_t n)
{
	struct span bytes = { p, n }, info;
	char fingerprint[HASH_HEX];

	if (modinfo_find(bytes, &info))
		modinfo_value(info, "name");
	signer_of(bytes, fingerprint);
	return 0;
}
