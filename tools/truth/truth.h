/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * truth - what a file ought to be
 *
 * Two questions, truth_owner(path) and truth_of(path).  Behind them one file
 * per package manager, and what we bring ourselves.  The disk's own database
 * is the suspect's word: it can show that a file differs, never that it is
 * good.  Only a record that chains to a key on our medium can do that.
 */
#ifndef ASSAY_TRUTH_TRUTH_H
#define ASSAY_TRUTH_TRUTH_H

#include "../lib/arena.h"
#include "../lib/hash.h"
#include "../view/tree.h"
#include "../trust/keys.h"

enum truth_kind {
	TRUTH_UNOWNED,		/* no package claims the path */
	TRUTH_UNATTESTED,	/* only the disk's own database claims it; equal to its record, or there is none */
	TRUTH_DIFFERS,		/* it is not what is recorded: attested says by whom */
	TRUTH_VERIFIED,		/* equal to a record that chains to a key on our medium */
};

struct truth {
	enum truth_kind	kind;
	struct span	package;	/* as its manager names it, such as "name:arch"; empty when unowned */
	struct span	version, arch;	/* may be empty: not every database says */
	struct span	path;		/* the path the package knows it by */
	bool		conffile;	/* may be edited by the administrator */
	bool		generated;	/* made by a package's own tools: alternatives, caches */
	bool		attested;	/* the record chains to a key on our medium */
};

struct truth_db;

/* What a record says of a path besides its content: a manager sets what it knows. */
enum {
	TRUTH_CONFFILE	= 1 << 0,	/* the administrator may edit it */
	TRUTH_GHOST	= 1 << 1,	/* not in the package's archive: made later, content unknown */
	TRUTH_OPTIONAL	= 1 << 2,	/* need not be there (%config(missingok), excluded documentation) */
	TRUTH_MODE	= 1 << 3,	/* the mode is recorded and is to be kept */
	TRUTH_USER	= 1 << 4,	/* likewise the user, */
	TRUTH_GROUP	= 1 << 5,	/* the group */
	TRUTH_TARGET	= 1 << 6,	/* and where the link leads */
	TRUTH_ATTESTED	= 1 << 7,	/* all of it chains to a key on our medium */
};

/* One packaged path, as recorded. */
struct truth_entry {
	struct span	path;		/* as written in the database: canonical spelling not implied */
	struct span	place;		/* where it stands now: links in its directory and diversions followed */
	struct span	package;
	struct span	digest;		/* lower-case hex; empty: none recorded (links, directories, some files) */
	enum hash	kind;		/* of the digest */
	unsigned	flags;		/* TRUTH_* above */
	uint32_t	mode;		/* type bits included */
	struct span	user, group;	/* names, or numbers in decimal */
	struct span	target;		/* where the link leads */
	bool		diverted;	/* another package or the administrator moved it aside */
	bool		expected;	/* its package is unpacked whole: the path ought to be there */
	bool		summed;		/* its manager records a digest of every regular file of the package */
};

/* One installed package, and who vouches for its record. */
struct truth_package {
	struct span	name, version, arch;
	bool		referred;	/* one of our reference packs holds it */
	bool		sealed;		/* its manager keeps vendors' signatures: seal and key say whose */
	struct span	database;	/* of its manager, for who must name it */
	enum seal	seal;
	struct span	key;		/* the id of the key, as hex; may be empty */
	struct span	file;		/* where the record stands */
};

/* What an administrator told dpkg to give to a packaged file, now and at each upgrade. */
struct truth_override {
	struct span	file;		/* where that is written, */
	unsigned	line;
	struct span	place;		/* and of what */
	struct span	user, group;	/* names, or numbers behind '#' */
	uint32_t	mode;
};

/* Something in the database that no package manager writes. */
struct truth_odd {
	struct span	file;
	unsigned	line;		/* 0: the whole file */
	struct span	about;
	bool		forged;		/* a reference pack says otherwise */
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
 * The same, and the content (of a link: where it leads) compared with the
 * records: reads the file.  Where one record is attested, those that are not
 * count for nothing.  VIEW_ABSENT: nothing stands there.
 */
int	truth_of(const struct truth_db *, struct span path, struct truth *);

/*
 * The mode and the capabilities that attested records give the file at a path,
 * all of them together.  False: none speaks of that.
 */
bool	truth_rights(const struct truth_db *, struct span path, uint32_t *mode, uint64_t *caps);

/* dpkg-statoverride's word on the file at a path, which explains and excuses nothing.  False: none. */
bool	truth_override(const struct truth_db *, struct span path, struct truth_override *);

/*
 * The pristine content of a packaged configuration, unit or script, from a
 * reference pack.  VIEW_ABSENT: no pack that was brought keeps it.
 */
int	truth_pristine(const struct truth_db *, struct span path, struct span *bytes);

/* A path that has content of this SHA-256 in some pack that was brought: explains, proves nothing. */
bool	truth_explain(const struct truth_db *, const char *sha256, struct span *path);

/*
 * What a file in dpkg's info directory ought to be, by a reference pack: true
 * and its SHA-256, or "" when its package has no such file.  False: nobody
 * can say.
 */
bool	truth_control(const struct truth_db *, struct span path, char hex[HASH_HEX]);
/* Its pristine content, as truth_pristine answers. */
int	truth_control_pristine(const struct truth_db *, struct span path, struct span *bytes);
/* Every such file, and pacman's, that the packs speak of; "": its package has none. */
int	truth_each_control(const struct truth_db *,
	    int (*each)(void *, struct span path, const char *hex), void *arg);

size_t	truth_count(const struct truth_db *);	/* of listed paths */
/* Every listed path in database order; stops when each answers non-zero. */
int	truth_each(const struct truth_db *, int (*each)(void *, const struct truth_entry *), void *arg);
/* Likewise every package that is unpacked whole. */
int	truth_each_package(const struct truth_db *, int (*each)(void *, const struct truth_package *),
	    void *arg);
/* Likewise every word of dpkg-statoverride on a packaged path. */
int	truth_each_override(const struct truth_db *, int (*each)(void *, const struct truth_override *),
	    void *arg);
/* Likewise everything odd, in the order it was met. */
int	truth_each_odd(const struct truth_db *, int (*each)(void *, const struct truth_odd *), void *arg);

#endif
