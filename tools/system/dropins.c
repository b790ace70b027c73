/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * dropins - what do files beside a mount unit, or beside a line of fstab, change of it?
 *
 * systemd.unit(5): NAME.d/ of all unit directories, then those of the name cut
 * behind each dash, then that of the type; by the names of their files, of which
 * the first found stands.  A line of fstab is a unit too: systemd-fstab-generator(8).
 */
#include <string.h>

#include "survey.h"

#define MAX_DROPINS	64	/* files beside one mount unit; one is rare */
#define MAX_DIRS	256	/* directories of such files; as many as changed mounts */

/* All such directories of one system, in the order of unit_dirs. */
struct dropin_dirs {
	struct root	*root;
	const char	*in;
	struct span	 name[MAX_DIRS], path[MAX_DIRS];
	size_t		 n;
	bool		 more;
};

/* The files that change one unit, by their names. */
struct dropins {
	struct root	*root;
	struct span	 dir;
	struct span	 name[MAX_DROPINS], path[MAX_DROPINS];
	size_t		 n;
	bool		 more;
};

/* Of a setting that is given twice the later counts. */
void
unit_say(struct mount_unit *u, struct span text)
{
	struct span line, key, value;

	while (span_line(&text, &line)) {
		key = span_trim(span_before(line, '='));
		value = span_trim(span_after(line, '='));
		if (span_is(key, "What"))
			u->what = value;
		else if (span_is(key, "Where"))
			u->where = value;
		else if (span_is(key, "Type"))
			u->type = value;
		else if (span_is(key, "Options"))
			u->options = value;
		else if (span_starts(key, "Condition"))
			u->conditional = true;
	}
}

static int
keep_dir(void *arg, struct span name, vnode node)
{
	struct dropin_dirs *d = arg;

	(void)node;
	if (!span_ends(name, ".mount.d") && !span_is(name, "mount.d"))
		return VIEW_OK;
	d->more = d->n == MAX_DIRS;
	if (d->more)
		return VIEW_LIMIT;
	d->name[d->n] = arena_copy(d->root->arena, name);
	d->path[d->n] = arena_join(d->root->arena, span_of(d->in), span_of("/"), name);
	d->n += d->path[d->n].p != NULL;
	return VIEW_OK;
}

static const struct dropin_dirs *
dirs_of(struct root *r)
{
	struct dropin_dirs *d = r->dropins;

	if (d || !(d = arena_alloc(r->arena, sizeof *d)))
		return d;
	d->root = r;
	for (size_t i = 0; unit_dirs[i]; i++) {
		d->in = unit_dirs[i];
		if (root_list(r, span_of(d->in), keep_dir, d) < 0)
			root_gap(r, span_of(d->in), d->more ?
			    "holds more changes of mount units than are read" : "cannot be read");
	}
	return r->dropins = d;
}

static int
keep_file(void *arg, struct span name, vnode node)
{
	struct dropins *d = arg;
	size_t at = 0;

	(void)node;
	while (at < d->n && span_compare(d->name[at], name) < 0)
		at++;
	if (!span_ends(name, ".conf") || (at < d->n && span_equal(d->name[at], name)))
		return VIEW_OK;
	d->more = d->n == MAX_DROPINS;
	if (d->more)
		return VIEW_LIMIT;
	for (size_t i = d->n++; i > at; i--) {
		d->name[i] = d->name[i - 1];
		d->path[i] = d->path[i - 1];
	}
	d->name[at] = arena_copy(d->root->arena, name);
	d->path[at] = arena_join(d->root->arena, d->dir, span_of("/"), name);
	return VIEW_OK;
}

/* Does a directory of this name hold what changes the unit, by the first n characters of its name? */
static bool
beside(struct span dir, struct span unit, size_t n)
{
	struct span stem = { dir.p, dir.n - 2 };

	if (n == 0)
		return span_is(dir, "mount.d");
	if (n == unit.n)
		return span_equal(stem, unit);
	return unit.p[n - 1] == '-' && span_ends(stem, ".mount") && stem.n == n + 6 &&
	    memcmp(stem.p, unit.p, n) == 0;
}

/* From what is meant for this unit alone to what is for all; n is how much of its name counts. */
static void
gather(struct dropins *d, const struct dropin_dirs *dirs, struct span unit)
{
	for (size_t n = unit.n + 1; n-- > 0;)
		for (size_t i = 0; i < dirs->n; i++) {
			if (!beside(dirs->name[i], unit, n))
				continue;
			d->dir = dirs->path[i];
			if (root_list(d->root, d->dir, keep_file, d) < 0)
				root_gap(d->root, d->dir, d->more ?
				    "holds more files beside a mount unit than are read" : "cannot be read");
		}
}

void
unit_dropins(struct root *r, struct span name, struct mount_unit *u)
{
	const struct dropin_dirs *dirs = dirs_of(r);
	struct dropins *d;
	struct span text;
	int got;

	if (!dirs || !dirs->n || !(d = arena_alloc(r->arena, sizeof *d)))
		return;
	d->root = r;
	gather(d, dirs, name);
	for (size_t i = 0; i < d->n; i++)
		if ((got = root_read(r, d->path[i], &text)) == VIEW_OK)
			unit_say(u, text);
		else if (got < 0)
			root_gap(r, d->path[i], "cannot be read");
}

/* As systemd-escape(1) --path does: "/srv/a-b" is "srv-a\x2db.mount". */
struct span
unit_name(struct root *r, struct span point)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789:_.";
	static const char hex[] = "0123456789abcdef";
	unsigned char *p = arena_alloc(r->arena, 4 * point.n + 8);
	struct span part;
	size_t n = 0;

	if (!p)
		return SPAN_NONE;
	while (span_field(&point, "/", &part)) {
		if (n)
			p[n++] = '-';
		for (size_t i = 0; i < part.n; i++)
			if (span_has((struct span)SPAN_LIT(plain), (char)part.p[i]) && (n || part.p[i] != '.'))
				p[n++] = part.p[i];
			else {
				p[n++] = '\\';
				p[n++] = 'x';
				p[n++] = (unsigned char)hex[part.p[i] >> 4];
				p[n++] = (unsigned char)hex[part.p[i] & 15];
			}
	}
	if (n == 0)
		p[n++] = '-';
	return arena_join(r->arena, (struct span){ p, n }, span_of(".mount"), SPAN_NONE);
}
