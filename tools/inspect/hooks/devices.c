/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * devices - what runs when power, disks, batteries or certificates change?
 *
 * Read from acpid(8), pm-utils, elogind's logind.conf(5), smartd.conf(5), upsmon.conf(5), apcupsd.conf(5),
 * mdadm.conf(5), keepalived.conf(5) and certbot's renewal files.
 */
#include "hooks.h"

static const char *const vendor[] = {
	"/usr/lib/pm-utils", "/usr/share/smartmontools", "/usr/share/acpi-support",
	"/usr/lib/elogind", "/usr/libexec/elogind", NULL
};
static const char *const programs[] = {
	"/etc/acpi/*.sh", "/etc/acpi/actions/*", "/etc/acpi/*.d/*", "/etc/pm/*.d/*",
	"/usr/lib/pm-utils/*.d/*", "/etc/smartmontools/run.d/*", "/etc/apcupsd/*",
	"/etc/elogind/system-sleep/*", "/etc/elogind/system-shutdown/*",
	"/usr/lib/elogind/system-sleep/*", "/usr/libexec/elogind/system-sleep/*", "/etc/apm/*.d/*", "/etc/hotplug.d/*/*", NULL
};
static const struct settings settings[] = {
	{ "/etc/acpi/events/*", "#", " \t=", NULL, { { "action", MEANS_TEXT, 0 } } },
	{ "/etc/smartd.conf", "#", " \t", NULL, { { "*", MEANS_FILES, 0 } } },
	{ "/etc/nut/upsmon.conf /etc/nut/upssched.conf /etc/ups/upsmon.conf", "#", " \t", NULL,
	    { { "NOTIFYCMD", MEANS_TEXT, 0 }, { "SHUTDOWNCMD", MEANS_TEXT, 0 },
	    { "CMDSCRIPT", MEANS_TEXT, 0 } } },
	{ "/etc/mdadm.conf /etc/mdadm/mdadm.conf /etc/mdadm/mdadm.conf.d/*", "#", " \t", NULL,
	    { { "PROGRAM", MEANS_WORDS, 0 } } },
	{ "/etc/keepalived/*.conf /etc/keepalived/*/*.conf", "#!", " \t", NULL,
	    { { "notify*", MEANS_TEXT, 0 }, { "script", MEANS_TEXT, 0 },
	    { "misc_path", MEANS_TEXT, 0 } } },
	{ NULL, NULL, NULL, NULL, { { NULL, MEANS_TEXT, 0 } } },
};
static const char *const certificates[] = {
	"/etc/letsencrypt/renewal-hooks/*/*", "/etc/ca-certificates/update.d/*",
	"/etc/dehydrated/hook.sh", NULL
};
static const struct settings renewal[] = {
	{ "/etc/letsencrypt/renewal/*.conf /etc/letsencrypt/cli.ini", "#", " \t=", NULL,
	    { { "*_hook", MEANS_TEXT, 0 }, { "*-hook", MEANS_TEXT, 0 } } },
	{ "/etc/dehydrated/config /etc/dehydrated/conf.d/*", "#", " \t=", NULL,
	    { { "HOOK", MEANS_WORDS, 0 } } },
	{ NULL, NULL, NULL, NULL, { { NULL, MEANS_TEXT, 0 } } },
};

void
hooks_power(struct startup *s)
{
	for (size_t i = 0; vendor[i]; i++)
		startup_vendor(s, vendor[i], 2);
	settings_programs(s, programs);
	settings_run(s, settings);
}

void
hooks_renewal(struct startup *s)
{
	settings_programs(s, certificates);
	settings_run(s, renewal);
}
