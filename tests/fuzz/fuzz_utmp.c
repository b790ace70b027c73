/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz_utmp - does any wtmp or lastlog break the inspector of logins? */
#include "inspected.h"

int
LLVMFuzzerTestOneInput(const unsigned char *p, size_t n)
{
	inspected(&logins_inspector, n % 2 ? "/var/log/lastlog" : "/var/log/wtmp", (struct span){ p, n });
	return 0;
}
