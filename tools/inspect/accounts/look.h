/* SPDX-License-Identifier: GPL-3.0-or-later */
/* look - the parts of the accounts inspector that look at the joined list */
#ifndef ASSAY_INSPECT_ACCOUNTS_LOOK_H
#define ASSAY_INSPECT_ACCOUNTS_LOOK_H

#include "roster.h"

/* stores.c: accounts outside /etc/passwd. */
void	stores_look(struct inspection *, const struct roster *);
/* login_shell.c: are shells in place, packages' own, and what their names say? */
void	login_shell_look(struct inspection *, const struct roster *);
/* home.c: whose are homes, and where? */
void	home_look(struct inspection *, const struct roster *);
/* strong.c: services and groups with root's rights. */
void	strong_look(struct inspection *, const struct roster *);
/* Do the group's members act as root, or may they? */
bool	strong_group(struct span name);
/* older.c: what older copies of passwd, shadow, group and gshadow hold, and what changed since. */
void	older_look(struct inspection *, const struct table *const now[4]);
/* dates.c: when passwords are said to have been set. */
void	dates_look(struct inspection *, const struct table *shadow);
/* stock.c: are the distribution's own accounts as it made them? */
void	stock_look(struct inspection *, const struct roster *);
/* nss.c: whose code answers when a program asks for an account? */
void	nss_look(struct inspection *);
/* residue.c: what accounts leave behind, and lend out. */
void	residue_look(struct inspection *, const struct roster *);
/* cached.c: accounts in nscd's cache and in databases that stand beside passwd. */
void	cached_look(struct inspection *, const struct roster *);
/* inside.c: the account files of containers and other roots that lie within this one. */
void	inside_look(struct inspection *);

/* made.c: accounts that packages make without a shell, in order of name. */
struct made {
	struct span	*name;
	size_t		 n;
};

void	made_read(struct inspection *, struct made *);
bool	made_shut(const struct made *, struct span name);
/* Say something of a member: by its line's place, without its password. */
void	look_say(struct inspection *, enum finding, const struct member *, struct span about);

#endif
