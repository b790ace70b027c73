/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz_inits - does any text, as an init system's file, break what reads them? */
#include "inspected.h"

int
LLVMFuzzerTestOneInput(const unsigned char *p, size_t n)
{
	static const char *const paths[] = {
		"/etc/inittab",
		"/etc/init.d/a",
		"/etc/rc.local",
		"/etc/rc2.d/S01a",
		"/etc/local.d/a.start",
		"/etc/sv/a/run",
		"/etc/s6-rc/source/a/up",
		"/etc/dinit.d/a",
		"/etc/init/a.conf",
		"/etc/sv/a/conf",
		"/etc/runit/core-services/a.sh",
	};

	inspected(&init_inspector, paths[n % (sizeof paths / sizeof *paths)], (struct span){ p, n });
	return 0;
}
