/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * beneath - what lies beneath mount points, where the running system does not show it?
 *
 * For each mount the tree is looked at without it.  Leftovers are common: a
 * directory that was moved to a disk of its own.  What could run or start
 * something is told, unless the mount shows the same bytes in its place or a
 * package has them.
 */
#include <string.h>

#include "files.h"

#define MAX_BENEATH	1000000U	/* names beneath one mount: a whole system was left there */

struct beneath {
	struct inspection	*in;
	size_t			 mount;
	struct span		 point;
	struct span		*todo;		/* directories still to be read */
	size_t			 n, room;
	unsigned		 seen;
	bool			 any;		/* a file lies there */
};

static void
later(struct beneath *b, struct span dir)
{
	struct span *more;

	if (b->n == b->room) {
		b->room = b->room ? 2 * b->room : 64;
		more = see_room(b->in, b->room, sizeof *more);
		if (b->n)
			memcpy(more, b->todo, b->n * sizeof *more);
		b->todo = more;
	}
	b->todo[b->n++] = dir;
}

/* Where a file need not be a program to start one. */
static bool
starts(struct span path)
{
	static const char *const dirs[] = {
		"/etc/", "/boot/", "/usr/lib/systemd/", "/lib/systemd/", "/var/spool/cron/",
	};

	for (size_t i = 0; i < sizeof dirs / sizeof *dirs; i++)
		if (span_starts(path, dirs[i]))
			return true;
	return span_is(span_base(path), "authorized_keys");
}

static bool
runs(struct beneath *b, struct span path, const struct vstat *st)
{
	enum ledger_kind kind;

	if (st->mode & EXECUTE || starts(path))
		return true;
	return see_kind(b->in, path, &kind) == VIEW_OK && (kind == KIND_ELF || kind == KIND_SCRIPT ||
	    kind == KIND_PE || kind == KIND_JAVA);
}

/* Is what the mount shows in its place the same? */
static bool
shown(struct beneath *b, struct span path, const struct vstat *st)
{
	char beneath[HASH_HEX], above[HASH_HEX];
	struct vstat other;
	bool same;

	if (see_digest(b->in, path, HASH_SHA256, beneath) != VIEW_OK)
		return false;
	see_uncovered(b->in, 0);
	same = see_stat(b->in, path, &other) == VIEW_OK && other.kind == V_FILE &&
	    other.size == st->size && see_digest(b->in, path, HASH_SHA256, above) == VIEW_OK &&
	    strcmp(beneath, above) == 0;
	see_uncovered(b->in, b->mount);
	return same;
}

static void
look_at(struct beneath *b, struct span path)
{
	struct span as;
	struct vstat st;

	if (see_lstat(b->in, path, &st) != VIEW_OK)
		return;
	if (st.kind == V_DIR)
		later(b, path);
	if (st.kind != V_FILE || st.size == 0)
		return;
	b->any = true;
	if (runs(b, path, &st) && !shown(b, path, &st) && !see_explained(b->in, path, &as))
		say(b->in, PROGRAM_BENEATH_MOUNT, path, 0, b->point);
}

static void
look_beneath(struct beneath *b)
{
	const struct span *names;
	struct span dir;
	size_t n;

	look_at(b, b->point);
	while (b->n) {
		dir = b->todo[--b->n];
		see_dir(b->in, dir, &names, &n);
		for (size_t i = 0; i < n; i++) {
			if (++b->seen > MAX_BENEATH || dir.n + names[i].n > MAX_PATH) {
				say_gap(b->in, b->point, "beneath it lies more than is looked at");
				return;
			}
			look_at(b, see_path(b->in, dir, names[i]));
		}
	}
}

void
beneath_look(struct files *f)
{
	for (size_t i = 1; i <= see_mounts(f->in); i++) {
		struct beneath b = { .in = f->in, .mount = i, .point = see_uncovered(f->in, i) };

		look_beneath(&b);
		see_uncovered(f->in, 0);
		if (b.any)
			say(f->in, FILES_BENEATH_MOUNT, b.point, 0, SPAN_NONE);
	}
}
