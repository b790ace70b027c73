/* SPDX-License-Identifier: GPL-3.0-or-later */
/* place - is this file its package's own, and safe from others? */
#include "../startup/autorun.h"
#include "place.h"

#define PADDING	64	/* blanks in a row: off the edge of a screen */
#define STAFF	50	/* Debian's group for /usr/local, which base-files makes group-writable */

bool
place_pristine(struct inspection *in, struct span path)
{
	struct truth t;

	return see_truth(in, path, &t) == VIEW_OK && t.kind != TRUTH_UNOWNED &&
	    t.kind != TRUTH_DIFFERS;
}

bool
place_foreign(struct inspection *in, struct span path)
{
	struct span real;
	struct truth t;

	if (see_real(in, path, &real) != VIEW_OK)
		real = path;
	return see_owner(in, real, &t) == VIEW_OK && t.kind == TRUTH_UNOWNED;
}

static bool
others(const struct vstat *st, struct span path, uint32_t uid, uint32_t gid)
{
	if (st->kind == V_DIR && (st->mode & 01000))
		return false;
	if (st->uid != 0 && st->uid != uid)
		return true;
	if (st->mode & 002)
		return true;
	if (!(st->mode & 020) || st->gid == 0 || st->gid == gid)
		return false;
	return st->gid != STAFF || !startup_within(path, "/usr/local");
}

struct span
place_open(struct inspection *in, struct span path, uint32_t uid, uint32_t gid)
{
	struct vstat st;

	for (;; path = span_parent(path)) {
		if (see_stat(in, path, &st) == VIEW_OK && others(&st, path, uid, gid))
			return path;
		if (path.n <= 1)
			return SPAN_NONE;
	}
}

bool
place_shady(struct inspection *in, struct span path)
{
	struct span real;

	if (see_real(in, path, &real) != VIEW_OK)
		real = path;
	return target_volatile(path) || target_hidden(path) || target_volatile(real) ||
	    target_hidden(real);
}

bool
place_hides(struct span line)
{
	size_t blanks = 0;

	if (span_ends(line, "\r"))
		line.n--;
	for (size_t i = 0; i < line.n; i++) {
		unsigned char c = line.p[i];

		/* Blanks at the end push nothing. */
		if (blanks >= PADDING && c != ' ' && c != '\t')
			return true;
		blanks = c == ' ' || c == '\t' ? blanks + 1 : 0;
		if ((c < ' ' && c != '\t') || c == 0x7f)
			return true;
	}
	return false;
}
