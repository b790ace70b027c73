/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * memory - a small filesystem in memory, as a view, for tests
 *
 * Files are a table of paths; directories above them are implied.  A test may
 * put any bytes in any file, however unlike what a disk would hold.
 */
#ifndef ASSAY_TESTS_MEMORY_H
#define ASSAY_TESTS_MEMORY_H

#include <sys/stat.h>

#include "../../tools/view/tree.h"

#define MEMORY_FILES	256

struct memory {
	struct memory_file {
		struct span	path, bytes;	/* bytes of a link: its target */
		uint32_t	mode;
		bool		broken;	/* reading and listing it fails */
		const char	*attribute;	/* its one extended attribute, or NULL */
		struct span	value;
	}	file[MEMORY_FILES];
	size_t	n;
};

static struct memory_file *
memory_at(struct memory *m, struct span path)
{
	for (size_t i = 0; i < m->n; i++)
		if (span_equal(m->file[i].path, path))
			return &m->file[i];
	return NULL;
}

/* Add or replace. */
static void
memory_put(struct memory *m, struct span path, uint32_t mode, struct span bytes)
{
	struct memory_file *f = memory_at(m, path);

	if (path.n > 1)
		for (struct span up = span_parent(path); !memory_at(m, up); up = span_parent(up))
			memory_put(m, up, S_IFDIR | 0755, SPAN_NONE);
	if (!f) {
		if (m->n == MEMORY_FILES)
			abort();
		f = &m->file[m->n++];
	}
	*f = (struct memory_file){ .path = path, .bytes = bytes, .mode = mode };
}

__attribute__((unused)) static void
memory_file(struct memory *m, const char *path, uint32_t mode, const char *text)
{
	memory_put(m, span_of(path), S_IFREG | mode, span_of(text));
}

__attribute__((unused)) static void
memory_link(struct memory *m, const char *path, const char *target)
{
	memory_put(m, span_of(path), S_IFLNK | 0777, span_of(target));
}

__attribute__((unused)) static void
memory_remove(struct memory *m, const char *path)
{
	struct memory_file *f = memory_at(m, span_of(path));

	*f = m->file[--m->n];
}

static int
memory_lookup(void *self, vnode dir, struct span name, vnode *out)
{
	struct memory *m = self;

	for (size_t i = 0; i < m->n; i++)
		if (m->file[i].path.n > 1 && span_equal(span_base(m->file[i].path), name) &&
		    span_equal(span_parent(m->file[i].path), m->file[dir].path)) {
			*out = i;
			return VIEW_OK;
		}
	return VIEW_ABSENT;
}

static int
memory_stat(void *self, vnode n, struct vstat *st)
{
	struct memory_file *f = &((struct memory *)self)->file[n];

	*st = (struct vstat){ .mode = f->mode, .nlink = 1, .ino = n + 1, .size = f->bytes.n };
	st->kind = S_ISREG(f->mode) ? V_FILE : S_ISDIR(f->mode) ? V_DIR :
	    S_ISLNK(f->mode) ? V_LINK : V_OTHER;
	return VIEW_OK;
}

static int
memory_list(void *self, vnode dir, view_each_name *each, void *arg)
{
	struct memory *m = self;
	int r = m->file[dir].broken ? VIEW_BROKEN : VIEW_OK;

	for (size_t i = 0; i < m->n && r == VIEW_OK; i++)
		if (m->file[i].path.n > 1 &&
		    span_equal(span_parent(m->file[i].path), m->file[dir].path))
			r = each(arg, span_base(m->file[i].path), i);
	return r;
}

static int
memory_read(void *self, vnode n, uint64_t off, void *buf, size_t size, size_t *got)
{
	struct span bytes = ((struct memory *)self)->file[n].bytes;

	if (((struct memory *)self)->file[n].broken)
		return VIEW_BROKEN;
	if (off > bytes.n)
		off = bytes.n;
	*got = bytes.n - off < size ? bytes.n - (size_t)off : size;
	if (*got)
		memcpy(buf, bytes.p + off, *got);
	return VIEW_OK;
}

static int
memory_target(void *self, vnode n, void *buf, size_t size, size_t *got)
{
	if (((struct memory *)self)->file[n].bytes.n > size)
		return VIEW_LIMIT;
	return memory_read(self, n, 0, buf, size, got);
}

static int
memory_xattr(void *self, vnode n, view_each_xattr *each, void *arg)
{
	const struct memory_file *f = &((struct memory *)self)->file[n];

	return f->attribute ? each(arg, span_of(f->attribute), f->value) : VIEW_OK;
}

static void
memory_close(void *self)
{
	(void)self;
}

/* An empty memory, its root directory, its view and a tree of only that. */
__attribute__((unused)) static void
memory_open(struct memory *m, struct view *view, struct tree *tree)
{
	static const struct view_ops ops = {
		.name = "memory", .lookup = memory_lookup, .stat = memory_stat, .list = memory_list,
		.read = memory_read, .link = memory_target, .xattr = memory_xattr,
		.close = memory_close,
	};

	m->file[0] = (struct memory_file){ .path = span_of("/"), .mode = S_IFDIR | 0755 };
	m->n = 1;
	*view = (struct view){ .ops = &ops, .self = m, .root = 0 };
	tree_root(tree, view);
}

#endif
