/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hooks - what do network, package, mail and log events run? */
#include "hooks.h"

static const struct source sources[] = {
	{ "network hooks", WHEN_EVENT, hooks_network },
	{ "network interfaces", WHEN_EVENT, hooks_interfaces },
	{ "VPN settings", WHEN_EVENT, hooks_vpn },
	{ "power and device hooks", WHEN_EVENT, hooks_power },
	{ "certificate hooks", WHEN_EVENT, hooks_renewal },
	{ "apt settings", WHEN_PACKAGE, hooks_apt },
	{ "dpkg settings", WHEN_PACKAGE, hooks_dpkg },
	{ "package managers' hooks and plugins", WHEN_PACKAGE, hooks_packagers },
	{ "hooks of account tools", WHEN_EVENT, hooks_accounts },
	{ "needrestart settings", WHEN_PACKAGE, hooks_needrestart },
	{ "maintainer scripts", WHEN_PACKAGE, hooks_maintainers },
	{ "snaps", WHEN_BOOT, hooks_snaps },
	{ "logrotate scripts", WHEN_TIMER, hooks_logrotate },
	{ "mail aliases", WHEN_EVENT, hooks_aliases },
	{ "forward files", WHEN_EVENT, hooks_forward },
	{ "mail servers' pipes", WHEN_EVENT, hooks_mailers },
	{ "inetd services", WHEN_EVENT, hooks_inetd },
	{ "xinetd services", WHEN_EVENT, hooks_xinetd },
	{ "TCP wrappers", WHEN_EVENT, hooks_wrappers },
	{ "log and audit daemons' programs", WHEN_EVENT, hooks_loggers },
	{ NULL, WHEN_UNSAID, NULL },
};

static enum outcome
look(struct inspection *in)
{
	return startup_look(in, sources);
}

const struct inspector hooks_inspector = {
	.name = "hooks",
	.asks = "what do network, package, mail and log events run?",
	.may = (const enum finding[]){ STARTUP_MAY, HOOK_CODE_LOCAL, SNAP_UNASSERTED,
	    FINDING_COUNT },
	.autoruns = true,
	.look = look,
};
