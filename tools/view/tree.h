/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tree - views joined into one tree of absolute paths
 *
 * Paths are walked here, for every backend: '.', '..', links and mount points
 * as the kernel would, and never out of the tree.  A mount whose filesystem we
 * could not read answers BROKEN, so nobody mistakes it for an empty directory.
 */
#ifndef ASSAY_VIEW_TREE_H
#define ASSAY_VIEW_TREE_H

#include "../lib/arena.h"
#include "../lib/limits.h"
#include "view.h"

struct mount {
	struct span	 point;		/* canonical path; "/" for the root.  Borrowed. */
	const struct view *view;	/* NULL: named by the system, not readable here */
	vnode		 root;		/* the view's node shown there */
};

/* A whole disk that views of the tree lie on. */
struct disk {
	struct span	 name;		/* as the operator named it.  Borrowed. */
	int		 fd;
	uint64_t	 size;
};

struct tree {
	struct mount	 mount[MAX_MOUNTS];	/* mount[0] is the root */
	size_t		 n;
	const struct disk *disk;		/* for who must see what stands outside of volumes */
	size_t		 disks;
};

struct node {
	const struct view	*view;
	vnode			 n;
};

enum { TREE_FOLLOW = 0, TREE_NOFOLLOW = 1 };	/* the last component, when it is a link */

/* Root the tree in a view, and then in a directory of it. */
void	tree_root(struct tree *, const struct view *);
int	tree_reroot(struct tree *, struct span dir);
/* Add a mount at an absolute path; VIEW_LIMIT when there are MAX_MOUNTS. */
int	tree_mount(struct tree *, struct span point, const struct view *);
/* The same, of a directory of the view; and of what the tree itself shows at a path. */
int	tree_mount_part(struct tree *, struct span point, const struct view *, struct span dir);
int	tree_bind(struct tree *, struct span point, struct span source);
/*
 * The tree as it would be if its mount i and those made later at its point or
 * beneath had not been made: what they hide.
 */
void	tree_without(const struct tree *, size_t i, struct tree *uncovered);

int	tree_find(const struct tree *, struct span path, int flags, struct node *);
int	tree_stat(const struct tree *, struct span path, int flags, struct vstat *);
/*
 * The path without links, '.' and '..': what realpath(3) would say inside the
 * tree.  With TREE_NOFOLLOW the last component may be a link.  Lives in the arena.
 */
int	tree_real(const struct tree *, struct arena *, struct span path, int flags, struct span *real);

int	node_stat(struct node, struct vstat *);
int	node_list(struct node, view_each_name *, void *arg);
int	node_read(struct node, uint64_t off, void *buf, size_t size, size_t *got);
/* All of a range, or VIEW_BROKEN. */
int	node_read_all(struct node, uint64_t off, void *buf, size_t n);
int	node_link(struct node, void *buf, size_t size, size_t *got);
int	node_xattr(struct node, view_each_xattr *, void *arg);

#endif
