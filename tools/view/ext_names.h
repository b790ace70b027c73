/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ext_names - the names in ext directories, each directory read and checked once
 */
#ifndef ASSAY_VIEW_EXT_NAMES_H
#define ASSAY_VIEW_EXT_NAMES_H

#include "ext_io.h"
#include "view.h"

struct ext_names;

struct ext_names	*ext_names_open(void);
void			 ext_names_close(struct ext_names *);

/*
 * BROKEN: the directory cannot be read, is encrypted, or holds what no kernel
 * writes: a name with '/' or NUL, an empty name, the same name twice.
 */
int	ext_names_find(struct ext_names *, ext2_filsys, ext2_ino_t dir, struct span, vnode *);
int	ext_names_list(struct ext_names *, ext2_filsys, ext2_ino_t dir, view_each_name *, void *arg);

#endif
