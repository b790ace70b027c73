/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ext - an open ext filesystem: shared by view_ext.c and ext_scan.c only */
#ifndef ASSAY_VIEW_EXT_H
#define ASSAY_VIEW_EXT_H

#include "ext_io.h"
#include "ext_names.h"
#include "view.h"

#define EXT_STATS	4096	/* answers kept: a path's directories are asked for at each step */

struct ext_stat {
	vnode		n;		/* 0: nothing */
	struct vstat	st;
};

struct ext {
	struct ext_disk		 disk;
	ext2_filsys		 fs;
	uint64_t		 id;		/* of its UUID: roots of two are one inode number */
	struct ext_names	*names;
	ext2_file_t		 file;		/* the file read last, kept open */
	vnode			 file_is;
	struct ext_stat		*stat;		/* EXT_STATS of them */
};

/* BROKEN: no such inode, or nobody uses it. */
int	ext_inode(const struct ext *, vnode, struct ext2_inode_large *);
int	ext_stat_inode(const struct ext *, vnode, const struct ext2_inode_large *, struct vstat *);

/* ext_scan.c: as view.h says of the operations */
int	ext_scan(void *self, view_each_node *, void *arg);
int	ext_extents(void *self, vnode, view_each_extent *, void *arg);

#endif
