/* SPDX-License-Identifier: GPL-3.0-or-later */
/* logins - what the files of the logins inspector share */
#ifndef ASSAY_INSPECT_LOGINS_LOGINS_H
#define ASSAY_INSPECT_LOGINS_LOGINS_H

#include "../accounts/roster.h"
#include "../traces/traces.h"

/* Who keeps a record of it. */
enum keeper {
	KEPT_WTMP, KEPT_UTMP, KEPT_LASTLOG, KEPT_DATABASE, KEPT_JOURNAL, KEPT_LOG, KEPT_AUDIT,
	KEPT_PACKAGER, KEPT_HISTORY, KEEPERS
};

enum act { ACT_LOGIN, ACT_SUDO, ACT_SU, ACT_PACKAGES, ACT_SHELL, ACTS };

/* One session's start, an account's last one, or an act of an account, as one record has it. */
struct session {
	struct span	user, from, terminal;
	struct span	path;		/* the file that records it */
	int64_t		at;		/* seconds since 1970 */
	enum keeper	by;
	enum act	act;
	bool		loose;		/* the record tells no zone, or no year: at is within a day or so */
	bool		own;		/* of the journal: this machine's own, not one that was sent here */
	unsigned	line;
	struct span	message, host;	/* of the journal and of logs: what was said, and on which machine */
};

struct logins {
	struct inspection	*in;
	struct roster		 accounts;
	struct session		*session;	/* of all records, at most MAX_SESSIONS */
	size_t			 nsessions, room;
	int64_t			 first, last;	/* the time that wtmp spans; first > last: none */
	bool			 rotated;	/* older records of wtmp were put aside, or may have been */
	bool			 big;		/* wtmp's numbers have the high byte first: the machine's do */
	bool			 young;		/* said that wtmp begins too late */
	bool			 broken;	/* a journal could not be read to its end */
	bool			 any;		/* something of the kind is there */
	struct traces		 machines;	/* from which somebody came */
};

#define MAX_SESSIONS	((size_t)1 << 20)	/* remembered; a busy server has 10,000 a month */
#define SKEW		120	/* seconds between two programs' records of one login */
#define DAY		86400

void	session_add(struct logins *, const struct session *);

/* Sessions of one keeper, in order of user and time. */
struct index {
	const struct session	**at;
	size_t			 n;
	int64_t			 first, last;	/* the time that they span */
};

struct index	index_make(const struct logins *, enum keeper, enum act);
/* Is there one of that user within SKEW of that time? */
bool		index_has(const struct index *, struct span user, int64_t at);

/* What a program said of a login, or of an act: sshd, login, sudo, su. */
bool	said_identifier(struct span identifier);
bool	said_message(struct span message);
/* Fills the session's user, from, terminal and act; false: it tells none of the kind. */
bool	said_act(struct span identifier, struct span message, struct session *);
/* Keeps the session, and which machine it came from or leads to. */
void	said_keep(struct logins *, const struct session *);

void	wtmp_look(struct logins *);	/* wtmp and btmp, rotated ones too */
void	present_look(struct logins *);	/* utmp, where it lies on the disk */
void	lastlog_look(struct logins *);	/* after wtmp_look */
void	tables_look(struct logins *);	/* lastlog2 and wtmpdb */
void	journals_look(struct logins *);
void	syslog_look(struct logins *);	/* auth.log and secure */
void	audit_look(struct logins *);
void	packagers_look(struct logins *);
void	typed_look(struct logins *);	/* shell histories that tell times */
void	join_look(struct logins *);	/* after all that keep sessions */
void	sessions_tell(struct logins *);	/* every account's latest, for `assay accounts` */
void	logs_look(struct logins *);
void	history_look(struct logins *);

/* "2026-01-05T08:10:00", with a fraction and a zone, or "2026-01-05  08:10:00"; *zoned: it told one. */
bool	when_iso(struct span, int64_t *at, bool *zoned);
/* "Jan  5 08:10:00" of a line written before `latest`. */
bool	when_bsd(struct span *rest, int64_t latest, int64_t *at);

#endif
