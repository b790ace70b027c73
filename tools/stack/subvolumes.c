/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * subvolumes - which trees does a mounted btrfs hold, and which of them is its default?
 *
 * Asked of the kernel by BTRFS_IOC_TREE_SEARCH (linux/btrfs_tree.h: ROOT_BACKREF
 * and ROOT_ITEM items of the tree of roots) and BTRFS_IOC_INO_LOOKUP.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/btrfs.h>
#include <linux/btrfs_tree.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "../lib/span.h"
#include "subvolumes.h"

#define TOP	BTRFS_FS_TREE_OBJECTID
#define ROUNDS	10000	/* of one search: each yields at least one item */

static bool
lookup(int fd, uint64_t tree, uint64_t inode, struct btrfs_ioctl_ino_lookup_args *a)
{
	memset(a, 0, sizeof *a);
	a->treeid = tree;
	a->objectid = inode;
	return syscall(SYS_ioctl, fd, BTRFS_IOC_INO_LOOKUP, a) != -1;
}

/* A name in its parent's directory; the path to that directory ends in '/' or is empty. */
static void
add(struct subvolumes *all, int fd, const struct btrfs_ioctl_search_header *h, struct span item)
{
	struct subvolume *v = &all->at[all->n];
	struct btrfs_ioctl_ino_lookup_args dir;
	uint64_t inode, sequence;
	uint16_t n;
	struct span name;

	if (!take_u64le(&item, &inode) || !take_u64le(&item, &sequence) || !take_u16le(&item, &n) ||
	    !take_span(&item, n, &name) || h->offset == h->objectid)
		return;
	if (all->n == MAX_SUBVOLUMES) {
		all->more = true;
		return;
	}
	if (!lookup(fd, h->offset, inode, &dir))
		return;
	*v = (struct subvolume){ .id = h->objectid, .parent = h->offset };
	dir.name[sizeof dir.name - 1] = '\0';
	if ((size_t)snprintf(v->path, sizeof v->path, "%s%.*s", dir.name, (int)name.n,
	    (const char *)name.p) < sizeof v->path)
		all->n++;
}

/* struct btrfs_root_item: flags at 208, the UUID at 247, at 263 that of what it is a snapshot of. */
static void
note(struct subvolumes *all, const struct btrfs_ioctl_search_header *h, struct span item)
{
	struct span flags = span_skip(item, 208), uuids = span_skip(item, 247);
	uint64_t word;

	for (size_t i = 0; i < all->n; i++)
		if (all->at[i].id == h->objectid && take_u64le(&flags, &word) && uuids.n >= 32) {
			all->at[i].readonly = word & BTRFS_ROOT_SUBVOL_RDONLY;
			memcpy(all->at[i].uuid, uuids.p, 16);
			memcpy(all->at[i].of, uuids.p + 16, 16);
		}
}

static void
search(struct subvolumes *all, int fd, uint32_t type)
{
	struct btrfs_ioctl_search_args a = { .key = {
		.tree_id = BTRFS_ROOT_TREE_OBJECTID, .min_objectid = BTRFS_FIRST_FREE_OBJECTID,
		.max_objectid = BTRFS_LAST_FREE_OBJECTID, .max_offset = UINT64_MAX,
		.max_transid = UINT64_MAX, .min_type = type, .max_type = type,
	} };
	struct btrfs_ioctl_search_header h;
	struct span rest, item, head;

	for (int round = 0; round < ROUNDS; round++) {
		a.key.nr_items = 4096;
		if (syscall(SYS_ioctl, fd, BTRFS_IOC_TREE_SEARCH, &a) == -1 || a.key.nr_items == 0)
			return;
		rest = (struct span){ (unsigned char *)a.buf, sizeof a.buf };
		for (uint32_t i = 0; i < a.key.nr_items; i++) {
			if (!take_span(&rest, sizeof h, &head))
				return;
			memcpy(&h, head.p, sizeof h);
			if (!take_span(&rest, h.len, &item))
				return;
			if (h.type != type)
				continue;
			if (type == BTRFS_ROOT_BACKREF_KEY)
				add(all, fd, &h, item);
			else
				note(all, &h, item);
		}
		a.key.min_objectid = h.objectid;
		a.key.min_type = h.type;
		a.key.min_offset = h.offset + 1;
		if (a.key.min_offset == 0)
			a.key.min_objectid++;
	}
}

static struct subvolume *
by_id(struct subvolumes *all, uint64_t id)
{
	for (size_t i = 0; i < all->n; i++)
		if (all->at[i].id == id)
			return &all->at[i];
	return NULL;
}

/* Paths are given from their parents; make them from the top, however the parents are ordered. */
static void
lengthen(struct subvolumes *all)
{
	struct subvolume *up;
	char path[sizeof up->path];

	for (size_t i = 0; i < all->n; i++) {
		struct subvolume *v = &all->at[i];
		uint64_t parent = v->parent;

		for (int depth = 0; parent != TOP && depth < 32 && (up = by_id(all, parent)); depth++) {
			/* What was lengthened already is whole. */
			if ((size_t)snprintf(path, sizeof path, "%s/%s", up->path, v->path) >= sizeof path)
				break;
			memcpy(v->path, path, sizeof path);
			parent = up->whole ? TOP : up->parent;
		}
		v->whole = true;
	}
}

bool
subvolumes_find(struct subvolumes *all, const char *point)
{
	int fd = open(point, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	all->n = 0;
	all->more = false;
	if (fd == -1)
		return false;
	search(all, fd, BTRFS_ROOT_BACKREF_KEY);
	search(all, fd, BTRFS_ROOT_ITEM_KEY);
	lengthen(all);
	close(fd);
	return true;
}

const struct subvolume *
subvolume_origin(const struct subvolumes *all, const struct subvolume *v)
{
	static const unsigned char none[16];

	for (size_t i = 0; memcmp(v->of, none, 16) != 0 && i < all->n; i++)
		if (&all->at[i] != v && memcmp(all->at[i].uuid, v->of, 16) == 0)
			return &all->at[i];
	return NULL;
}

uint64_t
subvolume_of(const char *point)
{
	struct btrfs_ioctl_ino_lookup_args a;
	int fd = open(point, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool ok = fd != -1 && lookup(fd, 0, BTRFS_FIRST_FREE_OBJECTID, &a);

	if (fd != -1)
		close(fd);
	return ok ? a.treeid : TOP;
}
