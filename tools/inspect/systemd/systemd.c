/* SPDX-License-Identifier: GPL-3.0-or-later */
/* systemd - what does systemd start, and is it the packages' or a stranger's? */
#include "unit.h"

static const struct source sources[] = {
	{ "systemd generators", WHEN_BOOT, systemd_generators },
	{ "systemd manager settings", WHEN_BOOT, systemd_managers },
	{ "systemd system units", WHEN_BOOT, systemd_system },
	{ "systemd user units", WHEN_LOGIN, systemd_user },
	{ "systemd units of accounts", WHEN_LOGIN, systemd_homes },
	{ "systemd sleep hooks", WHEN_EVENT, systemd_sleep },
	{ "systemd shutdown hooks", WHEN_SHUTDOWN, systemd_shutdown },
	{ "systemd vendor directory", WHEN_BOOT, systemd_vendor },
	{ NULL, WHEN_UNSAID, NULL },
};

static enum outcome
look(struct inspection *in)
{
	return startup_look(in, sources);
}

const struct inspector systemd_inspector = {
	.name = "systemd",
	.asks = "what does systemd start, and is it the packages' or a stranger's?",
	.may = (const enum finding[]){ STARTUP_MAY, STARTUP_IMPERSONATES, FINDING_COUNT },
	.autoruns = true,
	.look = look,
};
