/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * firewall - does a saved rule let in whoever sends a sign?
 *
 * Read from iptables-extensions(8): "string" looks into packets, "recent
 * --rcheck" asks whether an address was seen before; a rule that accepts or
 * turns a connection by either is a door with a knock.
 */
#include "defences.h"

static void
rules(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct setting_lines l;
	struct span line;

	(void)arg;
	if (!settings_open(&l, s, path, as, "#:*"))
		return;
	while (settings_next(&l, &line)) {
		s->entries++;
		if ((span_holds(line, "-j ACCEPT") || span_holds(line, "-j REDIRECT") ||
		    span_holds(line, "-j DNAT")) && (span_holds(line, "-m string") ||
		    (span_holds(line, "-m recent") && span_holds(line, "--rcheck"))))
			defences_say(s, DEFENCE_FIREWALL_ODD, &l.a);
	}
}

void
defences_firewall(struct startup *s)
{
	static const char *const files[] = { "/etc/iptables/*", "/etc/iptables.*", "/etc/sysconfig/iptables",
		"/etc/sysconfig/ip6tables", "/etc/ufw/*.rules", "/var/lib/iptables/*", NULL };

	for (size_t i = 0; files[i]; i++)
		settings_files(s, files[i], NULL, rules);
}
