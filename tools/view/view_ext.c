/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * view_ext - what does this ext2, ext3 or ext4 filesystem hold, without the kernel?
 *
 * Through libext2fs, on a descriptor opened before the jail shut.  A dirty
 * journal is replayed into memory first, so that the view is the one a mount
 * would give; when that fails there is no view, never the raw one in silence.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include "../lib/die.h"
#include "../lib/limits.h"
#include "ext.h"

/* debugfs/journal.h of e2fsprogs, which installs no header for it. */
errcode_t	ext2fs_run_ext3_journal(ext2_filsys *);

static int
ext_lookup(void *self, vnode dir, struct span name, vnode *out)
{
	struct ext *x = self;

	return ext_names_find(x->names, x->fs, (ext2_ino_t)dir, name, out);
}

static int
ext_list(void *self, vnode dir, view_each_name *each, void *arg)
{
	struct ext *x = self;

	return ext_names_list(x->names, x->fs, (ext2_ino_t)dir, each, arg);
}

/* ext4: 32 bits of seconds, signed; two more and the nanoseconds beside them. */
static struct vtime
time_of(uint32_t seconds, uint32_t extra)
{
	return (struct vtime){ (int64_t)(int32_t)seconds + ((int64_t)(extra & 3) << 32), extra >> 2 };
}

/* Linux's two encodings of a device number, include/linux/kdev_t.h. */
static uint64_t
device_of(const struct ext2_inode_large *in)
{
	uint32_t old = in->i_block[0], new = in->i_block[1];

	if (!LINUX_S_ISCHR(in->i_mode) && !LINUX_S_ISBLK(in->i_mode))
		return 0;
	if (old)
		return makedev(old >> 8 & 0xff, old & 0xff);
	return makedev((new & 0xfff00) >> 8, (new & 0xff) | (new >> 12 & 0xfff00));
}

int
ext_inode(const struct ext *x, vnode n, struct ext2_inode_large *in)
{
	memset(in, 0, sizeof *in);
	if (n == 0 || n > x->fs->super->s_inodes_count ||
	    ext2fs_read_inode_full(x->fs, (ext2_ino_t)n, (struct ext2_inode *)in, sizeof *in) != 0)
		return VIEW_BROKEN;
	/* An entry that leads to an inode nobody uses contradicts itself. */
	return in->i_mode == 0 || in->i_links_count == 0 ? VIEW_BROKEN : VIEW_OK;
}

#define HAS(in, x, field)	(EXT2_INODE_SIZE((x)->fs->super) > EXT2_GOOD_OLD_INODE_SIZE && \
	(in)->i_extra_isize >= offsetof(struct ext2_inode_large, field) + sizeof (in)->field - \
	EXT2_GOOD_OLD_INODE_SIZE)

int
ext_stat_inode(const struct ext *x, vnode n, const struct ext2_inode_large *in, struct vstat *st)
{
	*st = (struct vstat){
		.kind = LINUX_S_ISREG(in->i_mode) ? V_FILE : LINUX_S_ISDIR(in->i_mode) ? V_DIR :
		    LINUX_S_ISLNK(in->i_mode) ? V_LINK : V_OTHER,
		.mode = in->i_mode, .uid = inode_uid(*in), .gid = inode_gid(*in),
		.nlink = in->i_links_count, .ino = n,
		.size = EXT2_I_SIZE(in), .dev = device_of(in), .fs = x->id,
		.mtime = time_of(in->i_mtime, HAS(in, x, i_mtime_extra) ? in->i_mtime_extra : 0),
		.atime = time_of(in->i_atime, HAS(in, x, i_atime_extra) ? in->i_atime_extra : 0),
		.ctime = time_of(in->i_ctime, HAS(in, x, i_ctime_extra) ? in->i_ctime_extra : 0),
		.has_btime = HAS(in, x, i_crtime),
		.immutable = in->i_flags & (EXT2_IMMUTABLE_FL | EXT2_APPEND_FL),
		.appends = (in->i_flags & (EXT2_IMMUTABLE_FL | EXT2_APPEND_FL)) == EXT2_APPEND_FL,
	};
	if (st->has_btime)
		st->btime = time_of(in->i_crtime, HAS(in, x, i_crtime_extra) ? in->i_crtime_extra : 0);
	return st->size > INT64_MAX ? VIEW_BROKEN : VIEW_OK;
}

static int
ext_stat(void *self, vnode n, struct vstat *st)
{
	const struct ext *x = self;
	struct ext_stat *kept = &x->stat[n % EXT_STATS];
	struct ext2_inode_large in;
	int r;

	if (n == 0 || kept->n != n) {
		if ((r = ext_inode(x, n, &in)) != VIEW_OK ||
		    (r = ext_stat_inode(x, n, &in, st)) != VIEW_OK)
			return r;
		*kept = (struct ext_stat){ n, *st };
	}
	*st = kept->st;
	return VIEW_OK;
}

static void
forget_file(struct ext *x)
{
	if (x->file)
		ext2fs_file_close(x->file);
	x->file = NULL;
}

static int
open_file(struct ext *x, vnode n)
{
	struct ext2_inode_large in;

	if (x->file && x->file_is == n)
		return VIEW_OK;
	forget_file(x);
	if (ext_inode(x, n, &in) != VIEW_OK || in.i_flags & EXT4_ENCRYPT_FL ||
	    (!LINUX_S_ISREG(in.i_mode) && !LINUX_S_ISLNK(in.i_mode)) ||
	    ext2fs_file_open(x->fs, (ext2_ino_t)n, 0, &x->file) != 0)
		return VIEW_BROKEN;
	x->file_is = n;
	return VIEW_OK;
}

static int
ext_read(void *self, vnode n, uint64_t off, void *buf, size_t size, size_t *got)
{
	struct ext *x = self;
	unsigned int did = 0;
	uint64_t end;
	int r;

	if ((r = open_file(x, n)) != VIEW_OK)
		return r;
	*got = 0;
	end = EXT2_I_SIZE(ext2fs_file_get_inode(x->file));
	if (off >= end)
		return VIEW_OK;
	/* libext2fs reads inline files to the end of their room, not of the file. */
	if (size > end - off)
		size = (size_t)(end - off);
	if (size > (size_t)1 << 30)
		size = (size_t)1 << 30;
	if (ext2fs_file_llseek(x->file, off, EXT2_SEEK_SET, NULL) != 0 ||
	    ext2fs_file_read(x->file, buf, (unsigned int)size, &did) != 0)
		return VIEW_BROKEN;
	/* An inline file's size may reach beyond its bytes: the kernel shows zeros. */
	if (did < size && ext2fs_file_get_inode(x->file)->i_flags & EXT4_INLINE_DATA_FL) {
		memset((unsigned char *)buf + did, 0, size - did);
		did = (unsigned int)size;
	}
	*got = did;
	return VIEW_OK;
}

static int
ext_link(void *self, vnode n, void *buf, size_t size, size_t *got)
{
	struct ext *x = self;
	struct ext2_inode_large in;
	int r;

	if ((r = ext_inode(x, n, &in)) != VIEW_OK)
		return r;
	if (!LINUX_S_ISLNK(in.i_mode) || in.i_flags & EXT4_ENCRYPT_FL)
		return VIEW_BROKEN;
	if (EXT2_I_SIZE(&in) >= size)
		return VIEW_LIMIT;
	if (in.i_flags & EXT4_INLINE_DATA_FL || !ext2fs_is_fast_symlink((struct ext2_inode *)&in))
		return ext_read(x, n, 0, buf, size, got);
	*got = in.i_size;
	if (*got > sizeof in.i_block)
		return VIEW_BROKEN;
	memcpy(buf, in.i_block, *got);
	return VIEW_OK;
}

struct xattrs {
	view_each_xattr	*each;
	void		*arg;
	unsigned int	 count;
	int		 answer;
};

static int
one_xattr(char *name, char *value, size_t n, void *arg)
{
	struct xattrs *x = arg;

	if (strcmp(name, "system.data") == 0)
		return 0;	/* a file's inline content, which the kernel shows as content only */
	if (++x->count > MAX_XATTRS || n > MAX_XATTR)
		x->answer = VIEW_LIMIT;
	else
		x->answer = x->each(x->arg, span_of(name),
		    (struct span){ (unsigned char *)value, n });
	return x->answer == VIEW_OK ? 0 : XATTR_ABORT;
}

static int
ext_xattr(void *self, vnode n, view_each_xattr *each, void *arg)
{
	struct ext *x = self;
	struct xattrs all = { each, arg, 0, VIEW_OK };
	struct ext2_xattr_handle *h;

	if (ext2fs_xattrs_open(x->fs, (ext2_ino_t)n, &h) != 0)
		return VIEW_BROKEN;
	if (ext2fs_xattrs_read(h) != 0 || ext2fs_xattrs_iterate(h, one_xattr, &all) != 0)
		all.answer = all.answer == VIEW_OK ? VIEW_BROKEN : all.answer;
	ext2fs_xattrs_close(&h);
	return all.answer;
}

/* Never ext2fs_close: that would flush.  Nothing could come of it, and nothing is wanted. */
static void
ext_close(void *self)
{
	struct ext *x = self;

	forget_file(x);
	if (x->fs)
		ext2fs_free(x->fs);
	if (x->names)
		ext_names_close(x->names);
	ext_io_free(&x->disk);
	free(x->stat);
	free(x);
}

static const struct view_ops ext_ops = {
	.name = "ext", .lookup = ext_lookup, .stat = ext_stat, .list = ext_list,
	.read = ext_read, .link = ext_link, .xattr = ext_xattr, .close = ext_close,
	.scan = ext_scan, .extents = ext_extents,
};

static errcode_t
open_fs(struct ext *x, int flags)
{
	char name[EXT_IO_NAME];

	ext_io_name(&x->disk, name);
	return ext2fs_open(name, flags | EXT2_FLAG_64BITS | EXT2_FLAG_SKIP_MMP,
	    0, 0, ext_io, &x->fs);
}

static errcode_t
replay(struct ext *x, struct view_ext_state *state)
{
	errcode_t e;

	state->dirty = true;
	/* Writable, as far as libext2fs knows: what it writes stays in memory. */
	ext2fs_free(x->fs);
	x->fs = NULL;
	if ((e = open_fs(x, EXT2_FLAG_RW)) != 0 || (e = ext2fs_run_ext3_journal(&x->fs)) != 0)
		return e;
	if (ext2fs_has_feature_journal_needs_recovery(x->fs->super))
		return EXT2_ET_CORRUPT_JOURNAL_SB;
	state->replayed = x->disk.pieces * 1024;
	return 0;
}

/* What the view cannot show though it opens. */
static const char *
shortfall(const struct ext *x, bool dirty)
{
	const struct ext2_super_block *s = x->fs->super;
	uint64_t all;

	if (!mul_ok((uint64_t)ext2fs_blocks_count(x->fs->super), (uint64_t)x->fs->blocksize, &all) ||
	    all > x->disk.size)
		return "the filesystem is larger than what holds it: its end is cut off";
	if (dirty && s->s_feature_compat & EXT4_FEATURE_COMPAT_FAST_COMMIT)
		return "its journal may hold fast commits, which are not replayed";
	return NULL;
}

int
view_ext(struct view *v, int fd, uint64_t offset, uint64_t size, struct view_ext_state *state)
{
	struct ext *x = need(1, sizeof *x);
	struct span uuid;
	uint64_t half;
	errcode_t e;

	initialize_ext2_error_table();
	*state = (struct view_ext_state){ 0 };
	x->disk = (struct ext_disk){ .fd = fd, .offset = offset, .size = size,
		.bad = &state->bad };
	e = open_fs(x, 0);
	if (e == 0 && ext2fs_has_feature_journal_needs_recovery(x->fs->super))
		e = replay(x, state);
	if (e != 0) {
		state->trouble = error_message(e);
		ext_close(x);
		return VIEW_BROKEN;
	}
	state->trouble = shortfall(x, state->dirty);
	/* Of the whole UUID: those of one maker may differ in their last digits only. */
	uuid = (struct span){ x->fs->super->s_uuid, sizeof x->fs->super->s_uuid };
	take_u64le(&uuid, &x->id);
	take_u64le(&uuid, &half);
	x->id ^= half;
	x->names = ext_names_open();
	x->stat = need(EXT_STATS, sizeof *x->stat);
	*v = (struct view){ .ops = &ext_ops, .self = x, .root = EXT2_ROOT_INO };
	return VIEW_OK;
}
