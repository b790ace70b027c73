/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * database - packages and their paths in memory: shared by the files of truth/ only
 *
 * A path is known by its directory's one real name (spelling.c) and its last
 * component, so that /bin/ls and /usr/bin/ls meet where /bin leads to usr/bin.
 * Text is spans into the database's own files, which stay in the arena.
 */
#ifndef ASSAY_TRUTH_DATABASE_H
#define ASSAY_TRUTH_DATABASE_H

#include "truth.h"

#define NOWHERE		UINT32_MAX	/* no such index */
#define MAX_ODD		200		/* oddities kept: more would tell no more */
#define MD5_HEX		32

/* dpkg(1), PACKAGE STATES, as far as they differ in what is on the disk; least first. */
enum package_state {
	PACKAGE_GONE,		/* not-installed */
	PACKAGE_CONFIG,		/* config-files: removed, its configuration kept */
	PACKAGE_HALF,		/* half-installed: unpacking was cut short */
	PACKAGE_WHOLE,		/* unpacked and all states behind it */
};

struct package {
	struct span		name;		/* as dpkg names its info files: "name" or "name:arch" */
	struct span		plain;		/* without the architecture */
	struct span		conffiles;	/* the field's text in status */
	unsigned		line;		/* of its stanza in status */
	enum package_state	state;
	struct span		list_file, list;	/* its .list, and the bytes of that */
	bool			summed;		/* has an .md5sums */
};

/* A path's place: the index of its directory's real spelling, and its last component. */
struct place {
	uint32_t	dir;
	struct span	base;
};

struct owned {
	struct span		 path;		/* as listed */
	struct place		 place;		/* behind diversions */
	const unsigned char	*md5;		/* MD5_HEX digits, or NULL */
	uint32_t		 package;
	uint32_t		 next;		/* another package's claim on the same place, or NOWHERE */
	bool			 conffile, diverted;
};

struct diversion {
	struct span	from, to, by;	/* by: a package, or ":" for the administrator */
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
	GROWING(struct package)		 package;
	GROWING(struct owned)		 owned;
	GROWING(struct diversion)	 diversion;
	GROWING(struct alternative)	 alternative;
	GROWING(struct spelling)	 spelling;
	GROWING(struct truth_odd)	 odd;
	struct index			 by_name;	/* packages */
	struct index			 by_place;	/* the first claim on each place */
	struct index			 by_spelling;
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

/* claims.c: pointers live until the next claim is added */
void		 claims_room(struct truth_db *, size_t n);	/* for as many, at once */
struct owned	*claim_add(struct truth_db *, uint32_t package, struct span path);
struct owned	*claim_by(struct truth_db *, uint32_t package, struct span path);
const struct owned *claim_on(const struct truth_db *, struct place);
const struct owned *claim_next(const struct truth_db *, const struct owned *);

/* dpkg.c and the files it is made of */
int		 dpkg_open(struct truth_db *);
void		 dpkg_status(struct truth_db *, struct span file, struct span text, bool again);
uint32_t	 package_named(const struct truth_db *, struct span name);
void		 diversions_read(struct truth_db *);
struct span	 diversions_lead(const struct truth_db *, const struct package *, struct span path);
void		 alternatives_read(struct truth_db *);
bool		 alternatives_owner(struct truth_db *, struct span path, struct truth *);
bool		 generated_owner(struct truth_db *, struct span path, struct truth *);

/* truth.c: a list's claim alone, without alternatives and what is generated. */
bool		 listed_owner(struct truth_db *, struct span path, struct truth *);

#endif
