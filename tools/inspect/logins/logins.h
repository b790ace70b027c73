/* SPDX-License-Identifier: GPL-3.0-or-later */
/* logins - what the files of the logins inspector share */
#ifndef ASSAY_INSPECT_LOGINS_LOGINS_H
#define ASSAY_INSPECT_LOGINS_LOGINS_H

#include "../inspect.h"

struct account {
	struct span	name, home;
	uint32_t	uid;
};

/* One session's start, or an account's last one. */
struct session {
	struct span	user, from, terminal;
	struct span	path;		/* the file that records it */
	int64_t		at;		/* seconds since 1970 */
};

struct logins {
	struct inspection	*in;
	struct account		*account;	/* in order of uid */
	struct account		**by_name;
	size_t			 n;
	struct session		*session;	/* of all records, at most MAX_SESSIONS */
	size_t			 nsessions, room;
	size_t			 nwtmp;		/* so many of them are wtmp's, the others' come behind */
	int64_t			 first, last;	/* the time that wtmp spans; first > last: none */
	bool			 any;		/* something of the kind is there */
};

#define MAX_SESSIONS	((size_t)1 << 20)	/* remembered; a busy server has 10,000 a month */

/* /etc/passwd; without one there are no accounts. */
void			 accounts_read(struct logins *);
const struct account	*account_named(const struct logins *, struct span name);
const struct account	*account_of(const struct logins *, uint32_t uid);

void			 session_add(struct logins *, const struct session *);

void	wtmp_look(struct logins *);	/* wtmp and btmp, rotated ones too */
void	lastlog_look(struct logins *);	/* after wtmp_look */
void	tables_look(struct logins *);	/* lastlog2 and wtmpdb */
void	sessions_tell(struct logins *);	/* every account's latest, for `assay accounts` */
void	logs_look(struct logins *);
void	history_look(struct logins *);

#endif
