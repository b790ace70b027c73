/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * settings - do the settings that boot scripts read in do more than set?
 *
 * Read from Debian policy 9.3.2 (/etc/default) and Red Hat's sysconfig.txt: a
 * shell reads them in, so a word in a command's place is run.
 */
#include "../startup/shell.h"
#include "init.h"

static void
setting(struct startup *s, struct autorun *a)
{
	/* The first is read with the boot menu's; the others are tables of other programs. */
	static const char *const others[] = { "grub", "iptables", "ip6tables", "ebtables",
		"arptables", "nftables.conf", "iptables-config", "ip6tables-config", NULL };
	struct span name = span_base(a->path);

	if (!startup_left_over(name) && !one_of(name, others) && !span_ends(name, ".save"))
		command_sourced(s, a);
}

void
init_settings(struct startup *s)
{
	static const char *const dirs[] = { "/etc/default", "/etc/sysconfig",
		"/etc/sysconfig/network-scripts", NULL };

	for (size_t i = 0; dirs[i]; i++)
		confs_dir(s, span_of(dirs[i]), "", setting);
}
