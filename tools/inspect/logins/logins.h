/* SPDX-License-Identifier: GPL-3.0-or-later */
/* logins - what the files of the logins inspector share */
#ifndef ASSAY_INSPECT_LOGINS_LOGINS_H
#define ASSAY_INSPECT_LOGINS_LOGINS_H

#include "../inspect.h"

struct account {
	struct span	name, home;
	uint32_t	uid;
};

/* One session's start, as wtmp has it. */
struct session {
	struct span	user;
	int64_t		at;
};

struct logins {
	struct inspection	*in;
	struct account		*account;	/* in order of uid */
	struct account		**by_name;
	size_t			 n;
	struct session		*session;	/* of all wtmp files, at most MAX_SESSIONS */
	size_t			 nsessions, room;
	int64_t			 first, last;	/* the time that wtmp spans; first > last: none */
	bool			 any;		/* something of the kind is there */
};

#define MAX_SESSIONS	((size_t)1 << 20)	/* remembered; a busy server has 10,000 a month */

/* /etc/passwd; without one there are no accounts. */
void			 accounts_read(struct logins *);
const struct account	*account_named(const struct logins *, struct span name);
const struct account	*account_of(const struct logins *, uint32_t uid);

void	wtmp_look(struct logins *);	/* wtmp and btmp, rotated ones too */
void	lastlog_look(struct logins *);	/* after wtmp_look */
void	logs_look(struct logins *);
void	history_look(struct logins *);

#endif
