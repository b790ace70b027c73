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
	struct logins l = { .in = in, .first = INT64_MAX, .last = INT64_MIN, .machines.in = in };

	roster_read(in, &l.accounts);
	wtmp_look(&l);
	present_look(&l);
	lastlog_look(&l);
	tables_look(&l);
	journals_look(&l);
	syslog_look(&l);
	audit_look(&l);
	packagers_look(&l);
	typed_look(&l);
	join_look(&l);
	if (l.nsessions == MAX_SESSIONS)
		say_gap(in, SPAN_NONE, "more logins than are kept");
	sessions_tell(&l);
	traces_tell(&l.machines);
	logs_look(&l);
	history_look(&l);
	return l.any ? DONE : NOTHING;
}

const struct inspector logins_inspector = {
	.name = "logins",
	.asks = "do the records of who was here show that somebody hid?",
	.accounts = true,
	.may = (const enum finding[]){
		LOGIN_RECORD_WIPED, LOGIN_RECORD_ERASED, LOGIN_RECORDS_LOST, LOGIN_RECORDS_CUT, LOGIN_RECORD_ODD,
		LOGIN_TIME_BACK, LOGIN_TIME_AHEAD, LOGIN_STRANGER, LOGIN_START_MISSING, LOGIN_UNENDED,
		LOGIN_RECORDS_YOUNG, LOGIN_RECORDS_OLD, LOG_ROTATION_GAP, LOGIN_UNRECORDED, LOGIN_UNLOGGED, LASTLOG_WITHOUT_LOGIN,
		LASTLOG_STRANGER, LOG_LINKED_AWAY, LOG_FIXED, LOG_MISSING, LOG_EMPTIED, LOG_ROTATION_SKIPS,
		LOG_LACKS_LOGIN, JOURNAL_LACKS_LOGIN, JOURNAL_CONTRADICTS, JOURNAL_UNCLEAN, JOURNAL_GAP,
		JOURNAL_SEAL_BROKEN, AUDIT_OUT_OF_ORDER, AUDIT_GAP, HISTORY_LINKED_AWAY, HISTORY_DISABLED, FINDING_COUNT
	},
	.look = look,
};
