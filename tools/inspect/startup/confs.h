/* SPDX-License-Identifier: GPL-3.0-or-later */
/* confs - configuration as most formats have it: directories of files, files of lines */
#ifndef ASSAY_INSPECT_STARTUP_CONFS_H
#define ASSAY_INSPECT_STARTUP_CONFS_H

#include "autorun.h"

/*
 * Each file of the directories whose name has the ending, as root's autorun
 * (path and trust set, line 0).  A name in an earlier directory hides the same
 * name in later ones, and a link to /dev/null masks it.  NULL ends the list.
 */
void	confs_each(struct startup *, const char *const *dirs, const char *ending,
    void (*each)(struct startup *, struct autorun *));
/* The same for one directory. */
void	confs_dir(struct startup *, struct span dir, const char *ending,
    void (*each)(struct startup *, struct autorun *));
/* The same for one file, which need not be there. */
void	confs_file(struct startup *, const char *path,
    void (*each)(struct startup *, struct autorun *));
/* Each home of an account, as the first account that has it: `below` is joined to it. */
void	confs_homes(struct startup *, const char *below, const char *ending,
    void (*each)(struct startup *, struct autorun *));

/* The lines of a->path.  False when it cannot be read or is no file. */
struct lines {
	struct inspection	*in;
	struct span		 rest;
	unsigned		 next;
	bool			 joins;		/* a backslash at its end joins a line with the next */
};

bool	lines_open(struct startup *, const struct autorun *, bool joins, struct lines *);
/* Sets the autorun's line and said; blank lines and comments ('#', ';') are passed over. */
bool	lines_next(struct lines *, struct autorun *, struct span *line);

#endif
