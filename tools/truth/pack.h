/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pack - a reference pack: what packages hold, brought by us
 *
 * A pack says of each package what each of its members is, and keeps the
 * pristine content of what decides how a machine starts and behaves
 * (configuration, units, maintainer scripts).  It answers by package, version,
 * architecture and path; by digest it only explains where else bytes belong.
 *
 * It is parsed with the same distrust as evidence, in the jail; whether its
 * signature is good was asked before (trust/).  Nothing is copied: spans lead
 * into the pack, which must outlive them.
 */
#ifndef ASSAY_TRUTH_PACK_H
#define ASSAY_TRUTH_PACK_H

#include "../lib/arena.h"
#include "../lib/hash.h"

/*
 * The file: a header, then sections of records, all numbers little-endian.
 *
 *   magic "ASSAYREF", u32 version, u32 0, u64 size of the file, u64 made
 *   (seconds since 1970), then for each section: u64 offset, u64 length, its
 *   SHA-256; then the SHA-256 of all before it.
 *
 * A text is u32 offset and u32 length in PACK_TEXT.  Records, by section:
 */
enum pack_section {
	PACK_TEXT,	/* bytes that texts lead into */
	PACK_PACKAGES,	/* 80: texts manager, name, version, arch, origin; SHA-256 of its archive; */
			/* u32 first member, u32 how many.  Sorted by those texts but origin */
	PACK_MEMBERS,	/* 32: u32 directory, u32 name's offset in text, u16 its length, u16 mode, */
			/* u16 user, u16 group, u64 size, u32 digest or the target's offset in text, */
			/* u16 flags, u16 the target's length, of a file its capabilities: 0, or */
			/* one more than their number in names.  Sorted within a package */
	PACK_DIRS,	/* 8: a text; sorted, "" first: a package's control files */
	PACK_NAMES,	/* 8: a text: users and groups; capabilities as a u64 */
	PACK_DIGESTS,	/* 32: SHA-256 of contents; sorted, each once */
	PACK_SHOWS,	/* 4, for each digest: u32 a member that has this content */
	PACK_CONTENTS,	/* 16: u32 digest, u32 block, u32 offset in it, u32 length; sorted */
	PACK_BLOCKS,	/* 16: u64 offset in PACK_BLOB, u32 packed, u32 unpacked length */
	PACK_BLOB,	/* zstd frames (RFC 8878), one a block */
	PACK_SECTIONS
};

#define PACK_MAGIC		"ASSAYREF"
#define PACK_VERSION		1U
#define PACK_HEAD		(32 + PACK_SECTIONS * 48 + 32)
#define PACK_NONE		UINT32_MAX	/* no digest, no member */
#define MAX_PACK_BLOCK		(1U << 20)	/* bytes of one block, unpacked */
#define MAX_PACK_CONTENT	(256U << 10)	/* bytes of one pristine content: startup files are smaller */
#define MAX_PACKS		64		/* brought at once */

extern const size_t	pack_record[PACK_SECTIONS];	/* bytes of one record; 1: plain bytes */

enum {	/* flags of a member */
	PACK_CONFFILE	= 1 << 0,
	PACK_CONTROL	= 1 << 1,	/* of the package itself: maintainer script, md5sums */
	PACK_CONTENT	= 1 << 2,	/* its pristine content is kept */
	PACK_GHOST	= 1 << 3,	/* named by the package, its content not said */
	PACK_OPTIONAL	= 1 << 4,	/* need not be there */
	PACK_ANY_MODE	= 1 << 5,	/* its mode is not to be held to, */
	PACK_ANY_USER	= 1 << 6,	/* nor its user, */
	PACK_ANY_GROUP	= 1 << 7,	/* its group, */
	PACK_ANY_TARGET	= 1 << 8,	/* or where it leads */
};

struct pack {
	struct span	section[PACK_SECTIONS];
	uint64_t	made;
};

struct pack_package {
	struct span	manager, name, version, arch, origin;
	const unsigned char	*sha256;	/* 32 bytes, of the package's archive */
	uint32_t	first, count;		/* of its members */
};

struct pack_member {
	struct span	dir, base;		/* dir is "" for a control file */
	uint32_t	mode;			/* type bits included */
	struct span	user, group;		/* names, or decimal numbers */
	uint64_t	size;
	unsigned	flags;
	struct span	target;			/* of a link */
	uint64_t	caps;			/* permitted to whoever runs it */
	const unsigned char	*sha256;	/* 32 bytes of a regular file's content, or NULL */
	uint32_t	digest;			/* its number, or PACK_NONE */
};

/*
 * NULL, or why these bytes are no whole pack.  The header and each section's
 * bounds are checked, and every digest.
 */
const char	*pack_open(struct pack *, struct span bytes);
/* NULL, or the first thing wrong with any record, any content, any order.  Slow. */
const char	*pack_check(const struct pack *);

uint32_t	 pack_packages(const struct pack *);	/* how many */
bool		 pack_package(const struct pack *, uint32_t i, struct pack_package *);
/* An empty version or arch is nothing to find. */
bool		 pack_find(const struct pack *, const char *manager, struct span name,
		    struct span version, struct span arch, struct pack_package *);
/* The i'th member of a package, i < count. */
bool		 pack_member(const struct pack *, const struct pack_package *, uint32_t i,
		    struct pack_member *);
bool		 pack_find_member(const struct pack *, const struct pack_package *, struct span path,
		    struct pack_member *);
/* A control file by its name, such as "postinst"; of an rpm "header" is what is signed of it. */
bool		 pack_find_control(const struct pack *, const struct pack_package *, const char *name,
		    struct pack_member *);
/* Where content of this digest belongs: explains, and never says that a file is good. */
bool		 pack_explain(const struct pack *, const unsigned char sha256[32],
		    struct pack_package *, struct pack_member *);
/* The pristine content, when it is kept; false also when it does not equal its digest. */
bool		 pack_content(const struct pack *, const struct pack_member *, struct arena *,
		    struct span *bytes);

/*
 * The process's own packs: brought before any database is opened, and then
 * whatever truth answers is held to them (attest.c).  The pack must outlive
 * all questions.  False: there are MAX_PACKS already.
 */
bool		 pack_bring(const struct pack *);
void		 pack_bring_none(void);		/* for tests */

#endif
