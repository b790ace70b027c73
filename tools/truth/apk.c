/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * apk - what does Alpine's database say is on the disk?
 *
 * Format, from apk-tools' src/database.c and the wiki's "Apk spec": stanzas
 * parted by an empty line, each line a letter, ':' and a value.  P, V and A are
 * the package's name, version and architecture; F begins a directory (without
 * '/'), M its "UID:GID:MODE"; R begins a file in it, a its "UID:GID:MODE" where
 * that is not 0:0:644, Z its digest: "Q1" and a SHA-1, or "Q2" and a SHA-256,
 * in base64.  Nothing tells a link but its mode, 777; its digest is that of
 * where it leads.  Nothing on the disk is signed.
 */
#include <openssl/evp.h>
#include <string.h>
#include <sys/stat.h>

#include "database.h"

static const char *const databases[] = { "/lib/apk/db/installed", "/usr/lib/apk/db/installed" };

#define FILE_MODE	0644U	/* where there is no a: line */
#define LINK_MODE	0777U
#define BASE64_MOST	64	/* characters of the longest digest, and some */

struct reading {
	struct truth_db	*db;
	struct span	 file;
	unsigned	 line;
	uint32_t	 package;
	struct span	 dir;		/* the last F: */
	struct owned	*claim;		/* of the last R:, until the next is added */
};

static void
odd(struct reading *x, const char *why, struct span what)
{
	db_odd(x->db, x->file, x->line, why, what);
}

static bool
octal(struct span s, uint32_t *out)
{
	*out = 0;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '7')
			return false;
		*out = *out << 3 | (uint32_t)(s.p[i] - '0');
	}
	return s.n > 0 && s.n <= 5;
}

/* UID:GID:MODE, perhaps a digest of attributes behind it. */
static void
owner(struct reading *x, struct span text, uint32_t type)
{
	struct span user, group, mode;
	uint32_t bits;

	if (!x->claim)
		return;
	if (!span_column(&text, ':', &user) || !span_column(&text, ':', &group) ||
	    !span_column(&text, ':', &mode) || !octal(mode, &bits)) {
		odd(x, "not an owner and a mode: ", text);
		return;
	}
	x->claim->user = user;
	x->claim->group = group;
	x->claim->mode = type | bits;
	x->claim->flags |= TRUTH_MODE | TRUTH_USER | TRUTH_GROUP;
}

/* The digest as hex in the arena. */
static bool
decode(struct reading *x, struct span base64, enum hash kind, struct owned *claim)
{
	unsigned char raw[BASE64_MOST];
	char hex[HASH_HEX];
	struct span kept;
	int n;

	if (base64.n > BASE64_MOST || base64.n % 4 ||
	    (n = EVP_DecodeBlock(raw, base64.p, (int)base64.n)) < 0 ||
	    (size_t)n < hash_size(kind) || (size_t)n - hash_size(kind) > 2)
		return false;
	hash_hex(raw, hash_size(kind), hex);
	kept = db_join(x->db, span_of(hex), SPAN_NONE, SPAN_NONE);
	claim->digest = kept.p;
	claim->kind = (unsigned char)kind;
	return kept.p != NULL;
}

/*
 * A link's record is a digest of where it leads.  What is there is what is
 * recorded, or there is no saying what was.
 */
static void
link_claim(struct truth_db *db, struct owned *claim)
{
	unsigned char buf[MAX_LINK + 1];
	char hex[HASH_HEX];
	struct span target = span_of("where it was recorded to lead, of which there is but a digest");
	struct node node;
	struct vstat st;
	size_t got;

	if (tree_find(db->tree, claim->path, TREE_NOFOLLOW, &node) != VIEW_OK ||
	    node_stat(node, &st) != VIEW_OK || st.kind != V_LINK)
		return;
	if (node_link(node, buf, sizeof buf, &got) == VIEW_OK) {
		hash_span((enum hash)claim->kind, (struct span){ buf, got }, hex);
		if (memcmp(hex, claim->digest, 2 * hash_size((enum hash)claim->kind)) == 0)
			target = db_join(db, (struct span){ buf, got }, SPAN_NONE, SPAN_NONE);
	}
	claim->digest = NULL;
	claim->mode = S_IFLNK | LINK_MODE;
	claim->target = target;
	claim->flags |= TRUTH_TARGET;
}

static void
digest(struct reading *x, struct span text)
{
	enum hash kind = span_starts(text, "Q2") ? HASH_SHA256 : HASH_SHA1;

	if (!x->claim)
		return;
	if ((!span_starts(text, "Q1") && !span_starts(text, "Q2")) ||
	    !decode(x, span_skip(text, 2), kind, x->claim))
		odd(x, "not a digest that we know: ", text);
	else if ((x->claim->mode & 07777U) == LINK_MODE)
		link_claim(x->db, x->claim);
}

static void
claim(struct reading *x, struct span name, uint32_t type)
{
	struct span dir = x->dir.n ? db_join(x->db, span_of("/"), x->dir, SPAN_NONE) : SPAN_NONE;
	struct span path = db_join(x->db, dir, span_of("/"), name);

	x->claim = NULL;
	if (x->package == NOWHERE || !path_plain(path)) {
		odd(x, "not a path: ", path);
		return;
	}
	if (!(x->claim = claim_add(x->db, x->package, path)))
		return;
	x->claim->mode = type | (S_ISDIR(type) ? 0755U : FILE_MODE);
	/* apk keeps what was changed below /etc: its protected_paths.d says so. */
	if (S_ISREG(type) && span_starts(path, "/etc/"))
		x->claim->flags |= TRUTH_CONFFILE;
}

/* F:usr/bin is claimed as usr/bin's parent and its name. */
static void
directory(struct reading *x, struct span dir)
{
	x->dir = SPAN_NONE;
	x->claim = NULL;
	if (!dir.n)
		return;
	claim(x, dir, S_IFDIR);
	x->dir = dir;
}

static void
path_line(struct reading *x, unsigned char letter, struct span value)
{
	switch (letter) {
	case 'F':
		directory(x, value);
		break;
	case 'R':
		claim(x, value, S_IFREG);
		break;
	case 'M':
		owner(x, value, S_IFDIR);
		break;
	case 'a':
		owner(x, value, S_IFREG);
		break;
	case 'Z':
		digest(x, value);
		break;
	default:
		break;
	}
}

static bool
labelled(struct span line)
{
	return line.n >= 2 && line.p[1] == ':';
}

/* One stanza's package; its text is left behind it. */
static void
package(struct reading *x, struct span text)
{
	struct package p = { .state = PACKAGE_WHOLE, .summed = true, .line = x->line + 1,
	    .list_file = x->file };
	struct span line;

	while (span_line(&text, &line) && line.n) {
		struct span value = span_skip(line, 2);

		if (!labelled(line))
			continue;
		if (*line.p == 'P')
			p.name = p.plain = value;
		else if (*line.p == 'V')
			p.version = value;
		else if (*line.p == 'A')
			p.arch = value;
	}
	if (!package_plain(p.name))
		odd(x, "not a package's name: ", p.name);
	else if (package_named(x->db, x->db->manager, p.name) != NOWHERE)
		odd(x, "a second record of ", p.name);
	else
		package_add(x->db, &p);
}

/* Twice over the text: all packages first, then their paths. */
static void
each_stanza(struct reading *x, struct span text, bool packages)
{
	struct span line, stanza = text;
	bool begins = true;

	x->line = 0;
	for (; stanza = text, span_line(&text, &line); x->line++) {
		if (!line.n) {
			begins = true;
			continue;
		}
		if (begins) {
			begins = false;
			x->package = NOWHERE;
			x->dir = SPAN_NONE;
			x->claim = NULL;
			if (packages)
				package(x, stanza);
		}
		if (packages)
			continue;
		x->line++;		/* people count from one */
		if (!labelled(line))
			odd(x, "not a line of the database: ", line);
		else if (*line.p == 'P')
			x->package = package_named(x->db, x->db->manager, span_skip(line, 2));
		else
			path_line(x, *line.p, span_skip(line, 2));
		x->line--;
	}
}

static size_t
count_paths(struct span text)
{
	struct span line;
	size_t n = 0;

	while (span_line(&text, &line))
		n += span_starts(line, "F:") || span_starts(line, "R:");
	return n;
}

static int
read_database(struct truth_db *db)
{
	struct reading x = { .db = db };
	struct span text;
	int r = VIEW_ABSENT;

	for (size_t i = 0; r == VIEW_ABSENT && i < sizeof databases / sizeof *databases; i++) {
		x.file = span_of(databases[i]);
		r = db_read(db, x.file, &text);
	}
	if (r != VIEW_OK)
		return r;
	each_stanza(&x, text, true);
	if (!db->owned.n)
		claims_room(db, count_paths(text));
	each_stanza(&x, text, false);
	return VIEW_OK;
}

const struct manager apk_manager = {
	.name = "apk", .database = "/lib/apk/db/installed", .open = read_database,
	.any_arch = "noarch",	/* its index, and so the database, names the machine's instead */
};
