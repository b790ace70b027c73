/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz_utmp - does any wtmp, utmp or lastlog break the inspector of logins? */
#include "inspected.h"

int
LLVMFuzzerTestOneInput(const unsigned char *p, size_t n)
{
	static const char *const paths[] = { "/var/log/wtmp", "/var/log/lastlog", "/run/utmp" };

	inspected(&logins_inspector, paths[n % 3], (struct span){ p, n });
	return 0;
}
