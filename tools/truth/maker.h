/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * maker - how a reference pack is made: packages in, one file out
 *
 * For the analyst's workstation; nothing here reads evidence.  What cannot be
 * read or kept ends the program (die.h): half a pack would be a wrong one.
 */
#ifndef ASSAY_TRUTH_MAKER_H
#define ASSAY_TRUTH_MAKER_H

#include <time.h>

#include "pack.h"

struct maker;

struct made_package {
	struct span	manager, name, version, arch;
	unsigned char	sha256[32];
};

struct made_member {
	struct span	path;		/* absolute; a control file: its name alone */
	uint32_t	mode;
	struct span	user, group;
	uint64_t	size;
	unsigned	flags;		/* PACK_* but PACK_CONTENT */
	struct span	target;		/* of a link */
	uint64_t	caps;		/* of a file */
	bool		hashed;
	unsigned char	sha256[32];
	struct span	content;	/* whole, of those that maker_keeps names; else .p may be NULL */
};

struct maker	*maker_new(const char *origin);
/* False: this very package is in it already.  Dies when another archive bears the same name. */
bool		 maker_package(struct maker *, const struct made_package *);
/* A member of the package last begun; texts and content are copied. */
void		 maker_member(struct maker *, const struct made_member *);
/* Is the content of this file worth keeping?  Then it is handed over whole. */
bool		 maker_keeps(struct span path, unsigned flags, uint64_t size);
size_t		 maker_count(const struct maker *, size_t *members);
/* Whole or not at all; dies when it cannot. */
void		 maker_write(struct maker *, const char *file, time_t made);

/* Sources, by their names; each adds the package that the file holds. */
void		 deb_read(struct maker *, const char *file);
void		 rpm_read(struct maker *, const char *file);
void		 apk_read(struct maker *, const char *file);
void		 pacman_read(struct maker *, const char *file);

#endif
