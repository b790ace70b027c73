/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * roster - every account of a system, whichever file holds it
 *
 * /etc/passwd and libnss-extrausers' passwd, joined with their shadow and group
 * files, and the JSON user records of systemd (systemd.io/USER_RECORD,
 * userdbd's drop-in directories).  A name that two stores hold stands twice.
 */
#ifndef ASSAY_INSPECT_ACCOUNTS_ROSTER_H
#define ASSAY_INSPECT_ACCOUNTS_ROSTER_H

#include "table.h"

enum standing {
	STANDING_ROOT,		/* user ID 0 */
	STANDING_SYSTEM,	/* the distribution's own: nobody logs in as it */
	STANDING_SERVICE,	/* below UID_MIN of login.defs(5): made for a program */
	STANDING_PERSON,
};

struct member {
	struct span	name, home, shell;
	struct span	password;	/* the field that counts: passwd's own, or shadow's */
	uint32_t	uid, gid;
	struct span	path;		/* the file that holds it, and where */
	unsigned	line;
	struct span	secret;		/* the file that holds the password, where it is another */
	unsigned	secret_line;
	struct span	groups;		/* of a user record's memberOf, parted by commas */
	enum standing	standing;
	bool		administers;	/* in a group whose members the distributions let be root */
};

struct roster {
	struct member	 *at;
	size_t		  n;
	struct member	**by_name, **by_uid;
	struct table	  group, extra_group;
};

void			 roster_read(struct inspection *, struct roster *);
enum standing		 roster_standing(struct span name, uint64_t uid);
/* The first of that name, or NULL. */
const struct member	*roster_named(const struct roster *, struct span name);
/* The first with a user ID from there on, whatever its name; or NULL. */
const struct member	*roster_from_uid(const struct roster *, uint64_t uid);
bool			 roster_has_uid(const struct roster *, uint64_t uid);
bool			 roster_has_group(const struct roster *, struct span name);

#endif
