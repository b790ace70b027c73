/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * inspect - what an inspector is, and the few things it may do
 *
 * An inspector sees and says.  It opens nothing, prints nothing, frees
 * nothing, keeps no global, knows no clock and no weight.  Spans that see_*
 * hand out live until the inspection ends.
 */
#ifndef ASSAY_INSPECT_INSPECT_H
#define ASSAY_INSPECT_INSPECT_H

#include "../finding/finding.h"
#include "../lib/hash.h"
#include "../sweep/ledger.h"
#include "../truth/truth.h"
#include "../view/view.h"

enum outcome {
	DONE,		/* looked at everything the question needs */
	NOTHING,	/* this system has nothing of the kind */
	PARTIAL,	/* something could not be read */
};

struct sqlite3_stmt;
struct inspection;		/* one inspector at work on one system */

struct inspector {
	const char		*name;	/* what users type and findings carry */
	const char		*asks;	/* the one question it answers */
	const enum finding	*may;	/* everything it can say, then FINDING_COUNT */
	bool			 autoruns;	/* it tells what runs by itself, too */
	bool			 accounts;	/* it tells who may come in, too */
	enum outcome		(*look)(struct inspection *);
};

#define INSPECTOR(name) extern const struct inspector name##_inspector;
#include "inspectors.def"
#undef INSPECTOR

extern const struct inspector *const inspectors[];	/* table.c; NULL ends it */
extern const struct inspector timeline_inspector;	/* not among them: `assay timeline` asks it alone */

/*
 * See.  All answer VIEW_OK, VIEW_ABSENT, VIEW_BROKEN or VIEW_LIMIT; a negative
 * answer makes the outcome PARTIAL by itself, with the path as the reason.
 * Paths are absolute inside the system; links are followed but where noted.
 */
int	see_stat(struct inspection *, struct span path, struct vstat *);
int	see_lstat(struct inspection *, struct span path, struct vstat *);	/* not the last link */
int	see_file(struct inspection *, struct span path, struct span *bytes);	/* up to MAX_SMALL_FILE */
int	see_table(struct inspection *, struct span path, struct span *bytes);	/* up to MAX_TABLE_FILE */
/* The first bytes of a file, at most n: enough for its magic or its first line. */
int	see_head(struct inspection *, struct span path, size_t n, struct span *bytes);
/* The n bytes from an offset into a buffer of the caller's; *got less than n: the end is near. */
int	see_part(struct inspection *, struct span path, uint64_t at, void *buf, size_t n, size_t *got);
/* A whole file up to MAX_TABLE_FILE, or what is inside when it is compressed (up to MAX_UNPACKED). */
int	see_unpacked(struct inspection *, struct span path, struct span *bytes);
/* Each row of a SELECT on a database that stands there (view/sqlite.h). */
int	see_sqlite(struct inspection *, struct span path, const char *select,
	    int (*row)(void *arg, struct sqlite3_stmt *), void *arg);
int	see_link(struct inspection *, struct span path, struct span *target);
int	see_real(struct inspection *, struct span path, struct span *real);	/* realpath(3) */
/* One extended attribute, such as security.capability; not through the last link. */
int	see_xattr(struct inspection *, struct span path, const char *name, struct span *value);
/* All of a file's; the value lives as long as the call.  An answer other than VIEW_OK ends them. */
int	see_xattrs(struct inspection *, struct span path, view_each_xattr *, void *arg);
/* What a file is by its first bytes; the sweep has read them. */
int	see_kind(struct inspection *, struct span path, enum ledger_kind *);
int	see_digest(struct inspection *, struct span path, enum hash, char hex[HASH_HEX]);

/*
 * The names in a directory in byte order, whatever the filesystem's own order;
 * *count of them, "." and ".." left out.
 */
int	see_dir(struct inspection *, struct span path, const struct span **names, size_t *count);

/*
 * The disks that the system lies on, as its firmware sees them: how many, by which
 * name findings speak of one, and its bytes (all n, or not VIEW_OK).  VIEW_ABSENT:
 * beyond its end.
 */
size_t		see_disks(struct inspection *);
struct span	see_disk_name(struct inspection *, size_t disk);
int		see_disk(struct inspection *, size_t disk, uint64_t at, void *buf, size_t n);

/*
 * The mounts of the system beside its root, counted from 1.  see_uncovered shows
 * the system without one from then on, and without those made later at its point or
 * beneath; 0 shows all again.  Answers its point.
 */
size_t		see_mounts(struct inspection *);
struct span	see_uncovered(struct inspection *, size_t mount);

/*
 * What the package databases know of a path (truth/truth.h); see_owner does not
 * read the file.  VIEW_ABSENT: this system has no database that we know.
 */
int	see_owner(struct inspection *, struct span path, struct truth *);
int	see_truth(struct inspection *, struct span path, struct truth *);
/* Where a reference pack has content like this file's: *as is that path.  No word on its goodness. */
bool	see_explained(struct inspection *, struct span path, struct span *as);
/* The pristine content of a packaged file that a reference pack keeps, or VIEW_ABSENT. */
int	see_pristine(struct inspection *, struct span path, struct span *bytes);
/*
 * Is a line of a packaged text its package's own?  By the pristine content in a
 * reference pack, or the file that a package made it from.  Unknown: neither
 * is there, or line is 0.  A line that continues (a backslash at its end) is as
 * those that it goes on in.
 */
enum whose_line { LINE_UNKNOWN, LINE_PACKAGED, LINE_ADDED };
enum whose_line	see_line(struct inspection *, struct span path, unsigned line);
/* The databases themselves, for who walks them whole; NULL when there are none. */
const struct truth_db	*see_database(struct inspection *);

/* Text made of pieces, for paths: see_path(in, dir, name) is dir "/" name. */
struct span	see_path(struct inspection *, struct span dir, struct span name);
struct span	see_join(struct inspection *, struct span a, struct span b, struct span c);
/* Zeroed memory for an inspector's own tables; lives as the spans do.  Ends the child when spent. */
void		*see_room(struct inspection *, size_t count, size_t size);

/*
 * Say.  The path is the file the finding is about, line its line there (0: the
 * whole file), about the words that show it.  The path's inode, owner, mode,
 * size, times and SHA-256 are added by say itself.
 */
void	say(struct inspection *, enum finding, struct span path, unsigned line, struct span about);

/*
 * What runs by itself, for `assay autoruns`: every source is told by name, with
 * how many entries it holds, and every file that an entry leads to.
 */
enum when {
	WHEN_UNSAID, WHEN_KERNEL, WHEN_INITRAMFS, WHEN_BOOT, WHEN_EVENT, WHEN_TIMER, WHEN_LOGIN,
	WHEN_PROGRAM, WHEN_PACKAGE, WHEN_SHUTDOWN
};

struct runs {
	const char	*source;
	struct span	 path;		/* where it is written */
	unsigned	 line;		/* 0: the whole file */
	const char	*written;	/* what vouches for what is written there: as truth below */
	enum when	 when;
	struct span	 user;
	struct span	 command;	/* as written */
	struct span	 via;		/* the script that names the object; empty: the entry does */
	unsigned	 via_line;
	struct span	 object;	/* what would be executed; empty: nothing that could be told */
	struct span	 package;	/* the object's, when it has one */
	const char	*truth;		/* a word of finding/record.c */
};

/* Another machine that this one's records name. */
struct seen {
	struct span	machine, how, account, path;	/* the account may be empty */
	unsigned	times;
};

/* For `assay timeline`: a file, its times, and a word of finding/record.c for its truth. */
void	say_file(struct inspection *, struct span path, const char *truth, struct span package);

/* A login, or an act of an account, for `assay accounts`. */
struct login {
	struct span	account, from, terminal, path;	/* of these two may be empty: from, terminal */
	int64_t		at;		/* seconds since 1970 */
	const char	*how;		/* "login", "sudo", "su", "packages", "shell" */
	struct span	records;	/* all that have it, such as "wtmp, journal" */
};

void	say_login(struct inspection *, const struct login *);

void	say_seen(struct inspection *, const struct seen *);

/* What is to be brought a reference for: scripts/reference-for takes it from `assay look`. */
void	say_package(struct inspection *, const struct truth_package *);

void	say_autorun(struct inspection *, const struct runs *);

/*
 * Who may come in, for `assay accounts`: each account, and each right or way in
 * that one has, whether or not anything is wrong with it.
 */
struct entrant {
	struct span	 name, home, shell, path;
	uint32_t	 uid, gid;
	unsigned	 line;
	const char	*password;	/* "set", "empty" or "none": nothing that opens */
	struct span	 secret;	/* the file that says so, where it is another than path */
	unsigned	 secret_line;
};

void	say_account(struct inspection *, const struct entrant *);
/* kind: a word of finding/record.c, such as "key", "group", "rule", "console". */
void	say_grant(struct inspection *, struct span to, const char *kind, struct span path,
    unsigned line, struct span about);
void	say_source(struct inspection *, const char *name, size_t entries);

/* Something was not looked at, and why (our words).  Makes the outcome PARTIAL. */
void	say_gap(struct inspection *, struct span path, const char *why);

/*
 * Run one inspector over one system and write what it says, then how far it
 * got, to a descriptor (finding/record.h).  Called in the jail; the tree must
 * outlive the call.
 */
void	inspect(const struct inspector *, const struct tree *, int out);

#endif
