/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * units - what do systemd's mount units mount?
 *
 * systemd.mount(5): [Mount] What=, Where=, Type=, Options=.  A unit of /etc
 * stands in for one of its name elsewhere (systemd.unit(5)); whether one is
 * enabled is not asked, for others can pull it in.
 */
#include "survey.h"

#define MAX_UNITS	512	/* mount units of one directory: one a snap and a mount */

const char *const unit_dirs[] = {
	"/etc/systemd/system", "/usr/local/lib/systemd/system", "/usr/lib/systemd/system", "/lib/systemd/system",
	NULL
};

struct units {
	struct root	*root;
	struct span	 name[MAX_UNITS];
	size_t		 n;
	bool		 more;
};

static int
keep(void *arg, struct span name, vnode node)
{
	struct units *u = arg;

	(void)node;
	if (!span_ends(name, ".mount"))
		return VIEW_OK;
	u->more = u->n == MAX_UNITS;
	if (u->more)
		return VIEW_LIMIT;
	u->name[u->n] = arena_copy(u->root->arena, name);
	u->n += u->name[u->n].p != NULL;
	return VIEW_OK;
}

static struct span
path_of(const struct root *r, const char *dir, struct span name)
{
	return arena_join(r->arena, span_of(dir), span_of("/"), name);
}

static bool
stands_before(const struct root *r, size_t dir, struct span name)
{
	struct vstat st;

	for (size_t i = 0; i < dir; i++)
		if (tree_stat(&r->tree, path_of(r, unit_dirs[i], name), TREE_NOFOLLOW, &st) == VIEW_OK)
			return true;
	return false;
}

/* A condition makes it one that may be missing. */
static void
tell(struct root *r, struct span path, struct span name, struct span text)
{
	struct mount_unit u = { 0 };

	unit_say(&u, text);
	unit_dropins(r, name, &u);
	if (!u.what.n || !u.where.n)
		return;
	if (u.conditional)
		u.options = arena_join(r->arena, u.options, span_of(u.options.n ? "," : ""),
		    span_of("nofail"));
	tables_line(r, path, u.what, u.where, u.type.n ? u.type : span_of("auto"), u.options);
}

void
units_tell(struct root *r)
{
	struct units *u = arena_alloc(r->arena, sizeof *u);
	struct span path, text;
	int got;

	for (size_t i = 0; u && unit_dirs[i]; i++) {
		*u = (struct units){ .root = r };
		if (root_list(r, span_of(unit_dirs[i]), keep, u) < 0)
			root_gap(r, span_of(unit_dirs[i]), u->more ? "holds more mount units than are read" : "cannot be read");
		for (size_t k = 0; k < u->n; k++) {
			if (stands_before(r, i, u->name[k]))
				continue;
			path = path_of(r, unit_dirs[i], u->name[k]);
			if ((got = root_read(r, path, &text)) == VIEW_OK)
				tell(r, path, u->name[k], text);
			else if (got < 0)
				root_gap(r, path, "cannot be read");
		}
	}
}
