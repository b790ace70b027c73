/* SPDX-License-Identifier: GPL-3.0-or-later */
/* record - accounts as systemd's JSON user records: userdb drop-ins and homed's identities */
#ifndef ASSAY_INSPECT_ACCOUNTS_RECORD_H
#define ASSAY_INSPECT_ACCOUNTS_RECORD_H

#include "roster.h"

/*
 * Every account in /etc/userdb, /run/userdb, /usr/local/lib/userdb,
 * /usr/lib/userdb and /var/lib/systemd/home; answers their number.  A record
 * that is no JSON object, or too deep for one, is a gap.
 */
size_t	record_members(struct inspection *, struct member **);

/* Each "ACCOUNT:GROUP.membership" there: the file's name says it all. */
typedef void	record_membership(void *arg, struct span account, struct span group, struct span path);
void	record_memberships(struct inspection *, record_membership *, void *arg);

#endif
