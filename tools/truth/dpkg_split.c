/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * dpkg_split - which packages does an image without dpkg say that it holds?
 *
 * Distroless images have no status file: each package has its control stanza as
 * status.d/NAME, without a Status field, and what it brought as
 * status.d/NAME.md5sums, in the form of dpkg's own (deb-md5sums(5)).
 */
#include "database.h"

#define SPLIT	"/var/lib/dpkg/status.d"
#define SUMS	".md5sums"

static int
read_stanza(void *arg, struct span name, vnode n)
{
	struct truth_db *db = arg;
	struct span file, text;
	size_t before = db->package.n;

	(void)n;
	if (span_ends(name, SUMS))
		return VIEW_OK;
	if (!(file = db_join(db, span_of(SPLIT "/"), name, SPAN_NONE)).p)
		return VIEW_LIMIT;
	if (db_read(db, file, &text) == VIEW_OK)
		dpkg_status(db, file, text, STATUS_SPLIT);
	for (; before < db->package.n; before++) {
		db->package.at[before].list_file = db_join(db, file, span_of(SUMS), SPAN_NONE);
		db->package.at[before].partial = true;
	}
	return VIEW_OK;
}

/* What has a digest is all that is listed: no directories, no links. */
static void
claim_sums(struct truth_db *db, uint32_t package)
{
	struct span file = db->package.at[package].list_file, text, line, path;

	if (!file.p || db_read(db, file, &text) != VIEW_OK)
		return;
	db->package.at[package].summed = true;
	for (unsigned at = 1; span_line(&text, &line); at++) {
		path = span_trim(span_after(line, ' '));
		if (span_starts(path, "./"))
			path = span_skip(path, 2);
		path = db_join(db, span_of("/"), path, SPAN_NONE);
		if (path_plain(path))
			claim_add(db, package, path);
		dpkg_strike(db, package, file, at, line);
	}
}

int
dpkg_split(struct truth_db *db)
{
	struct span dir = span_of(SPLIT);
	struct node node;
	int r;

	if ((r = tree_find(db->tree, dir, TREE_FOLLOW, &node)) != VIEW_OK)
		return r;
	db_trouble(db, node_list(node, read_stanza, db), dir);
	for (uint32_t i = 0; i < db->package.n; i++)
		claim_sums(db, i);
	return VIEW_OK;
}
