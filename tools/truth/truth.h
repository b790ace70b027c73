/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * truth - what a file ought to be
 *
 * One question, truth_of(path).  Behind it one file per package manager; so
 * far dpkg, whose database is the suspect disk's own word: it can show that a
 * file differs, never that it is good.
 */
#ifndef ASSAY_TRUTH_TRUTH_H
#define ASSAY_TRUTH_TRUTH_H

#include "../lib/arena.h"
#include "../lib/hash.h"
#include "../view/tree.h"

enum truth_kind {
	TRUTH_UNOWNED,		/* no package claims the path */
	TRUTH_UNATTESTED,	/* the disk's own database claims it; content equal to, or without, a digest there */
	TRUTH_DIFFERS,		/* content is not what the database records */
};

struct truth {
	enum truth_kind	kind;
	struct span	package;	/* "name" or "name:arch"; empty when unowned */
	struct span	path;		/* the path the package knows it by */
	bool		conffile;	/* may be edited by the administrator */
	bool		generated;	/* made by a package's own tools: alternatives, caches */
};

struct truth_db;

/* One packaged path, as the database lists it. */
struct truth_entry {
	struct span	path;		/* as written in the database: canonical spelling not implied */
	struct span	place;		/* where it stands now: links in its directory and diversions followed */
	struct span	package;
	char		md5[33];	/* "" when the database records none (links, directories, some files) */
	bool		conffile;
	bool		diverted;	/* another package or the administrator moved it aside */
	bool		expected;	/* its package is unpacked whole: the path ought to be there */
	bool		summed;		/* its package has a list of digests, which names its regular files */
};

/* Something in the database that no package manager writes. */
struct truth_odd {
	struct span	file;
	unsigned	line;		/* 0: the whole file */
	struct span	about;
};

/*
 * Read the system's package databases.  VIEW_ABSENT: there is none that we
 * know.  VIEW_BROKEN or VIEW_LIMIT: read in part; *trouble says where (path).
 * Everything lives in the arena.
 */
int	truth_open(struct truth_db **, const struct tree *, struct arena *, struct span *trouble);

/*
 * Who owns the path?  Kind is UNOWNED or UNATTESTED; content is not read.
 * Spellings across usr-merge, alternatives, diversions and generated files
 * are followed both ways.  Where a name is only generated, the content is the
 * caller's to judge: a cache's name is no excuse for a program.
 */
void	truth_owner(const struct truth_db *, struct span path, struct truth *);
/*
 * The same, and the content compared with the record: reads the file.
 * VIEW_ABSENT: nothing stands there.
 */
int	truth_of(const struct truth_db *, struct span path, struct truth *);

size_t	truth_count(const struct truth_db *);	/* of listed paths */
/* Every listed path in database order; stops when each answers non-zero. */
int	truth_each(const struct truth_db *, int (*each)(void *, const struct truth_entry *), void *arg);
/* Likewise everything odd, in the order it was met. */
int	truth_each_odd(const struct truth_db *, int (*each)(void *, const struct truth_odd *), void *arg);

#endif
