/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz_events - does any text, as a rule, a service or a policy, break what reads them? */
#include "inspected.h"

int
LLVMFuzzerTestOneInput(const unsigned char *p, size_t n)
{
	static const char *const paths[] = {
		"/etc/udev/rules.d/a.rules",
		"/usr/share/dbus-1/system-services/a.service",
		"/etc/dbus-1/system.d/a.conf",
		"/etc/polkit-1/rules.d/a.rules",
		"/etc/polkit-1/localauthority/a.d/a.pkla",
		"/usr/share/polkit-1/actions/a.policy",
		"/etc/networkd-dispatcher/off.d/a",
	};

	inspected(&events_inspector, paths[n % (sizeof paths / sizeof *paths)], (struct span){ p, n });
	return 0;
}
