/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * alternatives - is this link one that update-alternatives keeps?
 *
 * It is when its administration names the link, the link leads to
 * /etc/alternatives/NAME, that leads to a file registered for the name, and a
 * package owns the file.  A link changed by hand is nobody's.
 *
 * Format of /var/lib/dpkg/alternatives/NAME, from update-alternatives(1) and
 * its source: "auto" or "manual"; the link; for each slave its name and its
 * link; an empty line; for each choice its file, its priority and one line per
 * slave, which may be empty; an empty line.
 */
#include "database.h"

#define ADMIN		"/var/lib/dpkg/alternatives"
#define LINKS		"/etc/alternatives/"
#define MAX_SLAVES	256	/* vim and java have about forty */
#define MAX_STEPS	8	/* an alternative's choice may be another's link: pager, editor */

struct links {
	struct place	link[MAX_SLAVES];
	struct span	name[MAX_SLAVES];
	size_t		n;
};

static bool
link_line(struct truth_db *db, struct links *l, struct span name, struct span *text)
{
	struct span link;

	if (l->n == MAX_SLAVES || !span_line(text, &link) || !span_starts(link, "/"))
		return false;
	l->name[l->n] = name;
	l->link[l->n++] = place_of(db, link);
	return true;
}

static bool
choice(struct truth_db *db, const struct links *l, struct span file, struct span *text)
{
	struct alternative *a;
	struct span line;
	uint64_t priority;

	if (!span_line(text, &line))
		return false;
	if (!span_decimal(span_starts(line, "-") ? span_skip(line, 1) : line, &priority))
		return false;
	for (size_t i = 0; i < l->n; i++) {
		if (i && !span_line(text, &file))
			return false;
		if (file.n && (a = db_more(db, &db->alternative)))
			*a = (struct alternative){ l->link[i], l->name[i], file };
	}
	return true;
}

static bool
parse(struct truth_db *db, struct span name, struct span text)
{
	struct links l = { .n = 0 };
	struct span line;

	if (!span_line(&text, &line) || (!span_is(line, "auto") && !span_is(line, "manual")))
		return false;
	if (!link_line(db, &l, name, &text))
		return false;
	while (span_line(&text, &line) && line.n)
		if (!link_line(db, &l, line, &text))
			return false;
	while (span_line(&text, &line) && line.n)
		if (!choice(db, &l, line, &text))
			return false;
	return true;
}

static int
read_one(void *arg, struct span name, vnode n)
{
	struct truth_db *db = arg;
	struct span file, text;

	(void)n;
	file = db_join(db, span_of(ADMIN "/"), name, SPAN_NONE);
	if (!file.p)
		return VIEW_LIMIT;
	/* update-alternatives writes NAME.dpkg-tmp first; a crash leaves it. */
	if (!span_ends(name, ".dpkg-tmp") && db_read(db, file, &text) == VIEW_OK &&
	    !parse(db, span_base(file), text))
		db_odd(db, file, 0, "not what update-alternatives writes", SPAN_NONE);
	return VIEW_OK;
}

void
alternatives_read(struct truth_db *db)
{
	struct span dir = span_of(ADMIN);
	struct node node;
	int r;

	if ((r = tree_find(db->tree, dir, TREE_FOLLOW, &node)) == VIEW_OK)
		r = node_list(node, read_one, db);
	db_trouble(db, r, dir);
}

static bool
link_target(const struct truth_db *db, struct span path, unsigned char buf[MAX_LINK],
    struct span *target)
{
	struct node node;
	struct vstat st;
	size_t got;

	if (tree_find(db->tree, path, TREE_NOFOLLOW, &node) != VIEW_OK ||
	    node_stat(node, &st) != VIEW_OK || st.kind != V_LINK ||
	    node_link(node, buf, MAX_LINK, &got) != VIEW_OK)
		return false;
	*target = (struct span){ buf, got };
	return true;
}

/* A registered name: with this link, when one is asked for, and with this choice, likewise. */
static const struct alternative *
registered(const struct truth_db *db, struct span name, const struct place *link,
    const struct span *file)
{
	const struct alternative *a = db->alternative.at;

	for (size_t i = 0; i < db->alternative.n; i++, a++)
		if (span_equal(a->name, name) && (!link || place_same(a->link, *link)) &&
		    (!file || span_equal(a->choice, *file)))
			return a;
	return NULL;
}

static bool	step(struct truth_db *, struct span path, struct truth *, unsigned steps);

/* /etc/alternatives/NAME: who owns what it leads to? */
static bool
chosen(struct truth_db *db, struct span path, struct truth *t, unsigned steps)
{
	unsigned char buf[MAX_LINK];
	const struct alternative *a;
	struct span file;

	if (!link_target(db, path, buf, &file) ||
	    !(a = registered(db, span_skip(path, sizeof LINKS - 1), NULL, &file)))
		return false;
	return listed_owner(db, a->choice, t) || step(db, a->choice, t, steps + 1);
}

static bool
step(struct truth_db *db, struct span path, struct truth *t, unsigned steps)
{
	unsigned char buf[MAX_LINK];
	struct span target;
	struct place link;

	if (steps > MAX_STEPS)
		return false;
	if (span_starts(path, LINKS))
		return chosen(db, path, t, steps);
	if (!link_target(db, path, buf, &target) || !span_starts(target, LINKS))
		return false;
	link = place_of(db, path);
	return registered(db, span_skip(target, sizeof LINKS - 1), &link, NULL) &&
	    chosen(db, target, t, steps);
}

bool
alternatives_owner(struct truth_db *db, struct span path, struct truth *t)
{
	if (!step(db, path, t, 0))
		return false;
	t->generated = true;
	t->conffile = false;
	return true;
}
