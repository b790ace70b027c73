/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * view_dir - what does the running kernel show under this directory?
 *
 * Each step is one openat(2), never through a link.  A node is remembered by
 * its parent and name; directories in use keep a few descriptors open.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <linux/fiemap.h>
#include <linux/fs.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "../lib/die.h"
#include "../lib/limits.h"
#include "view.h"

#define BUCKETS		(1U << 16)	/* of the table of nodes: a server has some 100,000 */
#define NOT_TO_BE_CHANGED 0x30	/* linux/stat.h: STATX_ATTR_IMMUTABLE | STATX_ATTR_APPEND, not in musl */
#define ONLY_ADDED_TO	0x20		/* the latter */
#define OPEN_DIRS	64		/* directories kept open; a walk needs its own depth */

struct entry {
	vnode		 parent;
	struct entry	*next;		/* in the same bucket */
	vnode		 id;
	size_t		 n;
	char		 name[];
};

struct dir {
	int		 rootfd;
	struct entry	**node;		/* node[0] is NULL: the root has no name */
	size_t		 n, room;
	struct entry	*bucket[BUCKETS];
	struct {
		vnode	 of;
		int	 fd;		/* 0: unused (0 is never ours) */
	} open[OPEN_DIRS];
	unsigned int	 oldest;
};

static int
answer(void)
{
	return errno == ENOENT || errno == ENOTDIR ? VIEW_ABSENT : VIEW_BROKEN;
}

static size_t
bucket_of(vnode parent, struct span name)
{
	uint64_t h = 1469598103934665603U ^ parent;	/* FNV-1a */

	for (size_t i = 0; i < name.n; i++)
		h = (h ^ name.p[i]) * 1099511628211U;
	return (size_t)(h >> 20 ^ h) % BUCKETS;
}

static vnode
remember(struct dir *d, vnode parent, struct span name)
{
	struct entry **at = &d->bucket[bucket_of(parent, name)], *e;

	for (e = *at; e; e = e->next)
		if (e->parent == parent && e->n == name.n && memcmp(e->name, name.p, name.n) == 0)
			return e->id;
	if (d->n == d->room) {
		d->room = d->room ? 2 * d->room : 1024;
		if (!(d->node = realloc(d->node, d->room * sizeof *d->node)))
			die(EX_OSERR, "out of memory");
	}
	e = need(1, sizeof *e + name.n + 1);
	*e = (struct entry){ .parent = parent, .next = *at, .id = d->n, .n = name.n };
	memcpy(e->name, name.p, name.n);
	*at = e;
	d->node[d->n++] = e;
	return e->id;
}

static int
kept(const struct dir *d, vnode n)
{
	for (unsigned int i = 0; i < OPEN_DIRS; i++)
		if (d->open[i].fd && d->open[i].of == n)
			return d->open[i].fd;
	return -1;
}

static void
keep(struct dir *d, vnode n, int fd)
{
	unsigned int i = d->oldest++ % OPEN_DIRS;

	if (d->open[i].fd)
		close(d->open[i].fd);
	d->open[i].of = n;
	d->open[i].fd = fd;
}

/* A descriptor of a directory, kept by us: from the nearest kept ancestor, downwards. */
static int
reach(struct dir *d, vnode n)
{
	vnode way[MAX_DEPTH + 1];
	unsigned int depth = 0;
	int fd, up;

	while (n != 0 && kept(d, n) == -1) {
		if (depth == MAX_DEPTH) {
			errno = ELOOP;
			return -1;
		}
		way[depth++] = n;
		n = d->node[n]->parent;
	}
	up = n ? kept(d, n) : d->rootfd;
	while (depth--) {
		fd = openat(up, d->node[way[depth]]->name,
		    O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		if (fd == -1)
			return -1;
		keep(d, way[depth], fd);
		up = fd;
	}
	return up;
}

/* A fresh descriptor of any node; the caller closes it. */
static int
open_node(struct dir *d, vnode n, int flags)
{
	int up;

	if (n == 0)
		return openat(d->rootfd, ".", flags | O_CLOEXEC);
	if ((up = reach(d, d->node[n]->parent)) == -1)
		return -1;
	return openat(up, d->node[n]->name, flags | O_NOFOLLOW | O_CLOEXEC);
}

static int
dir_lookup(void *self, vnode dir, struct span name, vnode *out)
{
	struct dir *d = self;
	char text[MAX_NAME + 1];
	struct stat st;
	int up;

	memcpy(text, name.p, name.n);
	text[name.n] = '\0';
	if ((up = reach(d, dir)) == -1 || fstatat(up, text, &st, AT_SYMLINK_NOFOLLOW) == -1)
		return answer();
	*out = remember(d, dir, name);
	return VIEW_OK;
}

static struct vtime
time_of(const struct statx_timestamp *t)
{
	return (struct vtime){ t->tv_sec, t->tv_nsec };
}

static int
dir_stat(void *self, vnode n, struct vstat *st)
{
	struct dir *d = self;
	const char *name = n ? d->node[n]->name : ".";
	int up = n ? reach(d, d->node[n]->parent) : d->rootfd;
	struct statx s;

	if (up == -1 || statx(up, name, AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT,
	    STATX_BASIC_STATS | STATX_BTIME, &s) == -1)
		return answer();
	*st = (struct vstat){
		.kind = S_ISREG(s.stx_mode) ? V_FILE : S_ISDIR(s.stx_mode) ? V_DIR :
		    S_ISLNK(s.stx_mode) ? V_LINK : V_OTHER,
		.mode = s.stx_mode, .uid = s.stx_uid, .gid = s.stx_gid, .nlink = s.stx_nlink,
		.ino = s.stx_ino, .size = s.stx_size,
		.dev = S_ISCHR(s.stx_mode) || S_ISBLK(s.stx_mode) ?
		    makedev(s.stx_rdev_major, s.stx_rdev_minor) : 0,
		.fs = makedev(s.stx_dev_major, s.stx_dev_minor),
		.mtime = time_of(&s.stx_mtime), .atime = time_of(&s.stx_atime),
		.ctime = time_of(&s.stx_ctime), .btime = time_of(&s.stx_btime),
		.has_btime = (s.stx_mask & STATX_BTIME) != 0,
		.immutable = s.stx_attributes & NOT_TO_BE_CHANGED,
		.appends = (s.stx_attributes & NOT_TO_BE_CHANGED) == ONLY_ADDED_TO,
	};
	return VIEW_OK;
}

static int
dir_list(void *self, vnode n, view_each_name *each, void *arg)
{
	struct dir *d = self;
	struct dirent *e;
	struct span name;
	int fd, r = VIEW_OK;
	DIR *open;

	if ((fd = open_node(d, n, O_RDONLY | O_DIRECTORY)) == -1)
		return answer();
	if (!(open = fdopendir(fd))) {
		close(fd);
		return VIEW_BROKEN;
	}
	while (r == VIEW_OK && (errno = 0, e = readdir(open))) {
		name = span_of(e->d_name);
		if (!span_is(name, ".") && !span_is(name, ".."))
			r = each(arg, name, remember(d, n, name));
	}
	if (r == VIEW_OK && errno)
		r = VIEW_BROKEN;
	closedir(open);
	return r;
}

/* Only regular files have bytes: a FIFO would block us, a device would act. */
static int
open_file(struct dir *d, vnode n)
{
	struct vstat st;

	if (dir_stat(d, n, &st) != VIEW_OK || st.kind != V_FILE) {
		errno = EINVAL;
		return -1;
	}
	return open_node(d, n, O_RDONLY | O_NONBLOCK | O_NOCTTY);
}

static int
dir_read(void *self, vnode n, uint64_t off, void *buf, size_t size, size_t *got)
{
	ssize_t r;
	int fd;

	if (off > INT64_MAX || (fd = open_file(self, n)) == -1)
		return VIEW_BROKEN;
	r = pread(fd, buf, size, (off_t)off);
	close(fd);
	if (r == -1)
		return VIEW_BROKEN;
	*got = (size_t)r;
	return VIEW_OK;
}

/* By FIEMAP, as linux/Documentation/filesystems/fiemap.rst has it; ABSENT where that is unknown. */
static int
dir_begins(void *self, vnode n, uint64_t *at)
{
	union {
		struct fiemap	map;
		unsigned char	room[sizeof(struct fiemap) + sizeof(struct fiemap_extent)];
	} ask = { .map = { .fm_length = FIEMAP_MAX_OFFSET, .fm_extent_count = 1 } };
	int fd = open_file(self, n);
	long r;

	if (fd == -1)
		return VIEW_BROKEN;
	/* The C library would extend the number's sign, and the jail compares all of it. */
	r = syscall(SYS_ioctl, fd, FS_IOC_FIEMAP, &ask);
	close(fd);
	if (r == -1 || ask.map.fm_mapped_extents == 0 ||
	    ask.map.fm_extents[0].fe_flags & FIEMAP_EXTENT_UNKNOWN)
		return VIEW_ABSENT;
	*at = ask.map.fm_extents[0].fe_physical;
	return VIEW_OK;
}

static int
dir_link(void *self, vnode n, void *buf, size_t size, size_t *got)
{
	ssize_t r;
	int fd;

	if ((fd = open_node(self, n, O_PATH)) == -1)
		return answer();
	r = readlinkat(fd, "", buf, size);
	close(fd);
	if (r == -1)
		return VIEW_BROKEN;
	if ((size_t)r == size)
		return VIEW_LIMIT;	/* perhaps cut */
	*got = (size_t)r;
	return VIEW_OK;
}

static int
each_xattr(int fd, const char *names, size_t n, view_each_xattr *each, void *arg)
{
	unsigned char *value = need(1, MAX_XATTR);
	struct span rest = { (const unsigned char *)names, n }, name;
	unsigned int count = 0;
	int r = VIEW_OK;
	ssize_t size;

	while (r == VIEW_OK && span_column(&rest, '\0', &name)) {
		size = fgetxattr(fd, (const char *)name.p, value, MAX_XATTR);
		if (++count > MAX_XATTRS)
			r = VIEW_LIMIT;
		else if (size >= 0)
			r = each(arg, name, (struct span){ value, (size_t)size });
		else if (errno != ENODATA)
			r = VIEW_BROKEN;
	}
	free(value);
	return r;
}

static int
dir_xattr(void *self, vnode n, view_each_xattr *each, void *arg)
{
	char *names;
	struct vstat st;
	ssize_t size;
	int fd, r;

	if ((r = dir_stat(self, n, &st)) != VIEW_OK)
		return r;
	if (st.kind != V_FILE && st.kind != V_DIR)
		return VIEW_OK;		/* links and devices hold none that a descriptor can show */
	if ((fd = open_node(self, n, O_RDONLY | O_NONBLOCK)) == -1)
		return VIEW_BROKEN;
	names = need(1, MAX_XATTR + 1);
	size = flistxattr(fd, names, MAX_XATTR);
	if (size >= 0)
		r = each_xattr(fd, names, (size_t)size, each, arg);
	else
		r = errno == ENOTSUP ? VIEW_OK : VIEW_BROKEN;
	free(names);
	close(fd);
	return r;
}

static void
dir_close(void *self)
{
	struct dir *d = self;

	for (unsigned int i = 0; i < OPEN_DIRS; i++)
		if (d->open[i].fd)
			close(d->open[i].fd);
	for (size_t i = 1; i < d->n; i++)
		free(d->node[i]);
	free(d->node);
	free(d);
}

static const struct view_ops dir_ops = {
	.name = "dir", .lookup = dir_lookup, .stat = dir_stat, .list = dir_list,
	.read = dir_read, .link = dir_link, .xattr = dir_xattr, .close = dir_close,
	.begins = dir_begins,
};

int
view_dir(struct view *v, int dirfd)
{
	struct dir *d = need(1, sizeof *d);

	d->rootfd = dirfd;
	d->room = 1024;
	d->node = need(d->room, sizeof *d->node);
	d->n = 1;
	*v = (struct view){ .ops = &dir_ops, .self = d };
	return VIEW_OK;
}
