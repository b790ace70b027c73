/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz_journal - does any journal break the inspector of logins? */
#include "inspected.h"

int
LLVMFuzzerTestOneInput(const unsigned char *p, size_t n)
{
	inspected(&logins_inspector, "/var/log/journal/m/system.journal", (struct span){ p, n });
	return 0;
}
