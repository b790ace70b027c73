/* SPDX-License-Identifier: GPL-3.0-or-later */
/* logins - what the files of the logins inspector share */
#ifndef ASSAY_INSPECT_LOGINS_LOGINS_H
#define ASSAY_INSPECT_LOGINS_LOGINS_H

#include "../accounts/roster.h"

/* One session's start, or an account's last one. */
struct session {
	struct span	user, from, terminal;
	struct span	path;		/* the file that records it */
	int64_t		at;		/* seconds since 1970 */
};

struct logins {
	struct inspection	*in;
	struct roster		 accounts;
	struct session		*session;	/* of all records, at most MAX_SESSIONS */
	size_t			 nsessions, room;
	size_t			 nwtmp;		/* so many of them are wtmp's, the others' come behind */
	int64_t			 first, last;	/* the time that wtmp spans; first > last: none */
	bool			 any;		/* something of the kind is there */
};

#define MAX_SESSIONS	((size_t)1 << 20)	/* remembered; a busy server has 10,000 a month */

void	session_add(struct logins *, const struct session *);

void	wtmp_look(struct logins *);	/* wtmp and btmp, rotated ones too */
void	lastlog_look(struct logins *);	/* after wtmp_look */
void	tables_look(struct logins *);	/* lastlog2 and wtmpdb */
void	sessions_tell(struct logins *);	/* every account's latest, for `assay accounts` */
void	logs_look(struct logins *);
void	history_look(struct logins *);

#endif
