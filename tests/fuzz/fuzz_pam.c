/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz_pam - does any stack break what walks it? */
#include "inspected.h"

int
LLVMFuzzerTestOneInput(const unsigned char *p, size_t n)
{
	static const char *const paths[] = {
		"/etc/pam.d/sshd",
		"/etc/pam.d/common-auth",
		"/etc/pam.conf",
		"/etc/security/access.conf",
		"/etc/security/group.conf",
	};

	inspected(&pam_inspector, paths[n % (sizeof paths / sizeof *paths)], (struct span){ p, n });
	return 0;
}
