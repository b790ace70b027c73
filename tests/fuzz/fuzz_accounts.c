/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz_accounts - do any account files break what joins them? */
#include "inspected.h"

int
LLVMFuzzerTestOneInput(const unsigned char *p, size_t n)
{
	static const char *const paths[] = {
		"/etc/passwd",
		"/etc/shadow",
		"/etc/group",
		"/etc/gshadow",
		"/etc/passwd-",
		"/var/lib/extrausers/passwd",
		"/etc/userdb/a.user",
		"/etc/subuid",
		"/etc/nsswitch.conf",
		"/var/cache/nscd/passwd",
		"/var/lib/misc/passwd.db",
	};

	inspected(&accounts_inspector, paths[n % (sizeof paths / sizeof *paths)], (struct span){ p, n });
	return 0;
}
