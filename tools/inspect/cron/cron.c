/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cron - what runs at set times, outside systemd? */
#include "cron.h"

static const struct source sources[] = {
	{ "cron tables", WHEN_TIMER, cron_system },
	{ "cron tables of accounts", WHEN_TIMER, cron_spools },
	{ "cron directories", WHEN_TIMER, cron_directories },
	{ "anacron table", WHEN_TIMER, cron_anacron },
	{ "at jobs", WHEN_TIMER, cron_at },
	{ "incron tables", WHEN_EVENT, cron_incron },
	{ "fcron tables", WHEN_TIMER, cron_fcron },
	{ "accounts let use cron and at", WHEN_TIMER, cron_allowed },
	{ NULL, WHEN_UNSAID, NULL },
};

static enum outcome
look(struct inspection *in)
{
	return startup_look(in, sources);
}

const struct inspector cron_inspector = {
	.name = "cron",
	.asks = "what runs at set times, outside systemd?",
	.may = (const enum finding[]){ STARTUP_MAY, STARTUP_ORPHAN_TABLE,
	    CRON_REINSTALLS, CRON_ALLOWS_SERVICE, FINDING_COUNT },
	.autoruns = true,
	.look = look,
};
