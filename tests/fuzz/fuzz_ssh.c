/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz_ssh - do any settings or keys break what asks who may come in by SSH? */
#include "inspected.h"

int
LLVMFuzzerTestOneInput(const unsigned char *p, size_t n)
{
	static const char *const paths[] = {
		"/etc/ssh/sshd_config",
		"/home/alice/.ssh/authorized_keys",
		"/etc/ssh/ssh_host_ed25519_key",
		"/etc/hosts.equiv",
	};

	inspected(&ssh_inspector, paths[n % (sizeof paths / sizeof *paths)], (struct span){ p, n });
	return 0;
}
