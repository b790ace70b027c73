/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz_defences - does any text, as settings of what guards a machine, break what reads them? */
#include "inspected.h"

int
LLVMFuzzerTestOneInput(const unsigned char *p, size_t n)
{
	static const char *const paths[] = {
		"/etc/rsyslog.conf",
		"/etc/audit/rules.d/a.rules",
		"/etc/systemd/journald.conf",
		"/etc/apt/sources.list",
		"/etc/apt/sources.list.d/a.sources",
		"/etc/apt/apt.conf",
		"/etc/hosts",
		"/etc/iptables/rules.v4",
		"/etc/yum.repos.d/a.repo",
		"/etc/nftables.conf",
		"/etc/syslog-ng/syslog-ng.conf",
		"/etc/firewalld/direct.xml",
	};

	inspected(&defences_inspector, paths[n % (sizeof paths / sizeof *paths)], (struct span){ p, n });
	return 0;
}
