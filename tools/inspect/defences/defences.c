/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * defences - was something switched off that guards, records or updates this machine?
 *
 * Administrators switch such things off too: what is found here is a weakness,
 * and a question for them, never an intruder.
 */
#include <string.h>

#include "defences.h"

static const struct source sources[] = {
	{ "settings of guards", WHEN_BOOT, defences_settings },
	{ "guards' units", WHEN_BOOT, defences_units },
	{ "syslog rules", WHEN_BOOT, defences_syslog },
	{ "firewall rules", WHEN_BOOT, defences_firewall },
	{ "fixed addresses", WHEN_EVENT, defences_hosts },
	{ "apt's precautions", WHEN_PACKAGE, defences_apt },
	{ "apt's sources", WHEN_PACKAGE, defences_apt_sources },
	{ "signing keys and authorities", WHEN_PACKAGE, defences_keys },
	{ NULL, WHEN_UNSAID, NULL },
};

void
defences_say(struct startup *s, enum finding f, const struct autorun *a)
{
	if (autorun_trust(s, a) != TRUST_PACKAGED)
		startup_say(s, f, a->path, a->line, a->said);
}

bool
defences_fit(struct span text, const char *patterns)
{
	struct span all = span_of(patterns), one;
	char pattern[64];

	while (span_field(&all, " ", &one)) {
		if (one.n >= sizeof pattern)
			continue;
		memcpy(pattern, one.p, one.n);
		pattern[one.n] = '\0';
		if (settings_fit(text, pattern, true))
			return true;
	}
	return false;
}

static enum outcome
look(struct inspection *in)
{
	return startup_look(in, sources);
}

const struct inspector defences_inspector = {
	.name = "defences",
	.asks = "was something switched off that guards, records or updates this machine?",
	.may = (const enum finding[]){ DEFENCE_AUDIT_OFF, DEFENCE_LOG_OFF, DEFENCE_LOG_FILTERED,
	    DEFENCE_UNIT_OFF, DEFENCE_UNIT_MASKED, DEFENCE_CONFINEMENT_OFF,
	    DEFENCE_CONFINEMENT_LOOSE, DEFENCE_FIREWALL_ODD, DEFENCE_HOSTS_REDIRECTED,
	    DEFENCE_PACKAGES_UNCHECKED, DEFENCE_ARCHIVE_REKEYED, DEFENCE_ORIGIN_FOREIGN,
	    DEFENCE_KEY_FOREIGN, DEFENCE_AUTHORITY_ADDED, DEFENCE_UPDATES_OFF, DEFENCE_PROXY,
	    FINDING_COUNT },
	.look = look,
};
