/* SPDX-License-Identifier: GPL-3.0-or-later */
/* init - what do init systems other than systemd start? */
#include "init.h"

static const struct source sources[] = {
	{ "inittab", WHEN_BOOT, init_inittab },
	{ "init scripts", WHEN_BOOT, init_scripts },
	{ "runlevel links", WHEN_BOOT, init_runlevels },
	{ "rc.local", WHEN_BOOT, init_local },
	{ "OpenRC", WHEN_BOOT, init_openrc },
	{ "runit services", WHEN_BOOT, init_runit },
	{ "s6 services", WHEN_BOOT, init_s6 },
	{ "dinit services", WHEN_BOOT, init_dinit },
	{ "Upstart jobs", WHEN_BOOT, init_upstart },
	{ NULL, WHEN_UNSAID, NULL },
};

static enum outcome
look(struct inspection *in)
{
	return startup_look(in, sources);
}

const struct inspector init_inspector = {
	.name = "init",
	.asks = "what do init systems other than systemd start?",
	.may = (const enum finding[]){ STARTUP_MAY, FINDING_COUNT },
	.autoruns = true,
	.look = look,
};
