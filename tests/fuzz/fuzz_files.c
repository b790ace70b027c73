/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz_files - do any bytes, in a file where none belongs, break what looks at it? */
#include "inspected.h"

int
LLVMFuzzerTestOneInput(const unsigned char *p, size_t n)
{
	static const char *const paths[] = {
		"/usr/include/a.h",
		"/usr/share/man/a",
		"/tmp/.a",
		"/var/lib/.a",
		"/usr/bin/a",
	};

	inspected(&files_inspector, paths[n % (sizeof paths / sizeof *paths)], (struct span){ p, n });
	return 0;
}
