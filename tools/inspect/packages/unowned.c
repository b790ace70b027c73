/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * unowned - what stands among the packages' programs and belongs to none?
 *
 * /usr/local and /opt are the administrator's.
 */
#include "packages.h"

static const char *const grounds[] = {
	"/usr/bin", "/usr/sbin", "/usr/games", "/usr/libexec", "/usr/lib", "/usr/lib32",
	"/usr/lib64", "/usr/libx32", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32",
};

#define MAX_ROOTS	(sizeof grounds / sizeof *grounds)

struct walk {
	struct inspection	*in;
	const struct lost	*lost;
	struct side		 side;
	struct span		 root[MAX_ROOTS];	/* by their real names */
	size_t			 n;
	struct bytecode		*bytecode;	/* NULL until there is some */
};

/* Hashes the file once for each kind of digest that was lost. */
static const struct lost *
lost_there(struct walk *w, struct span path)
{
	char hex[HASH_KINDS][HASH_HEX] = { { 0 } };

	for (const struct lost *lost = w->lost; lost; lost = lost->next) {
		if (!hex[lost->kind][0] &&
		    see_digest(w->in, path, lost->kind, hex[lost->kind]) != VIEW_OK)
			return NULL;
		if (span_is(lost->digest, hex[lost->kind]))
			return lost;
	}
	return NULL;
}

static bool
displaced(struct walk *w, struct span path)
{
	const struct lost *lost = lost_there(w, path);

	if (!lost)
		return false;
	say(w->in, PACKAGE_PROGRAM_DISPLACED, path, 0, lost->path);
	return true;
}

/* Another manager's; or, by a pack, the bytes of a packaged file in a place that is not its own. */
static struct span
about(struct walk *w, struct span path)
{
	struct span known = side_owner(&w->side, path);

	if (!known.n && see_explained(w->in, path, &known))
		known = see_join(w->in, span_of("the bytes of "), known, SPAN_NONE);
	return known;
}

/* A stranger among packaged files. */
static void
stranger(struct walk *w, struct span path, const struct vstat *st)
{
	bool elf, magic = program_has_magic(w->in, path, &elf);
	bool command = program_in_commands(path);

	if (program_module(path) || (!magic && !((st->mode & EXECUTE) && command)))
		return;		/* modules are the modules inspector's */
	if (displaced(w, path))
		return;
	if ((elf || !magic) && program_library(path))
		say(w->in, LIBRARY_UNOWNED, path, 0, about(w, path));
	else if (elf || command)
		say(w->in, PROGRAM_UNOWNED, path, 0, about(w, path));
}

static void
file(struct walk *w, struct span path, const struct vstat *st)
{
	struct truth t;
	bool elf;

	if (see_owner(w->in, path, &t) != VIEW_OK)
		return;
	/* A cache's name excuses a cache, not a program. */
	if (t.kind == TRUTH_UNOWNED || (t.generated && program_has_magic(w->in, path, &elf))) {
		stranger(w, path, st);
	} else if (t.generated && span_ends(path, ".pyc")) {
		if (!w->bytecode)
			w->bytecode = bytecode_ready(w->in);
		bytecode_look(w->in, w->bytecode, path);
	}
}

static bool
inside(struct span path, struct span dir)
{
	return path.n > dir.n && path.p[dir.n] == '/' &&
	    span_equal((struct span){ path.p, dir.n }, dir);
}

/* Those directories are walked themselves, or are the administrator's to fill. */
static bool
seen_elsewhere(const struct walk *w, struct span path)
{
	if (span_starts(path, "/usr/local/") || span_starts(path, "/opt/"))
		return true;
	for (size_t i = 0; i < w->n; i++)
		if (inside(path, w->root[i]))
			return true;
	return false;
}

/* A link among packaged programs, packaged or not, that leads to a stranger outside. */
static void
follow(struct walk *w, struct span path)
{
	struct span real;
	struct vstat st;
	struct truth t;
	bool elf;

	if (see_real(w->in, path, &real) != VIEW_OK || seen_elsewhere(w, real) ||
	    see_lstat(w->in, real, &st) != VIEW_OK || st.kind != V_FILE ||
	    see_owner(w->in, real, &t) != VIEW_OK || t.kind != TRUTH_UNOWNED)
		return;
	if (program_has_magic(w->in, real, &elf) && program_library(path))
		say(w->in, LIBRARY_UNOWNED, path, 0, real);
	else if (program_in_commands(path) && program_by_look(w->in, real))
		say(w->in, PROGRAM_UNOWNED, path, 0, real);
}

static void
enter(struct walk *w, struct span dir, unsigned depth)
{
	const struct span *names;
	struct vstat st;
	size_t n;

	if (see_dir(w->in, dir, &names, &n) != VIEW_OK)
		return;
	for (size_t i = 0; i < n; i++) {
		struct span path = see_path(w->in, dir, names[i]);

		if (see_lstat(w->in, path, &st) != VIEW_OK)
			continue;
		if (st.kind == V_FILE)
			file(w, path, &st);
		else if (st.kind == V_LINK)
			follow(w, path);
		else if (st.kind == V_DIR && depth)
			enter(w, path, depth - 1);
		else if (st.kind == V_DIR)
			say_gap(w->in, path, "deeper than this tool looks");
	}
}

/* /bin is usr/bin today: each real directory once, and all known before any is entered. */
static void
add_root(struct walk *w, const char *path)
{
	struct span real;

	if (see_real(w->in, span_of(path), &real) != VIEW_OK)
		return;
	for (size_t i = 0; i < w->n; i++)
		if (span_equal(w->root[i], real))
			return;
	w->root[w->n++] = real;
}

void
unowned_look(struct inspection *in, const struct lost *lost)
{
	struct walk w = { .in = in, .lost = lost, .side = { .in = in } };

	for (size_t i = 0; i < MAX_ROOTS; i++)
		add_root(&w, grounds[i]);
	for (size_t i = 0; i < w.n; i++)
		enter(&w, w.root[i], MAX_DEPTH);
}
