/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rpm - headers out of an rpm database, and what they say: shared by rpm*.c only
 *
 * The databases are read here and not by librpm, which opens them by path and
 * writes beside them.  Each reader hands out every header's bytes once, in the
 * order it meets them; they live for the call.
 */
#ifndef ASSAY_TRUTH_RPM_H
#define ASSAY_TRUTH_RPM_H

#include "../lib/hash.h"
#include "../view/tree.h"
#include "../trust/keys.h"

/* An answer other than VIEW_OK ends the reading and becomes its answer. */
typedef int	rpm_each(void *arg, struct span blob);

/* VIEW_BROKEN: not such a database, or it contradicts itself, from there on unread. */
int	rpm_ndb(struct node db, uint64_t size, rpm_each *, void *arg);
int	rpm_bdb(struct node db, uint64_t size, rpm_each *, void *arg);
/* The write-ahead log beside it may be absent: then wal_size is 0. */
int	rpm_sqlite(struct node db, uint64_t size, struct node wal, uint64_t wal_size,
	    rpm_each *, void *arg);

/*
 * One header.  What is signed is its immutable region: with a good seal every
 * tag is read from those bytes alone, and from all of it otherwise.
 */
struct rpm_header;

struct rpm_file {
	struct span	dir, base;	/* dir ends in '/' */
	struct span	digest;		/* lower-case hex; empty: none */
	struct span	target, user, group, caps, langs;
	uint32_t	mode, flags, verify;	/* of the last two: RPMFILE_*, RPMVERIFY_* */
};

/* NULL: not a header. */
struct rpm_header	*rpm_header_open(struct span blob, const struct keyring *);
void			 rpm_header_close(struct rpm_header *);

enum seal		 rpm_header_seal(const struct rpm_header *, const char **key);	/* its id as hex, or "" */
/* SHA-256, 32 bytes, of its immutable region, which is what vendors sign; NULL: it has none. */
const unsigned char	*rpm_header_digest(const struct rpm_header *);
struct span		 rpm_header_text(struct rpm_header *, uint32_t tag);
/* The tag's first number. */
bool			 rpm_header_number(struct rpm_header *, uint32_t tag, uint32_t *);

/* Answers false when the lists of names do not fit each other: then there are none. */
bool			 rpm_header_files(struct rpm_header *, size_t *n);
void			 rpm_header_file(const struct rpm_header *, size_t i, struct rpm_file *);

/* What the file digests are; false: nothing that we know. */
bool			 rpm_digest_kind(struct rpm_header *, enum hash *);
/* What the header says of a file besides its content: TRUTH_* but TRUTH_ATTESTED. */
unsigned		 rpm_flags(const struct rpm_file *);

/* The permitted capabilities of a file, from the text that its header has for it. */
uint64_t		 rpm_caps(struct span text);

#endif
