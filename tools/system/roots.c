/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * roots - where in a volume may other systems have their roots?
 *
 * The engines' own places, from their manuals (systemd-nspawn(1), lxc(7),
 * LXD and Incus storage, vzctl, schroot(1)).  A volume may be mounted at any
 * directory of such a path, so each is looked for from all of them on.
 */
#include <string.h>

#include "survey.h"

#define MAX_CANDIDATES	4096	/* directories looked at for one place: a large host has some hundreds */
#define MAX_NAMES	65536	/* and names, of which most may be no directories */

static const struct {
	const char	*place, *kind;
} places[] = {
	{ "/ostree/deploy/*/deploy/*", NULL },
	{ "/var/lib/machines/*", "a machine's root (systemd-nspawn), in a directory of its host" },
	{ "/var/lib/lxc/*/rootfs", "a container's root (LXC), in a directory of its host" },
	{ "/var/lib/lxd/storage-pools/*/containers/*/rootfs",
	    "a container's root (LXD), in a directory of its host" },
	{ "/var/snap/lxd/common/lxd/storage-pools/*/containers/*/rootfs",
	    "a container's root (LXD), in a directory of its host" },
	{ "/var/lib/incus/storage-pools/*/containers/*/rootfs",
	    "a container's root (Incus), in a directory of its host" },
	{ "/var/lib/vz/private/*", "a container's root (OpenVZ), in a directory of its host" },
	{ "/srv/chroot/*", "a root for chroot, in a directory of its host" },
	{ "/var/chroot/*", "a root for chroot, in a directory of its host" },
	{ "/var/lib/schroot/chroots/*", "a root for chroot, in a directory of its host" },
	{ "/*", "a root in a directory of a volume" },
};

struct candidates {
	struct root	*top;
	struct span	 path[MAX_CANDIDATES];
	size_t		 n, names;
	bool		 more;		/* than are looked at */
	struct span	 dir;		/* being listed */
	struct root	 root;		/* at one of them */
};

static void
candidate(struct candidates *c, struct span dir, struct span name)
{
	struct span path = arena_join(c->top->arena, span_is(dir, "/") ? SPAN_NONE : dir, span_of("/"), name);
	struct vstat st;

	c->more = c->more || !path.p;
	if (!path.p || tree_stat(&c->top->tree, path, TREE_FOLLOW, &st) != VIEW_OK || st.kind != V_DIR)
		return;
	if (c->n == MAX_CANDIDATES)
		c->more = true;
	else
		c->path[c->n++] = path;
}

static int
each_name(void *arg, struct span name, vnode n)
{
	struct candidates *c = arg;

	(void)n;
	candidate(c, c->dir, name);
	c->more = c->more || ++c->names == MAX_NAMES;
	return c->more ? VIEW_LIMIT : VIEW_OK;
}

/* All directories that a place means, its stars filled in; next is room of the same kind. */
static void
fill(struct candidates *c, struct candidates *next, struct span rest)
{
	struct span word;
	struct node node;

	c->n = 1;
	c->path[0] = span_of("/");
	c->more = next->more = false;
	c->names = next->names = 0;
	while (span_field(&rest, "/", &word)) {
		next->n = 0;
		for (size_t i = 0; i < c->n; i++) {
			next->dir = c->path[i];
			if (!span_is(word, "*"))
				candidate(next, next->dir, word);
			else if (tree_find(&c->top->tree, next->dir, TREE_FOLLOW, &node) == VIEW_OK)
				node_list(node, each_name, next);
		}
		*c = *next;
	}
}

/* By links a root may be come by twice; and what lies on another filesystem is another volume's. */
static bool
taken(const struct root *top, struct span real, const struct span *told, size_t n)
{
	struct vstat here, there;

	for (size_t i = 0; i < n; i++)
		if (span_equal(told[i], real))
			return true;
	return span_is(real, "/") || tree_stat(&top->tree, span_of("/"), TREE_FOLLOW, &here) != VIEW_OK ||
	    tree_stat(&top->tree, real, TREE_FOLLOW, &there) != VIEW_OK || here.fs != there.fs;
}

/* Does the directory hold a system that says its name?  Then r is rooted in it. */
static bool
rooted(struct root *r, const struct root *top, struct span dir)
{
	*r = *top;
	r->path = dir;
	r->lines = 0;
	r->dropins = NULL;
	return tree_reroot(&r->tree, dir) == VIEW_OK && root_has(r, "/etc") &&
	    (root_has(r, "/etc/os-release") || root_has(r, "/usr/lib/os-release")) &&
	    (root_has(r, "/usr/bin") || root_has(r, "/bin"));
}

static void
tell_each(struct root *top, struct candidates *c, const char *kind, struct span *told, size_t *n,
    void (*tell)(struct root *, const char *kind))
{
	struct root *r = &c->root;
	struct span real;

	for (size_t i = 0; i < c->n; i++) {
		if (tree_real(&top->tree, top->arena, c->path[i], TREE_FOLLOW, &real) != VIEW_OK ||
		    taken(top, real, told, *n) || !rooted(r, top, real))
			continue;
		if (*n == MAX_ROOTS) {
			root_gap(top, real, "more systems lie here than are looked at");
			return;
		}
		told[(*n)++] = real;
		tell(r, kind ? kind : ostree_kind(top, real));
		if (!kind)
			ostree_tell(r, top);
	}
}

void
roots_each(struct root *top, void (*tell)(struct root *, const char *kind))
{
	struct candidates *c = arena_alloc(top->arena, sizeof *c);
	struct candidates *next = arena_alloc(top->arena, sizeof *next);
	struct span told[MAX_ROOTS];
	const char *place;
	size_t n = 0;

	for (size_t i = 0; c && next && i < sizeof places / sizeof *places; i++)
		for (place = places[i].place; place; place = strchr(place + 1, '/')) {
			if (place != places[i].place && (!places[i].kind || strcmp(place, "/*") == 0))
				continue;
			c->top = next->top = top;
			fill(c, next, span_of(place));
			tell_each(top, c, places[i].kind, told, &n, tell);
			/* A volume of many people's homes is no place of systems by itself. */
			if (c->more && place == places[i].place && strcmp(place, "/*") != 0)
				root_gap(top, span_of(place), "more directories than are looked at");
		}
}
