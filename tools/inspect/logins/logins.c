/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * logins - do the records of who was here show that somebody hid?
 *
 * An intruder erases the record of a login, cuts a log, or has logs and shell
 * histories lead to nothing.  Each leaves a shape that the programs which
 * write these files do not make.
 */
#include "logins.h"

static enum outcome
look(struct inspection *in)
{
	struct logins l = { .in = in, .first = INT64_MAX, .last = INT64_MIN };

	roster_read(in, &l.accounts);
	wtmp_look(&l);
	lastlog_look(&l);
	tables_look(&l);
	sessions_tell(&l);
	logs_look(&l);
	history_look(&l);
	return l.any ? DONE : NOTHING;
}

const struct inspector logins_inspector = {
	.name = "logins",
	.asks = "do the records of who was here show that somebody hid?",
	.accounts = true,
	.may = (const enum finding[]){
		LOGIN_RECORD_ERASED, LOGIN_RECORDS_LOST, LOGIN_RECORDS_CUT, LOGIN_RECORD_ODD,
		LOGIN_TIME_BACK, LOGIN_STRANGER, LASTLOG_WITHOUT_LOGIN, LASTLOG_STRANGER,
		LOG_LINKED_AWAY, LOG_MISSING, HISTORY_LINKED_AWAY, HISTORY_DISABLED, FINDING_COUNT
	},
	.look = look,
};
