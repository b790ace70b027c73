/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ext_scan - which inodes does an ext filesystem use, and where do their bytes lie?
 *
 * Format, from the kernel's Documentation/filesystems/ext4: inode tables in the
 * order of the groups; extent trees, or block maps before ext4; an extent that
 * is allocated and not yet written reads as zeros.
 */
#include <string.h>

#include "../lib/limits.h"
#include "ext.h"

#define TABLE_BLOCKS	64	/* of an inode table in one read */

/* Inodes that the filesystem keeps for itself, which no name leads to. */
static bool
internal(const struct ext *x, ext2_ino_t ino, const struct ext2_inode_large *in)
{
	const struct ext2_super_block *s = x->fs->super;

	if (ino == EXT2_ROOT_INO)
		return false;
	return ino < EXT2_FIRST_INO(s) || ino == s->s_journal_inum ||
	    ino == s->s_usr_quota_inum || ino == s->s_grp_quota_inum ||
	    ino == s->s_prj_quota_inum || in->i_flags & EXT4_EA_INODE_FL ||
	    (ext2fs_has_feature_orphan_file(x->fs->super) && ino == s->s_orphan_file_inum);
}

static int
scan_inodes(const struct ext *x, ext2_inode_scan scan, view_each_node *each, void *arg)
{
	struct ext2_inode_large in;
	int r, answer = VIEW_OK;
	struct vstat st;
	ext2_ino_t ino;
	errcode_t e;

	for (;;) {
		memset(&in, 0, sizeof in);
		e = ext2fs_get_next_inode_full(scan, &ino, (struct ext2_inode *)&in, sizeof in);
		if (e == EXT2_ET_INODE_CSUM_INVALID || e == EXT2_ET_INODE_IS_GARBAGE) {
			answer = VIEW_BROKEN;	/* that inode; the next may be well */
			continue;
		}
		if (e)
			return VIEW_BROKEN;
		if (ino == 0)
			return answer;
		if (in.i_mode == 0 || in.i_links_count == 0 || internal(x, ino, &in))
			continue;
		if (ext_stat_inode(x, ino, &in, &st) != VIEW_OK)
			answer = VIEW_BROKEN;
		else if ((r = each(arg, ino, &st)) != VIEW_OK)
			return r;
	}
}

int
ext_scan(void *self, view_each_node *each, void *arg)
{
	struct ext *x = self;
	ext2_inode_scan scan;
	int r;

	if (ext2fs_open_inode_scan(x->fs, TABLE_BLOCKS, &scan) != 0)
		return VIEW_BROKEN;
	ext2fs_inode_scan_flags(scan, EXT2_SF_SKIP_MISSING_ITABLE, 0);
	r = scan_inodes(x, scan, each, arg);
	ext2fs_close_inode_scan(scan);
	return r;
}

/* One file's extents on their way out: neighbours joined, the file's end and the disk's minded. */
struct runs {
	struct ext		*x;
	view_each_extent	*each;
	void			*arg;
	uint64_t		 end;		/* of the file */
	uint64_t		 steps;
	struct extent		 held;		/* size 0: none */
	int			 answer;
};

static bool
flush(struct runs *r)
{
	const struct extent *e = &r->held;

	if (e->size && ext_io_written(&r->x->disk, e->physical, e->size))
		r->answer = VIEW_ABSENT;
	else if (e->size)
		r->answer = r->each(r->arg, e);
	return r->answer == VIEW_OK;
}

/* False when the walk is to end: the answer says why. */
static bool
add(struct runs *r, uint64_t block, uint64_t physical, uint64_t blocks)
{
	const uint64_t unit = r->x->fs->blocksize;
	struct extent e;

	if (!mul_ok(block, unit, &e.logical) || !mul_ok(physical, unit, &e.physical) ||
	    !mul_ok(blocks, unit, &e.size) || e.logical < r->held.logical + r->held.size) {
		r->answer = VIEW_BROKEN;
		return false;
	}
	if (e.logical >= r->end)
		return true;		/* kept in reserve behind the end */
	if (e.size > r->end - e.logical)
		e.size = r->end - e.logical;
	if (e.physical > r->x->disk.size || e.size > r->x->disk.size - e.physical) {
		r->answer = VIEW_BROKEN;
		return false;
	}
	if (r->held.size && e.logical == r->held.logical + r->held.size &&
	    e.physical == r->held.physical + r->held.size) {
		r->held.size += e.size;
		return true;
	}
	if (!flush(r))
		return false;
	r->held = e;
	return true;
}

/* Every leaf once; nodes that lead round and round end at the bound. */
static void
walk_tree(struct runs *r, ext2_extent_handle_t tree)
{
	struct ext2fs_extent e;
	int move = EXT2_EXTENT_ROOT;
	errcode_t trouble;

	while ((trouble = ext2fs_extent_get(tree, move, &e)) == 0) {
		move = EXT2_EXTENT_NEXT;
		if (++r->steps > MAX_EXTENTS) {
			r->answer = VIEW_LIMIT;
			return;
		}
		if (!(e.e_flags & EXT2_EXTENT_FLAGS_LEAF) || e.e_flags & EXT2_EXTENT_FLAGS_UNINIT)
			continue;
		if (!add(r, e.e_lblk, e.e_pblk, e.e_len))
			return;
	}
	if (trouble != EXT2_ET_EXTENT_NO_NEXT)
		r->answer = VIEW_BROKEN;
}

static int
one_block(ext2_filsys fs, blk64_t *physical, e2_blkcnt_t block, blk64_t ref, int off, void *arg)
{
	struct runs *r = arg;

	(void)fs, (void)ref, (void)off;
	return block < 0 || *physical == 0 || add(r, (uint64_t)block, *physical, 1) ? 0 : BLOCK_ABORT;
}

int
ext_extents(void *self, vnode n, view_each_extent *each, void *arg)
{
	struct ext *x = self;
	struct runs r = { .x = x, .each = each, .arg = arg };
	struct ext2_inode_large in;
	ext2_extent_handle_t tree;
	int answer;

	if ((answer = ext_inode(x, n, &in)) != VIEW_OK)
		return answer;
	if (in.i_flags & (EXT4_INLINE_DATA_FL | EXT4_ENCRYPT_FL))
		return VIEW_ABSENT;
	r.end = EXT2_I_SIZE(&in);
	if (in.i_flags & EXT4_EXTENTS_FL) {
		if (ext2fs_extent_open2(x->fs, (ext2_ino_t)n, (struct ext2_inode *)&in, &tree) != 0)
			return VIEW_BROKEN;
		walk_tree(&r, tree);
		ext2fs_extent_free(tree);
	} else if (ext2fs_block_iterate3(x->fs, (ext2_ino_t)n,
	    BLOCK_FLAG_READ_ONLY | BLOCK_FLAG_DATA_ONLY, NULL, one_block, &r) != 0 &&
	    r.answer == VIEW_OK)
		r.answer = VIEW_BROKEN;
	if (r.answer == VIEW_OK)
		flush(&r);
	return r.answer;
}
