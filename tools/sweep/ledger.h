/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ledger - every node of one volume: what it is, its names, and the digest of its bytes
 *
 * Jailed children make it in two memory files: one surveys and plans, the others
 * hash.  Each is sealed when its makers have ended, and mapped read-only by whoever
 * asks.  The arrays stand at fixed places in memory that is taken as it is
 * touched, so a reader need only check counts and indices, and does, at each
 * use: a maker that an enemy conquered can lie, and make no reader fall.
 */
#ifndef ASSAY_SWEEP_LEDGER_H
#define ASSAY_SWEEP_LEDGER_H

#include "../lib/hash.h"
#include "../lib/limits.h"
#include "../view/view.h"

#define LEDGER_NONE	UINT32_MAX	/* no such index */

/* What a node is, by its first bytes. */
enum ledger_kind {
	KIND_UNKNOWN,		/* never read */
	KIND_EMPTY, KIND_ELF, KIND_SCRIPT, KIND_PE, KIND_JAVA, KIND_TEXT, KIND_PACKED,
	KIND_ARCHIVE, KIND_DATA,
	KIND_COUNT
};

/* How far a regular file's bytes were read. */
enum ledger_state {
	STATE_NONE,		/* nobody came to it */
	STATE_HASHED,
	STATE_TYPED,		/* large data: only its first bytes */
	STATE_BROKEN,		/* cannot be read */
	STATE_LIMIT,		/* more zeros, pieces or bytes than we go through */
	STATE_COUNT
};

enum {
	NODE_BTIME	= 1,	/* btime is known */
	NODE_WHOLE	= 2,	/* hashed whatever its size: it may run, or is configuration */
	NODE_VIEWED	= 4,	/* read through the view, not from extents */
	NODE_BROKEN	= 8,	/* where its bytes lie cannot be told */
	NODE_LIMIT	= 16,	/* in more pieces than are kept */
	NODE_XATTRS_CUT	= 32,	/* not all of them are kept */
	NODE_LARGE	= 64,	/* data: only its first bytes are read, unless they are a program's */
	NODE_IMMUTABLE	= 256,
	NODE_SPARSE	= 128,	/* more zeros than we hash */
	NODE_SUMMED	= 512,	/* an on-disk record's digest of it may be asked for, not SHA-256 alone */
};

struct ledger_node {
	uint64_t	fs, ino, size, dev;
	uint64_t	begins;			/* what viewed files are ordered by: place or inode */
	int64_t		mtime, atime, ctime, btime;
	uint32_t	mtime_ns, atime_ns, ctime_ns, btime_ns;
	uint32_t	mode, uid, gid, nlink;
	uint32_t	name;			/* the first of its names, or LEDGER_NONE */
	uint32_t	xattrs, xattrs_n;	/* in text: NAME NUL, four bytes of length, value; ... */
	uint32_t	extent, extents;
	uint32_t	flags;
};

struct ledger_name {
	uint32_t	parent, node;	/* indices of nodes */
	uint32_t	next;		/* another name of the same node, or LEDGER_NONE */
	uint32_t	text, n;
};

/* What the surveyor makes.  Nodes stand by rising (fs, ino). */
struct ledger_made {
	uint32_t		nodes, names, text_n, extents;
	uint32_t		root;		/* index of the view's root */
	uint32_t		ordered;	/* files to read: first those on the device, in its order, */
	uint32_t		raw;		/* so many; then those that the view must read */
	uint32_t		chunks, raw_chunks;
	uint32_t		hashes;		/* asked for by databases on the volume: bits 1 << enum hash */
	uint64_t		files, bytes;	/* to be read, for telling progress */
	struct ledger_node	node[MAX_LEDGER_NODES];
	struct ledger_name	name[MAX_LEDGER_NODES];
	struct extent		extent[MAX_LEDGER_EXTENTS];
	uint32_t		order[MAX_LEDGER_NODES];
	uint32_t		chunk[MAX_LEDGER_CHUNKS];	/* where in order each begins */
	unsigned char		text[MAX_LEDGER_TEXT];
};

/* What the hashers make, by index of node; only what is written takes memory. */
struct ledger_digests {
	_Atomic uint32_t	taken;		/* chunks that a hasher has begun: raw, viewed */
	_Atomic uint32_t	taken_viewed;
	struct ledger_read {
		uint8_t		state, kind, hashes;	/* hashes: bits 1 << enum hash */
	}			read[MAX_LEDGER_NODES];
	unsigned char		md5[MAX_LEDGER_NODES][16];
	unsigned char		sha1[MAX_LEDGER_NODES][20];
	unsigned char		sha256[MAX_LEDGER_NODES][32];
	unsigned char		sha384[MAX_LEDGER_NODES][48];
	unsigned char		sha512[MAX_LEDGER_NODES][64];
};

struct ledger {
	const struct ledger_made	*made;
	const struct ledger_digests	*digests;	/* NULL until they are sealed */
};

/* How many nodes; indices below it are good for the next three. */
uint32_t	 ledger_count(const struct ledger *);
/* The index of a node, or LEDGER_NONE. */
uint32_t	 ledger_find(const struct ledger *, uint64_t fs, uint64_t ino);
/* The same of a regular file that is as it was when it was swept; l may be NULL. */
uint32_t	 ledger_known(const struct ledger *, const struct vstat *);
void		 ledger_stat(const struct ledger *, uint32_t node, struct vstat *);
enum ledger_kind ledger_kind(const struct ledger *, uint32_t node);
enum ledger_state ledger_state(const struct ledger *, uint32_t node);
int		 ledger_xattr(const struct ledger *, uint32_t node, view_each_xattr *, void *arg);

/*
 * The digest of a file as it was when stat was asked.  VIEW_ABSENT: the ledger
 * does not know it, so read the file.  BROKEN and LIMIT: nobody could.
 */
int		 ledger_digest(const struct ledger *, const struct vstat *, enum hash,
		    char hex[HASH_HEX]);

/* A node's names: the first, and the one behind it; LEDGER_NONE ends them. */
uint32_t	 ledger_name(const struct ledger *, uint32_t node);
uint32_t	 ledger_next(const struct ledger *, uint32_t name);
/*
 * The path from the volume's root, which is "/"; in the last bytes of the
 * buffer.  .p NULL: it does not lead to the root, or is too long.
 */
struct span	 ledger_path(const struct ledger *, uint32_t name, unsigned char buf[MAX_PATH + 1]);

const char	*ledger_kind_name(enum ledger_kind);

/* kind.c */
enum ledger_kind kind_by_head(struct span head);
bool		 kind_runs(enum ledger_kind);
#define KIND_HEAD	512	/* first bytes that kind_by_head wants */

#endif
