/* SPDX-License-Identifier: GPL-3.0-or-later */
/* grants - what the parts of the grants inspector share */
#ifndef ASSAY_INSPECT_GRANTS_GRANTS_H
#define ASSAY_INSPECT_GRANTS_GRANTS_H

#include "../accounts/place.h"
#include "../accounts/roster.h"

struct grants {
	struct inspection	*in;
	struct roster		 roster;
	bool			 found;
};

typedef void	grants_line(struct grants *, struct span path, unsigned number, struct span line);

/* Each line of a file that is not its package's own; blank ones and comments left out. */
void	each_line(struct grants *, struct span path, grants_line *);

/* The same of a file that may be its package's own: for what is listed, and no finding. */
void	any_line(struct grants *, struct span path, grants_line *);
/* Each line of each file in a directory that ends so. */
void	each_file(struct grants *, struct span dir, const char *end, grants_line *);

/* kerberos.c: whose keys lie in keytabs. */
void	kerberos_look(struct grants *);
/* remote.c: VNC, xrdp, cockpit, webmin and IPMI. */
void	remote_look(struct grants *);
/* postgres.c: who is superuser of a database, by its own files. */
void	postgres_look(struct grants *);
/* mariadb.c: the same for MariaDB and MySQL. */
void	mariadb_look(struct grants *);
/* loader.c: who may change what GRUB boots. */
void	loader_look(struct grants *);
/* helpers.c: what set-user-ID programs' own settings allow. */
void	helpers_look(struct grants *);
/* polkit.c: whom polkit's rules name. */
void	polkit_look(struct grants *);
/* caches.c: accounts of directory services that logged in here, and are kept. */
void	caches_look(struct grants *);

#endif
