/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz_sudo - do any rules break what reads sudoers and doas.conf? */
#include "inspected.h"

int
LLVMFuzzerTestOneInput(const unsigned char *p, size_t n)
{
	static const char *const paths[] = {
		"/etc/sudoers",
		"/etc/sudoers",
		"/etc/doas.conf",
		"/etc/sudo.conf",
	};

	inspected(&sudo_inspector, paths[n % (sizeof paths / sizeof *paths)], (struct span){ p, n });
	return 0;
}
