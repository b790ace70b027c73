/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * side - does another package manager say that a stranger is its own?
 *
 * That explains a file and verifies nothing: such records are the disk's own
 * word.  pip keeps, beside what it installs, NAME.dist-info/RECORD: a path a
 * line, then its hash and size (PEP 376 and 627); npm a package.json in
 * node_modules/NAME; RubyGems specifications/NAME-VERSION.gemspec beside
 * gems/NAME-VERSION (gem(1)).
 */
#include "packages.h"

#define MAX_ASKED	64	/* strangers explained by pip's records, each of which is read anew */

/* The path up to and with the last component of that name; empty when it has none. */
static struct span
up_to(struct span path, const char *name)
{
	while (path.n > 1 && !span_is(span_base(path), name))
		path = span_parent(path);
	return path.n > 1 ? path : SPAN_NONE;
}

/* The first component of what lies below the directory. */
static struct span
below(struct span path, struct span dir)
{
	return span_before(span_skip(path, dir.n + 1), '/');
}

static bool
records(struct inspection *in, struct span info, struct span file)
{
	struct span text, line, name;
	struct vstat st;
	struct span record = see_path(in, info, span_of("RECORD"));

	if (see_stat(in, record, &st) != VIEW_OK || see_file(in, record, &text) != VIEW_OK)
		return false;
	while (span_line(&text, &line)) {
		name = span_starts(line, "\"") ? span_before(span_skip(line, 1), '"') :
		    span_before(line, ',');
		if (span_equal(name, file))
			return true;
	}
	return false;
}

static struct span
by_pip(struct side *s, struct span path)
{
	struct span dir = up_to(path, "site-packages");
	const struct span *names;
	size_t n;

	if (!dir.n)
		dir = up_to(path, "dist-packages");
	if (!dir.n || s->asked == MAX_ASKED || see_dir(s->in, dir, &names, &n) != VIEW_OK)
		return SPAN_NONE;
	s->asked++;
	for (size_t i = 0; i < n; i++)
		if (span_ends(names[i], ".dist-info") &&
		    records(s->in, see_path(s->in, dir, names[i]), span_skip(path, dir.n + 1)))
			return see_join(s->in, span_of("pip's record names it: "), names[i], SPAN_NONE);
	return SPAN_NONE;
}

static struct span
by_npm(struct side *s, struct span path)
{
	struct span dir = up_to(path, "node_modules"), name;
	struct vstat st;

	if (!dir.n)
		return SPAN_NONE;
	name = below(path, dir);
	if (span_starts(name, "@"))
		name = see_path(s->in, name, below(path, see_path(s->in, dir, name)));
	if (see_stat(s->in, see_path(s->in, see_path(s->in, dir, name), span_of("package.json")),
	    &st) != VIEW_OK)
		return SPAN_NONE;
	return see_join(s->in, span_of("in npm's package "), name, SPAN_NONE);
}

static struct span
by_gem(struct side *s, struct span path)
{
	struct span dir = up_to(path, "gems"), name, spec;
	struct vstat st;

	if (!dir.n)
		return SPAN_NONE;
	name = below(path, dir);
	spec = see_path(s->in, span_parent(dir), span_of("specifications"));
	if (see_stat(s->in, see_join(s->in, see_path(s->in, spec, name), span_of(".gemspec"), SPAN_NONE),
	    &st) != VIEW_OK)
		return SPAN_NONE;
	return see_join(s->in, span_of("in the gem "), name, SPAN_NONE);
}

struct span
side_owner(struct side *s, struct span path)
{
	struct span about = by_pip(s, path);

	if (!about.n)
		about = by_npm(s, path);
	return about.n ? about : by_gem(s, path);
}
