/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * view - a bounded, read-only look at one filesystem
 *
 * A backend knows nodes and names, nothing else: it never sees a '/', a '..'
 * or a symlink to follow.  Paths are walked in tree.c, once, for every backend.
 */
#ifndef ASSAY_VIEW_VIEW_H
#define ASSAY_VIEW_VIEW_H

#include <stdint.h>

#include "../lib/span.h"
#include "../media/medium.h"

typedef uint64_t vnode;		/* a backend's own name for a node, stable while the view is open */

enum vkind { V_FILE, V_DIR, V_LINK, V_OTHER };

struct vtime {
	int64_t		s;
	uint32_t	ns;
};

struct vstat {
	enum vkind	kind;
	uint32_t	mode;		/* all of st_mode, type bits included */
	uint32_t	uid, gid;
	uint32_t	nlink;
	uint64_t	ino;
	uint64_t	size;
	uint64_t	dev;		/* st_rdev of a device node, else 0 */
	uint64_t	fs;		/* which filesystem it lies on: st_dev, or from its UUID */
	struct vtime	mtime, atime, ctime, btime;
	bool		has_btime;	/* false: the filesystem keeps no birth time */
	bool		immutable;	/* marked as not to be changed, or only to be added to (chattr(1)) */
	bool		appends;	/* the latter */
};

/* Every answer a view gives; the negative ones make an inspection partial. */
enum {
	VIEW_OK		=  0,
	VIEW_ABSENT	=  1,	/* the evidence holds no such thing */
	VIEW_BROKEN	= -1,	/* the evidence cannot be read, or contradicts itself */
	VIEW_LIMIT	= -2,	/* we stopped at a bound in limits.h */
};

/* A callback's non-zero answer ends the listing and becomes its answer. */
typedef int	view_each_name(void *arg, struct span name, vnode);
typedef int	view_each_xattr(void *arg, struct span name, struct span value);
typedef int	view_each_node(void *arg, vnode, const struct vstat *);

/* Bytes of a file that lie in one piece. */
struct extent {
	uint64_t	logical;	/* from the start of the file */
	uint64_t	physical;	/* from the start of what the view was made of */
	uint64_t	size;
};

typedef int	view_each_extent(void *arg, const struct extent *);

struct view_ops {
	const char	*name;
	/* Names hold 1 to MAX_NAME bytes, no '/' and no NUL, and are never "." or "..". */
	int	(*lookup)(void *self, vnode dir, struct span name, vnode *);
	int	(*stat)(void *self, vnode, struct vstat *);
	int	(*list)(void *self, vnode dir, view_each_name *, void *arg);	/* in any order */
	/* *got == 0 with VIEW_OK: the end of the file.  Holes read as zeros. */
	int	(*read)(void *self, vnode, uint64_t off, void *buf, size_t size, size_t *got);
	/* The target of a symlink; VIEW_LIMIT when it is longer than size. */
	int	(*link)(void *self, vnode, void *buf, size_t size, size_t *got);
	int	(*xattr)(void *self, vnode, view_each_xattr *, void *arg);
	void	(*close)(void *self);
	/*
	 * Every node in use by rising inode, which is its vnode; what the filesystem
	 * keeps for itself (a journal, quotas) left out.  NULL: only names lead to nodes.
	 */
	int	(*scan)(void *self, view_each_node *, void *arg);
	/*
	 * Where a file's bytes lie, by rising logical offset and not past its end; what
	 * lies between is zeros.  VIEW_ABSENT: the device does not hold them as they are
	 * read (inline, or changed by a journal's replay).  NULL: never.
	 */
	int	(*extents)(void *self, vnode, view_each_extent *, void *arg);
	/* Where a file's bytes begin on a device that is not ours to read, for order. NULL: unknown. */
	int	(*begins)(void *self, vnode, uint64_t *at);
};

struct ledger;			/* sweep/ledger.h: carried here for those who read it */

struct view {
	const struct view_ops	*ops;
	void			*self;
	vnode			 root;
	const struct ledger	*ledger;	/* NULL: the volume was not swept */
};

/*
 * Backends.  The descriptor stays the caller's and must outlive the view; it
 * is read with pread only and never written.  On failure the view is untouched.
 */

/* What view_ext found out on the way; all text is ours. */
struct view_ext_state {
	bool		dirty;		/* the journal held changes; they are replayed in memory */
	uint64_t	replayed;	/* bytes of disk that the replay stands in for */
	struct medium_bad bad;		/* where its own records could not be read, so far */
	const char	*trouble;	/* why it is BROKEN, or what the view cannot show; NULL: nothing */
};

/* ext2, ext3, ext4 in the size bytes from offset of a device or image; the state outlives the view. */
int	view_ext(struct view *, int fd, uint64_t offset, uint64_t size, struct view_ext_state *);
/* A directory, as the running kernel shows it. */
int	view_dir(struct view *, int dirfd);

void	view_close(struct view *);

#endif
