/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ext - an open ext filesystem: shared by view_ext.c and ext_scan.c only */
#ifndef ASSAY_VIEW_EXT_H
#define ASSAY_VIEW_EXT_H

#include "ext_io.h"
#include "ext_names.h"
#include "view.h"

struct ext {
	struct ext_disk		 disk;
	ext2_filsys		 fs;
	struct ext_names	*names;
	ext2_file_t		 file;		/* the file read last, kept open */
	vnode			 file_is;
};

/* BROKEN: no such inode, or nobody uses it. */
int	ext_inode(const struct ext *, vnode, struct ext2_inode_large *);
int	ext_stat_inode(const struct ext *, vnode, const struct ext2_inode_large *, struct vstat *);

/* ext_scan.c: as view.h says of the operations */
int	ext_scan(void *self, view_each_node *, void *arg);
int	ext_extents(void *self, vnode, view_each_extent *, void *arg);

#endif
