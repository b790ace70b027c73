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
		"/etc/ssl/openssl.cnf",
		"/usr/lib/x86_64-linux-gnu/gdk-pixbuf-2.0/2.10.0/loaders.cache",
	};

	inspected(&loader_inspector, paths[n % (sizeof paths / sizeof *paths)], (struct span){ p, n });
	return 0;
}
