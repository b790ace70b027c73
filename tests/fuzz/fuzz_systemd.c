/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz_systemd - does any text, as one of systemd's files, break what reads them? */
#include "inspected.h"

int
LLVMFuzzerTestOneInput(const unsigned char *p, size_t n)
{
	static const char *const paths[] = {
		"/etc/systemd/system/a.service",
		"/etc/systemd/system/cron.service.d/a.conf",
		"/etc/systemd/system/a@.socket",
		"/etc/systemd/system/usr-bin.mount",
		"/home/alice/.config/systemd/user/a.service",
		"/etc/systemd/system/a.timer",
		"/etc/systemd/system.conf",
		"/etc/environment.d/a.conf",
		"/etc/tmpfiles.d/a.conf",
		"/etc/sysusers.d/a.conf",
		"/etc/fstab",
		"/etc/systemd/system-preset/a.preset",
		"/etc/systemd/system/systemd-tmpfiles-setup.service",
		"/etc/credstore/tmpfiles.extra",
		"/etc/hostname",
	};

	inspected(&systemd_inspector, paths[n % (sizeof paths / sizeof *paths)], (struct span){ p, n });
	return 0;
}
