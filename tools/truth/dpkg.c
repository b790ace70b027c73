/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * dpkg - what does dpkg's database say is on the disk?
 *
 * Formats, from dpkg(1), deb-md5sums(5) and lib/dpkg/infodb*.c: info/NAME.list
 * is one absolute path a line; info/NAME.md5sums is 32 lower-case digits, two
 * blanks and the path without its '/'.  NAME has ":ARCH" behind it where the
 * package is "Multi-Arch: same".  dpkg writes md5sums itself for a package
 * that brings none, so that whoever has regular files has digests, but for
 * conffiles: their digests stand in status.
 */
#include <string.h>

#include "database.h"

#define STATUS		"/var/lib/dpkg/status"
#define UPDATES		"/var/lib/dpkg/updates"
#define INFO		"/var/lib/dpkg/info/"
#define MD5_HEX		32

static size_t
count_lines(struct span text)
{
	struct span line;
	size_t n = 0;

	while (span_line(&text, &line))
		n++;
	return n;
}

/* Answers how many lines there are to claim. */
static size_t
read_list(struct truth_db *db, struct package *p)
{
	int r;

	p->list_file = db_join(db, span_of(INFO), p->name, span_of(".list"));
	r = p->list_file.p ? db_read(db, p->list_file, &p->list) : VIEW_LIMIT;
	if (p->state == PACKAGE_HALF)
		db_odd(db, span_of(STATUS), p->line,
		    "half-installed, so its files are uncertain: ", p->name);
	if (r == VIEW_ABSENT)
		db_odd(db, span_of(STATUS), p->line, "no list of files for ", p->name);
	return count_lines(p->list);
}

static void
claim_list(struct truth_db *db, uint32_t package)
{
	const struct package *p = &db->package.at[package];
	struct span text = p->list, line;

	for (unsigned at = 1; span_line(&text, &line); at++) {
		if (span_is(line, "/."))
			continue;
		if (!path_plain(line))
			db_odd(db, p->list_file, at, "not a path: ", line);
		else if (p->state != PACKAGE_CONFIG)
			claim_add(db, package, line);
	}
}

/*
 * A package that lost a file to another's Replaces keeps the digest and loses
 * the line in its list (dpkg's archives.c); nobody at all owning it is odd.
 */
void
dpkg_strike(struct truth_db *db, uint32_t package, struct span file, unsigned at, struct span line)
{
	unsigned char buf[MAX_PATH + 1] = "/";
	struct span path = span_skip(line, MD5_HEX + 2);
	struct owned *claim;

	if (!hash_written(HASH_MD5, (struct span){ line.p, line.n < MD5_HEX ? line.n : MD5_HEX }) ||
	    !span_starts(span_skip(line, MD5_HEX), "  ")) {
		db_odd(db, file, at, "not a digest: ", line);
		return;
	}
	if (span_starts(path, "./"))
		path = span_skip(path, 2);
	if (path.n && path.n < sizeof buf)
		memcpy(buf + 1, path.p, path.n);
	path = (struct span){ buf, path.n < sizeof buf ? path.n + 1 : 0 };
	if (!path_plain(path))
		db_odd(db, file, at, "not a path: ", path);
	else if ((claim = claim_by(db, package, path)))
		claim->digest = line.p;
	else if (!claim_on(db, place_of(db, path)))
		db_odd(db, file, at, "a digest of a path that no list names: ", path);
}

static void
read_sums(struct truth_db *db, uint32_t package)
{
	struct package *p = &db->package.at[package];
	struct span file = db_join(db, span_of(INFO), p->name, span_of(".md5sums"));
	struct span text, line;

	if (!file.p || db_read(db, file, &text) != VIEW_OK)
		return;
	p->summed = true;
	for (unsigned at = 1; span_line(&text, &line); at++)
		dpkg_strike(db, package, file, at, line);
}

/* Cut the last word off the line; false when it is the only one. */
static bool
last_word(struct span *line, struct span *word)
{
	size_t n = line->n;

	while (n && line->p[n - 1] != ' ')
		n--;
	if (!n)
		return false;
	*word = span_skip(*line, n);
	*line = span_trim((struct span){ line->p, n });
	return line->n > 0;
}

/*
 * "PATH DIGEST", perhaps "obsolete" or "remove-on-upgrade" behind it.  Words
 * that stand where there is no digest: "newconffile", "nonexistent", "-".
 */
static void
read_conffile(struct truth_db *db, uint32_t package, struct span line)
{
	const struct package *p = &db->package.at[package];
	struct span word = SPAN_NONE, path = span_trim(line);
	struct owned *claim;
	bool obsolete = false;	/* its package ships it no more: nothing to compare with */

	do {
		obsolete = obsolete || span_is(word, "obsolete");
		if (!last_word(&path, &word)) {
			db_odd(db, span_of(STATUS), p->line, "not a conffile: ", line);
			return;
		}
	} while (span_is(word, "obsolete") || span_is(word, "remove-on-upgrade"));
	if (!path_plain(path)) {
		db_odd(db, span_of(STATUS), p->line, "not a conffile's path: ", path);
		return;
	}
	claim = claim_by(db, package, path);
	if (!claim && p->state == PACKAGE_CONFIG)
		claim = claim_add(db, package, path);
	if (!claim)
		return;
	claim->flags |= TRUTH_CONFFILE;
	if (hash_written(HASH_MD5, word) && !obsolete)
		claim->digest = word.p;
}

static void
read_conffiles(struct truth_db *db, uint32_t package)
{
	struct span text = db->package.at[package].conffiles, line;

	while (span_line(&text, &line))
		if (span_trim(line).n)
			read_conffile(db, package, line);
}

/* dpkg's journal: what a run that was cut short had not yet written into status. */
static int
read_update(void *arg, struct span name, vnode n)
{
	struct truth_db *db = arg;
	struct span file, text;
	uint64_t number;

	(void)n;
	if (!span_decimal(name, &number))
		return VIEW_OK;
	if (!(file = db_join(db, span_of(UPDATES "/"), name, SPAN_NONE)).p)
		return VIEW_LIMIT;
	if (db_read(db, file, &text) == VIEW_OK)
		dpkg_status(db, file, text, STATUS_AGAIN);
	return VIEW_OK;
}

static void
read_updates(struct truth_db *db)
{
	struct span dir = span_of(UPDATES);
	struct node node;
	int r;

	if ((r = tree_find(db->tree, dir, TREE_FOLLOW, &node)) == VIEW_OK)
		r = node_list(node, read_update, db);
	db_trouble(db, r, dir);
}

static int
read_database(struct truth_db *db)
{
	struct span status = span_of(STATUS), text;
	size_t claims = 0;
	int r;

	if ((r = db_read(db, status, &text)) == VIEW_ABSENT)
		return dpkg_split(db);
	if (r != VIEW_OK)
		return r;
	dpkg_status(db, status, text, STATUS_WHOLE);
	read_updates(db);
	diversions_read(db);
	for (uint32_t i = 0; i < db->package.n; i++)
		if (db->package.at[i].state != PACKAGE_GONE)
			claims += read_list(db, &db->package.at[i]);
	claims_room(db, claims);
	for (uint32_t i = 0; i < db->package.n; i++)
		claim_list(db, i);
	for (uint32_t i = 0; i < db->package.n; i++) {
		/* Digests that a pack overrules need not be read: records_look holds the file to it. */
		if (attested_by_pack(db, &db->package.at[i]))
			db->package.at[i].summed = true;
		else if (db->package.at[i].state >= PACKAGE_HALF)
			read_sums(db, i);
		if (db->package.at[i].state != PACKAGE_GONE)
			read_conffiles(db, i);
	}
	alternatives_read(db);
	return VIEW_OK;
}

const struct manager dpkg_manager = {
	.name = "dpkg", .database = STATUS, .open = read_database,
};
