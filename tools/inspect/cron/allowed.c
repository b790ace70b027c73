/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * allowed - which services' accounts were let make jobs of their own?
 *
 * crontab(1) and at(1): whoever is named in cron.allow or at.allow, one to a line.
 */
#include "../startup/settings.h"
#include "cron.h"

#define FIRST_PERSON	1000	/* login.defs(5) UID_MIN */

static void
allowed(struct startup *s, void *arg, struct span path, const struct person *as)
{
	const struct person *who;
	struct setting_lines l;
	struct span line;

	(void)arg;
	if (!settings_open(&l, s, path, as, "#"))
		return;
	while (settings_next(&l, &line)) {
		s->entries++;
		who = people_named(s, line);
		if (who && who->uid != 0 && who->uid < FIRST_PERSON)
			startup_say(s, CRON_ALLOWS_SERVICE, path, l.a.line, l.a.said);
	}
}

void
cron_allowed(struct startup *s)
{
	settings_files(s, "/etc/cron.allow", NULL, allowed);
	settings_files(s, "/etc/at.allow", NULL, allowed);
}
