/* SPDX-License-Identifier: GPL-3.0-or-later */
/* events - what runs when a device, a message or a network asks for it? */
#include "events.h"

static const struct source sources[] = {
	{ "udev rules", WHEN_EVENT, events_udev },
	{ "D-Bus system services", WHEN_EVENT, events_dbus_system },
	{ "D-Bus session services", WHEN_LOGIN, events_dbus_session },
	{ "D-Bus policies", WHEN_EVENT, events_dbus_policy },
	{ "polkit rules", WHEN_EVENT, events_polkit_rules },
	{ "polkit local authorities", WHEN_EVENT, events_polkit_local },
	{ "polkit actions", WHEN_EVENT, events_polkit_actions },
	{ "networkd-dispatcher hooks", WHEN_EVENT, events_dispatcher },
	{ "vendor directories of events", WHEN_EVENT, events_vendor },
	{ NULL, WHEN_UNSAID, NULL },
};

/* Below /usr, only packages put rules, services and actions. */
void
events_vendor(struct startup *s)
{
	static const char *const dirs[] = {
		"/usr/lib/udev/rules.d", "/lib/udev/rules.d", "/usr/share/dbus-1",
		"/usr/lib/dbus-1", "/usr/share/polkit-1/rules.d", "/usr/share/polkit-1/actions",
		"/usr/lib/networkd-dispatcher", NULL
	};

	for (size_t i = 0; dirs[i]; i++)
		startup_vendor(s, dirs[i], 1);
}

static enum outcome
look(struct inspection *in)
{
	return startup_look(in, sources);
}

const struct inspector events_inspector = {
	.name = "events",
	.asks = "what runs when a device, a message or a network asks for it?",
	.may = (const enum finding[]){ STARTUP_MAY, DBUS_POLICY_OPEN, POLKIT_GRANTS_ALL,
	    POLKIT_GRANTS, FINDING_COUNT },
	.autoruns = true,
	.look = look,
};
