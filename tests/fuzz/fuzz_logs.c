/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz_logs - does any log of logins, of the kernel's audit or of packages break who joins them? */
#include "inspected.h"

int
LLVMFuzzerTestOneInput(const unsigned char *p, size_t n)
{
	static const char *const paths[] = {
		"/var/log/auth.log", "/var/log/audit/audit.log", "/var/log/secure-1.gz",
		"/var/log/apt/history.log", "/var/lib/dnf/history.sqlite", "/root/.bash_history",
	};

	inspected(&logins_inspector, paths[n % (sizeof paths / sizeof *paths)], (struct span){ p, n });
	return 0;
}
