/* SPDX-License-Identifier: GPL-3.0-or-later */
/* systemd - what does systemd start, and is it the packages' or a stranger's? */
#include "unit.h"

static const struct source sources[] = {
	{ "systemd generators", WHEN_BOOT, systemd_generators },
	{ "systemd manager settings", WHEN_BOOT, systemd_managers },
	{ "environment.d", WHEN_BOOT, systemd_environment },
	{ "fstab", WHEN_BOOT, systemd_fstab },
	{ "tmpfiles.d", WHEN_BOOT, systemd_tmpfiles },
	{ "sysusers.d", WHEN_BOOT, systemd_sysusers },
	{ "systemd system units", WHEN_BOOT, systemd_system },
	{ "systemd user units", WHEN_LOGIN, systemd_user },
	{ "systemd units of accounts", WHEN_LOGIN, systemd_homes },
	{ "systemd presets", WHEN_PACKAGE, systemd_presets },
	{ "lingering accounts", WHEN_BOOT, systemd_linger },
	{ "stamps of timers", WHEN_TIMER, systemd_stamps },
	{ "system extensions", WHEN_BOOT, systemd_extensions },
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
	.may = (const enum finding[]){ STARTUP_MAY, STARTUP_IMPERSONATES, STARTUP_NAME_NEAR,
	    STARTUP_MOUNT_COVERS, STARTUP_LINGER_ODD, STARTUP_EXTENSION, STARTUP_EXTENSION_COVERS,
	    TMPFILES_GRANTS, TMPFILES_PLANTS, SYSUSERS_ROOT, SYSUSERS_SHELL, FINDING_COUNT },
	.autoruns = true,
	.look = look,
};
