/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz_elf - does any program that starts by itself break what reads what it asks its loader for? */
#include "inspected.h"

int
LLVMFuzzerTestOneInput(const unsigned char *p, size_t n)
{
	inspected(&cron_inspector, "/etc/cron.daily/program", (struct span){ p, n });
	return 0;
}
