/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz_hooks - does any text, as a hook or a daemon's settings, break what reads them? */
#include "inspected.h"

int
LLVMFuzzerTestOneInput(const unsigned char *p, size_t n)
{
	static const char *const paths[] = {
		"/etc/apt/apt.conf.d/a",
		"/etc/logrotate.d/a",
		"/etc/aliases",
		"/etc/login.defs",
		"/root/.procmailrc",
		"/etc/postfix/master.cf",
		"/etc/inetd.conf",
		"/etc/xinetd.d/a",
		"/etc/rsyslog.conf",
		"/etc/fail2ban/action.d/a.conf",
		"/etc/network/interfaces",
		"/etc/needrestart/conf.d/a.conf",
		"/etc/openvpn/a.conf",
		"/etc/dnf/libdnf5-plugins/actions.d/a.actions",
		"/etc/dhcp/dhclient-exit-hooks.d/a",
		"/root/.forward",
		"/etc/postfix/main.cf",
		"/etc/smtpd.conf",
		"/etc/hosts.allow",
		"/etc/rpm/macros.a",
		"/etc/dnf/dnf.conf",
		"/etc/dpkg/dpkg.cfg",
		"/etc/smartd.conf",
		"/etc/letsencrypt/renewal/a.conf",
		"/etc/wireguard/a.conf",
		"/etc/ipsec.conf",
		"/etc/pacman.d/hooks/a.hook",
		"/etc/acpi/events/a",
		"/etc/keepalived/a.conf",
		"/etc/audit/plugins.d/a.conf",
		"/var/lib/dpkg/info/base.postinst",
	};

	inspected(&hooks_inspector, paths[n % (sizeof paths / sizeof *paths)], (struct span){ p, n });
	return 0;
}
