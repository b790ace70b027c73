/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * network - what runs when an interface, a lease or a tunnel comes or goes?
 *
 * Read from NetworkManager-dispatcher(8), interfaces(5), dhclient-script(8),
 * dhcpcd-run-hooks(8), pppd(8), openvpn(8), wg-quick(8), ipsec.conf(5),
 * swanctl.conf(5), vpnc(8), tincd(8).
 */
#include "hooks.h"

static const char *const vendor[] = {
	"/usr/lib/NetworkManager/dispatcher.d", "/usr/lib/dhcpcd", "/usr/libexec/dhcpcd-hooks",
	"/usr/lib/ifupdown", "/usr/lib/NetworkManager/VPN", NULL
};
static const char *const programs[] = {
	"/etc/NetworkManager/dispatcher.d/*", "/etc/NetworkManager/dispatcher.d/*.d/*",
	"/usr/lib/NetworkManager/dispatcher.d/*", "/usr/lib/NetworkManager/dispatcher.d/*.d/*",
	"/etc/network/if-*.d/*", "/etc/ppp/ip-*", "/etc/ppp/ip-*.d/*", "/etc/ppp/ipv6-*",
	"/etc/ppp/ipv6-*.d/*", "/etc/ppp/auth-*", "/etc/ppp/auth-*.d/*", "/etc/resolvconf/update.d/*",
	"/etc/resolvconf/update-libc.d/*", "/etc/udhcpc/*", "/etc/wicked/scripts/*",
	"/etc/sysconfig/network/scripts/*", "/etc/sysconfig/network-scripts/ifup-local",
	"/sbin/ifup-local", "/sbin/ifdown-local", "/sbin/ifup-pre-local",
	"/etc/libvirt/hooks/*", "/etc/libvirt/hooks/*.d/*", "/etc/wpa_supplicant/*.sh",
	"/etc/openvpn/*.sh", "/etc/openvpn/*/*.sh", "/etc/tinc/*/*-up", "/etc/tinc/*/*-down", NULL
};
/* dhclient-script and dhcpcd's read them into their own shell. */
static const char *const sourced[] = {
	"/etc/dhcp/dhclient-enter-hooks", "/etc/dhcp/dhclient-exit-hooks",
	"/etc/dhcp/dhclient-enter-hooks.d/*", "/etc/dhcp/dhclient-exit-hooks.d/*",
	"/etc/dhcp/dhclient.d/*.sh", "/etc/dhclient-enter-hooks", "/etc/dhclient-exit-hooks",
	"/etc/dhcpcd.enter-hook", "/etc/dhcpcd.exit-hook", "/etc/dhcpcd-hooks/*",
	"/usr/lib/dhcpcd/dhcpcd-hooks/*", "/usr/libexec/dhcpcd-hooks/*",
	/* and vpnc-script those of each of its phases */
	"/etc/vpnc/*.d/*", NULL
};
static const struct settings dhcp[] = {
	{ "/etc/dhcp/dhclient.conf /etc/dhclient.conf /etc/dhcp/dhclient-*.conf", "#", " \t", NULL,
	    { { "script", MEANS_WORDS, 0 } } },
	{ "/etc/dhcpcd.conf", "#", " \t", NULL, { { "script", MEANS_WORDS, 0 } } },
	{ "/etc/dnsmasq.conf /etc/dnsmasq.d/*", "#", " \t=", NULL,
	    { { "dhcp-script", MEANS_WORDS, 0 }, { "dhcp-luascript", MEANS_FILES, 0 } } },
	{ "/etc/ppp/options /etc/ppp/options.* /etc/ppp/peers/*", "#", " \t", NULL,
	    { { "plugin", MEANS_FILES, 0 }, { "connect", MEANS_TEXT, 0 },
	    { "disconnect", MEANS_TEXT, 0 }, { "pty", MEANS_TEXT, 0 }, { "init", MEANS_TEXT, 0 },
	    { "welcome", MEANS_TEXT, 0 } } },
	{ NULL, NULL, NULL, NULL, { { NULL, MEANS_TEXT, 0 } } },
};
static const struct settings vpn[] = {
	{ "/etc/openvpn/*.conf /etc/openvpn/*/*.conf /etc/openvpn/*.ovpn", "#;", " \t", NULL,
	    { { "up", MEANS_TEXT, 0 }, { "down", MEANS_TEXT, 0 }, { "route-*up", MEANS_TEXT, 0 },
	    { "route-pre-down", MEANS_TEXT, 0 }, { "ipchange", MEANS_TEXT, 0 },
	    { "client-*connect", MEANS_TEXT, 0 }, { "learn-address", MEANS_TEXT, 0 },
	    { "tls-verify", MEANS_TEXT, 0 }, { "tls-crypt-v2-verify", MEANS_TEXT, 0 },
	    { "auth-user-pass-verify", MEANS_TEXT, 0 }, { "plugin", MEANS_FILES, 0 },
	    { "iproute", MEANS_WORDS, 0 } } },
	{ "/etc/NetworkManager/VPN/*.name /usr/lib/NetworkManager/VPN/*.name", "#[", " \t=", NULL,
	    { { "program", MEANS_FILES, 0 }, { "plugin", MEANS_FILES, 0 },
	    { "auth-dialog", MEANS_FILES, 0 } } },
	{ "/etc/ocserv/ocserv.conf", "#", " \t=", NULL,
	    { { "connect-script", MEANS_TEXT, 0 }, { "disconnect-script", MEANS_TEXT, 0 },
	    { "host-update-script", MEANS_TEXT, 0 } } },
	{ "/etc/vpnc/*.conf", "#", " \t", NULL, { { "Script", MEANS_TEXT, 0 } } },
	{ "/etc/wireguard/*.conf", "#", " \t=", NULL,
	    { { "PreUp", MEANS_TEXT, 0 }, { "PostUp", MEANS_TEXT, 0 }, { "PreDown", MEANS_TEXT, 0 },
	    { "PostDown", MEANS_TEXT, 0 } } },
	{ "/etc/ipsec.conf /etc/ipsec.d/*.conf /etc/swanctl/swanctl.conf /etc/swanctl/conf.d/*"
	    " /etc/strongswan/*.conf /etc/strongswan.d/*.conf /etc/strongswan.d/charon/*.conf", "#",
	    " \t=", NULL,
	    { { "leftupdown", MEANS_TEXT, 0 }, { "rightupdown", MEANS_TEXT, 0 },
	    { "updown", MEANS_TEXT, 0 }, { "script", MEANS_TEXT, 0 }, { "start", MEANS_TEXT, 0 } } },
	{ NULL, NULL, NULL, NULL, { { NULL, MEANS_TEXT, 0 } } },
};

void
hooks_network(struct startup *s)
{
	for (size_t i = 0; vendor[i]; i++)
		startup_vendor(s, vendor[i], 2);
	settings_programs(s, programs);
	settings_sourced(s, sourced);
	settings_run(s, dhcp);
}

void
hooks_vpn(struct startup *s)
{
	settings_run(s, vpn);
}
