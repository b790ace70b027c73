/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * dbus - what does D-Bus start when a name is asked for, and who may take a name?
 *
 * Read from the D-Bus specification, "Message Bus Starting Services", and
 * dbus-daemon(1), "CONFIGURATION FILE".
 */
#include "../systemd/unit.h"
#include "events.h"

static void
service(struct startup *s, struct autorun *a)
{
	struct unit_reader r = { .in = s->in };
	struct span word[MAX_EXEC_WORDS], exec = SPAN_NONE;
	const struct person *as;
	struct unit_line line;
	size_t n = 0;

	if (see_file(s->in, a->path, &r.rest) != VIEW_OK)
		return;
	while (unit_next(&r, &line)) {
		if (span_is(line.key, "Exec")) {
			exec = line.value;
			a->line = line.line;
			a->said = line.said;
		} else if (span_is(line.key, "User") && (as = people_named(s, line.value))) {
			a->as = *as;
		}
	}
	while (n < MAX_EXEC_WORDS && exec_word(s->in, &exec, &word[n]))
		n++;
	command_words(s, a, word, n);
}

void
events_dbus_system(struct startup *s)
{
	static const char *const dirs[] = { "/etc/dbus-1/system-services",
		"/run/dbus-1/system-services", "/usr/local/share/dbus-1/system-services",
		"/usr/share/dbus-1/system-services", "/usr/lib/dbus-1/system-services",
		"/lib/dbus-1/system-services", NULL };

	confs_each(s, dirs, ".service", service);
}

static void
session_service(struct startup *s, struct autorun *a)
{
	if (a->as.uid == 0)
		a->as.name = span_of("*");	/* whoever logs in */
	service(s, a);
}

void
events_dbus_session(struct startup *s)
{
	static const char *const dirs[] = { "/usr/local/share/dbus-1/services",
		"/usr/share/dbus-1/services", "/usr/lib/dbus-1/services",
		"/var/lib/flatpak/exports/share/dbus-1/services", NULL };

	confs_each(s, dirs, ".service", session_service);
	confs_homes(s, "/.local/share/dbus-1/services", ".service", service);
	confs_homes(s, "/.local/share/flatpak/exports/share/dbus-1/services", ".service", service);
}

/* The next <tag ...>, comments passed over: its inside.  Text between tags is left out. */
static bool
tag(struct span *rest, struct span *inside)
{
	for (;;) {
		*rest = span_skip(*rest, span_before(*rest, '<').n);
		if (rest->n == 0)
			return false;
		if (!span_starts(*rest, "<!--"))
			break;
		while (rest->n && !span_starts(*rest, "-->"))
			*rest = span_skip(*rest, 1);
	}
	*inside = span_before(span_skip(*rest, 1), '>');
	*rest = span_skip(*rest, inside->n + 2);
	return true;
}

static void
policy(struct startup *s, struct autorun *a)
{
	struct span rest, inside, text;
	bool everyone = false;

	if (see_file(s->in, a->path, &rest) != VIEW_OK)
		return;
	startup_entry(s, a, SPAN_NONE);
	if (a->trust != TRUST_STRANGER)
		return;
	while (tag(&rest, &inside)) {
		if (span_starts(inside, "policy"))
			everyone = span_holds(inside, "default") || span_holds(inside, "mandatory") ||
			    span_holds(inside, "at_console");
		else if (span_starts(inside, "/policy"))
			everyone = false;
		else if (everyone && span_starts(inside, "allow") && (span_holds(inside, " own") ||
		    span_holds(inside, "\town")))
			startup_say(s, DBUS_POLICY_OPEN, a->path, 0, inside);
		/* Services may be kept, and helpers named, anywhere. */
		text = span_trim(span_before(rest, '<'));
		if ((span_is(inside, "servicedir") || span_is(inside, "servicehelper")) &&
		    span_starts(text, "/") && (target_volatile(text) || target_hidden(text)))
			startup_say(s, STARTUP_ENTRY_ODD, a->path, 0, text);
	}
}

void
events_dbus_policy(struct startup *s)
{
	static const char *const dirs[] = { "/etc/dbus-1/system.d", "/etc/dbus-1/session.d",
		"/usr/share/dbus-1/system.d", "/usr/share/dbus-1/session.d", NULL };
	static const char *const files[] = { "/etc/dbus-1/system.conf", "/etc/dbus-1/session.conf",
		"/etc/dbus-1/system-local.conf", "/etc/dbus-1/session-local.conf", NULL };

	confs_each(s, dirs, ".conf", policy);
	for (size_t i = 0; files[i]; i++)
		confs_file(s, files[i], policy);
}
