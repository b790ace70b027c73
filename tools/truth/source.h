/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * source - one package file while it is read for a pack
 *
 * Shared by deb.c, tarred.c and rpmfile.c only.  Each opens it, says what the package
 * is called (source_begin) when its control files were met, and hands over its
 * members.  What is wrong with the file ends the program.
 */
#ifndef ASSAY_TRUTH_SOURCE_H
#define ASSAY_TRUTH_SOURCE_H

#include <archive.h>
#include <archive_entry.h>

#include "maker.h"

struct source {
	struct maker		*maker;
	const char		*file;
	struct span		 bytes;		/* the whole file */
	struct made_package	 package;
	struct arena		 arena;
	struct made_member	*control;	/* until the package has a name */
	size_t			 ncontrol;
	bool			 known;		/* it is in the pack already: nothing more is wanted */
	struct hashed		*hashed;	/* for hard links, which name an earlier member */
};

struct source	*source_open(struct maker *, const char *file);
void		 source_close(struct source *);
_Noreturn void	 source_bad(const struct source *, const char *what);

/* For a reader of tar or cpio that unpacks what distributions pack with. */
struct archive	*source_archive(void);
/* The text, and the end of it, in the arena. */
struct span	 source_text(struct source *, struct span);
/* From "./NAME", "NAME" or "/NAME"; empty for the root itself. */
struct span	 source_path(struct source *, const char *name);
/* Mode, owner, group, size and capabilities, as the archive has them. */
void		 source_describe(struct source *, struct archive_entry *, struct made_member *);
/* The digest of what is read next, and the content when it is to be kept. */
void		 source_content(struct source *, struct archive *, struct made_member *);

/* Keep a control file until the package has a name; NULL: it is no file. */
struct made_member	*source_control(struct source *, struct archive *, struct archive_entry *);
struct span		 source_control_named(const struct source *, const char *name);
/* The package has its name: its control files are its first members. */
void			 source_begin(struct source *);
/* A member as a tar has it, hard links followed. */
void			 source_member(struct source *, struct archive *, struct archive_entry *,
			    bool (*conffile)(const struct source *, struct span path));

#endif
