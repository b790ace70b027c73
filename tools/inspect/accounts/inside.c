/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * inside - what do the account files of containers and other roots within this system hold?
 *
 * Where systemd-nspawn, LXC, Docker, Podman and schroot keep their trees; of
 * layered ones each layer.  Who is root in there may well be root out here.
 */
#include "look.h"
#include "password.h"

#define MAX_ROOTS	10000	/* trees and layers; a build server has a thousand */

struct inside {
	struct inspection	*in;
	size_t			 roots;
	bool			 full;
};

static void
look_at(struct inside *s, struct span root)
{
	struct span path = see_path(s->in, root, span_of("etc/passwd"));
	struct table t;
	struct vstat st;

	if (s->roots++ >= MAX_ROOTS) {
		if (!s->full)
			say_gap(s->in, root, "more containers' trees than are looked at");
		s->full = true;
		return;
	}
	if (see_lstat(s->in, path, &st) != VIEW_OK || st.kind != V_FILE)
		return;
	table_read_path(s->in, &t, path, 7);
	for (size_t i = 0; i < t.n; i++) {
		const struct row *r = &t.row[i];

		if ((r->id == 0 && !span_is(r->field[F_NAME], "root")) ||
		    password_opens(r->field[F_PASSWORD]))
			table_say(s->in, ACCOUNT_INSIDE, &t, r);
	}
}

/* Each tree in a directory; below: the tree's own place in there, or "". */
static void
each(struct inside *s, struct span dir, const char *below)
{
	const struct span *names;
	struct vstat st;
	size_t n;

	if (see_dir(s->in, dir, &names, &n) != VIEW_OK)
		return;
	for (size_t i = 0; i < n; i++) {
		struct span root = see_path(s->in, dir, names[i]);

		if (see_lstat(s->in, root, &st) == VIEW_OK && st.kind == V_DIR)
			look_at(s, *below ? see_path(s->in, root, span_of(below)) : root);
	}
}

void
inside_look(struct inspection *in)
{
	static const struct { const char *dir, *below; } all[] = {
		{ "/var/lib/machines", "" }, { "/var/lib/lxc", "rootfs" }, { "/var/lib/schroot/chroots", "" },
		{ "/srv/chroot", "" }, { "/var/lib/docker/overlay2", "diff" },
		{ "/var/lib/containers/storage/overlay", "diff" },
		{ "/var/lib/lxd/storage-pools/default/containers", "rootfs" },
		{ "/var/lib/incus/storage-pools/default/containers", "rootfs" },
	};
	struct inside s = { .in = in };

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		each(&s, span_of(all[i].dir), all[i].below);
}
