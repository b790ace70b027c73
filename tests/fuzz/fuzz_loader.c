/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz_loader - do any bytes, as the loader's cache or settings, break what reads them? */
#include "inspected.h"

int
LLVMFuzzerTestOneInput(const unsigned char *p, size_t n)
{
	static const char *const paths[] = {
		"/etc/ld.so.cache",
		"/etc/ld.so.conf",
		"/etc/ld.so.preload",
		"/etc/environment",
		"/etc/security/pam_env.conf",
		"/etc/default/a",
	};

	inspected(&loader_inspector, paths[n % (sizeof paths / sizeof *paths)], (struct span){ p, n });
	return 0;
}
