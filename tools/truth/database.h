/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * database - packages and their paths in memory: shared by the files of truth/ only
 *
 * A path is known by its directory's one real name (spelling.c) and its last
 * component, so that /bin/ls and /usr/bin/ls meet where /bin leads to usr/bin.
 * Text is spans into the database's own files, which stay in the arena.
 *
 * To add a package manager: a file NAME.c with a `const struct manager` that is
 * named in truth.c's table.  Its open reads the database through db_read, and
 *
 *   - adds each package with package_add: its name as the manager's own tools
 *     write it (unique within the manager), its version and architecture as
 *     recorded, its state;
 *   - adds each path with claim_add, once all packages are there (claims_room
 *     first, when their number is known), and fills in what the record says:
 *     digest and its kind, flags, mode, user, group, target.  A path with no
 *     '/' in front, or with "." or ".." in it, is no claim: path_plain says;
 *   - sets TRUTH_ATTESTED on a claim only where all that it says was read from
 *     bytes whose signature it checked against a key on our medium, never
 *     from the disk;
 *   - says what no honest manager writes with db_odd, and never stops for it.
 *
 * It answers VIEW_ABSENT when the system has no such database, and otherwise
 * VIEW_OK: troubles on the way are kept by db_trouble.
 */
#ifndef ASSAY_TRUTH_DATABASE_H
#define ASSAY_TRUTH_DATABASE_H

#include "pack.h"
#include "truth.h"

#define NOWHERE		UINT32_MAX	/* no such index */
#define MAX_ODD		200		/* oddities kept: more would tell no more */

/* As far as they differ in what is on the disk (the words are dpkg(1)'s); least first. */
enum package_state {
	PACKAGE_GONE,		/* not-installed */
	PACKAGE_CONFIG,		/* config-files: removed, its configuration kept */
	PACKAGE_HALF,		/* half-installed: unpacking was cut short */
	PACKAGE_WHOLE,		/* unpacked and all states behind it */
};

struct manager {
	const char	*name;
	const char	*database;	/* a path, for who must name it */
	int		(*open)(struct truth_db *);
	bool		seals;		/* keeps what vendors signed */
	const char	*any_arch;	/* what packages call an architecture that the database may call otherwise */
};

extern const struct manager	dpkg_manager, rpm_manager, apk_manager, pacman_manager;

/* A package as one of our packs holds it. */
struct reference {
	const struct pack	*pack;
	struct pack_package	 record;
};

struct package {
	const struct manager	*manager;
	const struct reference	*reference;	/* attest.c: NULL when no pack holds it */
	struct span		name;		/* dpkg: as it names its info files, "name" or "name:arch" */
	struct span		plain;		/* without the architecture */
	struct span		version, arch;
	enum package_state	state;
	bool			summed;		/* each regular file has a digest (dpkg: has an .md5sums) */
	bool			partial;	/* its record does not name all that it holds */
	unsigned		line;		/* where the database speaks of it; 0: it has no lines */
	enum seal		seal;		/* where the manager keeps signatures, */
	struct span		key;		/* and the id of the key, as hex; may be empty */
	struct span		header;		/* the raw SHA-256 of what is signed; may be empty */
	struct span		conffiles;	/* dpkg: the field's text in status */
	struct span		list_file;	/* where its paths are listed */
	struct span		list;		/* dpkg: the bytes of that */
};

/* A path's place: the index of its directory's real spelling, and its last component. */
struct place {
	uint32_t	dir;
	struct span	base;
};

struct owned {
	struct span		 path;		/* as listed */
	struct place		 place;		/* behind diversions */
	const unsigned char	*digest;	/* 2 * hash_size(kind) lower-case hex digits, or NULL */
	struct span		 target, user, group;
	uint64_t		 caps;		/* permitted to whoever runs it, by their numbers */
	uint32_t		 package;
	uint32_t		 next;		/* another package's claim on the same place, or NOWHERE */
	uint32_t		 mode;		/* type bits included */
	uint32_t		 override;	/* 1 + its index, on the first claim on a place; 0: none */
	unsigned char		 kind;		/* enum hash */
	bool			 diverted;
	unsigned short		 flags;		/* TRUTH_* */
};

struct diversion {
	struct span	from, to, by;	/* by: a package, or ":" for the administrator */
};

struct override {
	struct place	place;
	struct span	user, group;	/* names, or numbers behind '#' */
	uint32_t	mode;
	unsigned	line;
};

/* One link that update-alternatives keeps, with one file it may lead to. */
struct alternative {
	struct place	link;		/* such as /usr/bin/awk */
	struct span	name;		/* such as awk: /etc/alternatives/awk */
	struct span	choice;		/* such as /usr/bin/mawk */
};

/* Open addressing over indices; its size is a power of two, at least twice what it holds. */
struct index {
	uint32_t	*slot;
	size_t		 size, n;
};

struct spelling {
	struct span	as;
	uint32_t	real;		/* the spelling that holds no link; itself, when it is the one */
};

/* A growing array in the arena: what is outgrown stays there until the end. */
#define GROWING(type)	struct { type *at; size_t n, room; }

struct truth_db {
	const struct tree		*tree;
	struct arena			*arena;
	const struct manager		*manager;	/* whose database is being read */
	GROWING(struct package)		 package;
	GROWING(struct owned)		 owned;
	GROWING(struct diversion)	 diversion;
	GROWING(struct override)	 override;
	GROWING(struct alternative)	 alternative;
	GROWING(struct spelling)	 spelling;
	GROWING(struct truth_odd)	 odd;
	struct index			 by_name;	/* packages, by manager and name */
	struct index			 by_place;	/* the first claim on each place */
	struct index			 by_spelling;
	uint32_t			 spelt_last;	/* the spelling asked for last */
	int				 answer;	/* the worst met so far: VIEW_* */
	struct span			 trouble;	/* where */
};

/* Room for one more in a growing array, or NULL: the answer becomes VIEW_LIMIT. */
#define db_more(db, array) \
	((array)->at = db_grown((db), (array)->at, (array)->n, &(array)->room, \
	    sizeof *(array)->at), \
	    (array)->n < (array)->room ? &(array)->at[(array)->n++] : NULL)
void		*db_grown(struct truth_db *, void *at, size_t n, size_t *room, size_t size);

/* Remember the first and worst trouble. */
int		 db_trouble(struct truth_db *, int answer, struct span path);
void		 db_odd(struct truth_db *, struct span file, unsigned line, const char *why, struct span what);
/* The same, of what contradicts a reference pack. */
void		 db_forged(struct truth_db *, struct span file, const char *why, struct span what);
/* A whole regular file up to MAX_TABLE_FILE; troubles are remembered. */
int		 db_read(struct truth_db *, struct span path, struct span *bytes);
struct span	 db_join(struct truth_db *, struct span a, struct span b, struct span c);

/* The slot of what equals the key, or the empty one where it would stand. */
typedef bool	 index_same(const struct truth_db *, uint32_t i, const void *key);
uint32_t	*index_slot(const struct truth_db *, const struct index *, uint32_t hash,
		    index_same *, const void *key);
/* See that one more has room (and that there is a table at all). */
typedef uint32_t index_hash(const struct truth_db *, uint32_t i);
bool		 index_room(struct truth_db *, struct index *, index_hash *);
uint32_t	 hash_bytes(uint32_t seed, struct span);
#define HASH_SEED	2166136261U	/* FNV-1a's offset basis */

/* spelling.c */
uint32_t	 spelling_real(struct truth_db *, struct span dir);
struct place	 place_of(struct truth_db *, struct span path);
bool		 place_same(struct place, struct place);
struct span	 place_path(struct truth_db *, struct place);

/* packages.c: pointers live until the next package is added */
struct package	*package_add(struct truth_db *, const struct package *);	/* NULL: no room */
uint32_t	 package_named(const struct truth_db *, const struct manager *, struct span name);
/* Nothing that cannot be part of a file's name, and no blank: names become paths and reports. */
bool		 package_plain(struct span name);

/* claims.c: pointers live until the next claim is added */
/* No '.', no '..', nothing empty between two '/', and not "/" itself. */
bool		 path_plain(struct span path);
void		 claims_room(struct truth_db *, size_t n);	/* for as many, at once */
struct owned	*claim_add(struct truth_db *, uint32_t package, struct span path);
struct owned	*claim_by(struct truth_db *, uint32_t package, struct span path);
/* Does anybody claim the place that this path of the package has? */
bool		 claim_stands(struct truth_db *, uint32_t package, struct span path);
const struct owned *claim_on(const struct truth_db *, struct place);
const struct owned *claim_next(const struct truth_db *, const struct owned *);

/* dpkg.c and the files it is made of */
enum status_text {
	STATUS_WHOLE,		/* each package once */
	STATUS_AGAIN,		/* what changed since: a later word replaces the earlier */
	STATUS_SPLIT,		/* one stanza, whose package is installed without saying so */
};
void		 dpkg_status(struct truth_db *, struct span file, struct span text, enum status_text);
/* A line of a package's md5sums. */
void		 dpkg_strike(struct truth_db *, uint32_t package, struct span file, unsigned at,
		    struct span line);
int		 dpkg_split(struct truth_db *);
void		 diversions_read(struct truth_db *);
struct span	 diversions_lead(struct truth_db *, const struct package *, struct span path);
void		 statoverride_read(struct truth_db *);	/* once all claims are there */
void		 statoverride_tell(struct truth_db *, const struct override *, struct truth_override *);
void		 alternatives_read(struct truth_db *);
bool		 alternatives_owner(struct truth_db *, struct span path, struct truth *);
bool		 generated_owner(struct truth_db *, struct span path, struct truth *);

/* apk_scripts.c: once packages have their references */
void		 apk_scripts(struct truth_db *);

/* attest.c: does a pack that was brought hold this package?  Its state and versions are known. */
bool		 attested_by_pack(struct truth_db *, struct package *);
/* Hold what was read to the packs that were brought. */
void		 attest(struct truth_db *);

/* truth.c: a list's claim alone, without alternatives and what is generated. */
bool		 listed_owner(struct truth_db *, struct span path, struct truth *);

#endif
