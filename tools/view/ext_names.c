/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ext_names - what is in this ext directory, and is it a directory that a kernel wrote? */
#include <stdlib.h>
#include <string.h>

#include "../lib/arena.h"
#include "../lib/die.h"
#include "../lib/limits.h"
#include "ext_names.h"

#define BUCKETS		((size_t)1 << 17)
#define MAX_KEPT	((size_t)64 << 20)	/* bytes of names; then all are forgotten and read anew */

struct entry {
	struct entry	*next;		/* in the bucket */
	struct entry	*sibling;	/* in the directory, as found */
	ext2_ino_t	 dir, ino;
	struct span	 name;		/* empty: stands for the directory itself */
	struct entry	*first, **last;	/* of a directory: its entries */
	int		 answer;	/* of a directory: how reading it went */
};

struct ext_names {
	struct entry	*bucket[BUCKETS];
	struct arena	 arena;
	unsigned int	 busy;		/* listings under way: nothing may be forgotten */
};

struct ext_names *
ext_names_open(void)
{
	return need(1, sizeof(struct ext_names));
}

void
ext_names_close(struct ext_names *n)
{
	arena_free(&n->arena);
	free(n);
}

static struct entry **
slot(struct ext_names *n, ext2_ino_t dir, struct span name)
{
	uint64_t h = 1469598103934665603U ^ dir;	/* FNV-1a */
	struct entry **at;

	for (size_t i = 0; i < name.n; i++)
		h = (h ^ name.p[i]) * 1099511628211U;
	at = &n->bucket[(size_t)(h >> 17 ^ h) % BUCKETS];
	while (*at && ((*at)->dir != dir || !span_equal((*at)->name, name)))
		at = &(*at)->next;
	return at;
}

static struct entry *
add(struct ext_names *n, struct entry **at, ext2_ino_t dir, struct span name)
{
	struct entry *e = arena_alloc(&n->arena, sizeof *e);

	if (!e || (name.n && !(name = arena_copy(&n->arena, name)).p))
		die(EX_OSERR, "out of memory");
	*e = (struct entry){ .dir = dir, .name = name, .last = &e->first };
	e->next = *at;
	*at = e;
	return e;
}

struct reading {
	struct ext_names	*names;
	struct entry		*dir;
	size_t			 count;
};

static int
one(ext2_ino_t dir, int kind, struct ext2_dir_entry *de, int off, int size, char *buf, void *arg)
{
	struct reading *r = arg;
	struct span name = { (unsigned char *)de->name, (size_t)ext2fs_dirent_name_len(de) };
	struct entry **at, *e;

	(void)kind, (void)off, (void)size, (void)buf;
	if (span_is(name, ".") || span_is(name, ".."))
		return 0;
	if (++r->count > MAX_ENTRIES) {
		r->dir->answer = VIEW_LIMIT;
		return DIRENT_ABORT;
	}
	at = slot(r->names, dir, name);
	if (name.n == 0 || span_has(name, '/') || span_has(name, '\0') || *at) {
		r->dir->answer = VIEW_BROKEN;
		return 0;
	}
	e = add(r->names, at, dir, name);
	e->ino = de->inode;
	*r->dir->last = e;
	r->dir->last = &e->sibling;
	return 0;
}

static int
read_directory(struct ext_names *n, ext2_filsys fs, struct entry *dir)
{
	struct reading r = { n, dir, 0 };
	struct ext2_inode in;
	errcode_t e;

	if (ext2fs_read_inode(fs, dir->dir, &in) != 0)
		return VIEW_BROKEN;
	if (!LINUX_S_ISDIR(in.i_mode))
		return VIEW_ABSENT;
	if (in.i_flags & EXT4_ENCRYPT_FL)
		return VIEW_BROKEN;		/* the names are not the names */
	e = ext2fs_dir_iterate2(fs, dir->dir, 0, NULL, one, &r);
	return dir->answer == VIEW_OK && e ? VIEW_BROKEN : dir->answer;
}

static struct entry *
load(struct ext_names *n, ext2_filsys fs, ext2_ino_t ino)
{
	struct entry **at, *dir;

	if (n->arena.used > MAX_KEPT && !n->busy) {
		arena_free(&n->arena);
		memset(n->bucket, 0, sizeof n->bucket);
	}
	at = slot(n, ino, SPAN_NONE);
	if ((dir = *at))
		return dir;
	dir = add(n, at, ino, SPAN_NONE);
	dir->answer = read_directory(n, fs, dir);
	return dir;
}

int
ext_names_find(struct ext_names *n, ext2_filsys fs, ext2_ino_t ino, struct span name, vnode *out)
{
	const struct entry *dir = load(n, fs, ino), *e;

	if (dir->answer == VIEW_ABSENT)
		return VIEW_ABSENT;
	if ((e = *slot(n, ino, name)) && name.n) {
		*out = e->ino;
		return VIEW_OK;
	}
	return dir->answer == VIEW_OK ? VIEW_ABSENT : dir->answer;
}

int
ext_names_list(struct ext_names *n, ext2_filsys fs, ext2_ino_t ino, view_each_name *each, void *arg)
{
	const struct entry *dir = load(n, fs, ino);
	int r = VIEW_OK;

	n->busy++;
	for (const struct entry *e = dir->first; e && r == VIEW_OK; e = e->sibling)
		r = each(arg, e->name, e->ino);
	n->busy--;
	return r == VIEW_OK ? dir->answer : r;
}
