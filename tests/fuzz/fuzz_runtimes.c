/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz_runtimes - does any text, as settings or modules of interpreters, break what reads them? */
#include "inspected.h"

int
LLVMFuzzerTestOneInput(const unsigned char *p, size_t n)
{
	static const char *const paths[] = {
		"/usr/local/lib/python3.13/dist-packages/a.pth",
		"/usr/lib/python3/dist-packages/sitecustomize.py",
		"/home/alice/.local/lib/python3.13/site-packages/usercustomize.py",
		"/etc/php/8.4/cli/php.ini",
		"/etc/elasticsearch/jvm.options",
		"/root/.npmrc",
		"/usr/local/lib/python3.13/dist-packages/a.pyc",
		"/opt/a/lib/python3.13/site-packages/a.dist-info/RECORD",
	};

	inspected(&runtimes_inspector, paths[n % (sizeof paths / sizeof *paths)], (struct span){ p, n });
	return 0;
}
