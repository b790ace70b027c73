/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz_history - does any text, as a history or known_hosts, break what looks for machines? */
#include "inspected.h"

int
LLVMFuzzerTestOneInput(const unsigned char *p, size_t n)
{
	static const char *const paths[] = {
		"/home/alice/.bash_history", "/home/alice/.ssh/known_hosts", "/home/alice/.ssh/config",
	};

	inspected(&traces_inspector, paths[n % 3], (struct span){ p, n });
	inspected(&logins_inspector, "/home/alice/.bashrc", (struct span){ p, n });
	return 0;
}
