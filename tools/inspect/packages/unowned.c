/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * unowned - what stands among the packages' programs and belongs to none?
 *
 * /usr/local and /opt are the administrator's, and temporary and home
 * directories everybody's: there only a shell that runs as its owner counts.
 */
#include "packages.h"

enum ground { PACKAGES, STRANGERS };

static const struct {
	const char	*path;
	enum ground	 ground;
	unsigned	 depth;		/* directories below it that are entered */
} grounds[] = {
	{ "/usr/bin", PACKAGES, MAX_DEPTH },
	{ "/usr/sbin", PACKAGES, MAX_DEPTH },
	{ "/usr/games", PACKAGES, MAX_DEPTH },
	{ "/usr/libexec", PACKAGES, MAX_DEPTH },
	{ "/usr/lib", PACKAGES, MAX_DEPTH },
	{ "/usr/lib32", PACKAGES, MAX_DEPTH },
	{ "/usr/lib64", PACKAGES, MAX_DEPTH },
	{ "/usr/libx32", PACKAGES, MAX_DEPTH },
	{ "/bin", PACKAGES, MAX_DEPTH },
	{ "/sbin", PACKAGES, MAX_DEPTH },
	{ "/lib", PACKAGES, MAX_DEPTH },
	{ "/lib32", PACKAGES, MAX_DEPTH },
	{ "/lib64", PACKAGES, MAX_DEPTH },
	{ "/libx32", PACKAGES, MAX_DEPTH },
	{ "/usr/local", STRANGERS, MAX_DEPTH },
	{ "/opt", STRANGERS, MAX_DEPTH },
	{ "/tmp", STRANGERS, 8 },
	{ "/var/tmp", STRANGERS, 8 },
	{ "/dev/shm", STRANGERS, 8 },
	{ "/root", STRANGERS, 2 },
	{ "/home", STRANGERS, 2 },
};

#define MAX_ROOTS	(sizeof grounds / sizeof *grounds)

struct walk {
	struct inspection	*in;
	const struct lost	*lost;
	struct copies		*copies;	/* NULL until something runs as its owner */
	struct root {
		struct span	real;
		enum ground	ground;
		unsigned	depth;
	}			 root[MAX_ROOTS];
	size_t			 n;
	enum ground		 ground;	/* of the root being walked */
};

static bool
copy_of_shell(struct walk *w, struct span path, struct span *shell)
{
	char hex[HASH_HEX];

	if (!w->copies)
		w->copies = copies_ready(w->in);
	return see_digest(w->in, path, HASH_MD5, hex) == VIEW_OK &&
	    copies_shell(w->copies, hex, shell);
}

static bool
displaced(struct walk *w, struct span path)
{
	const struct lost *lost = copies_lost(w->in, w->lost, path);

	if (!lost)
		return false;
	say(w->in, PACKAGE_PROGRAM_DISPLACED, path, 0, lost->path);
	return true;
}

/* Names that a reader of a listing does not see, or sees wrongly. */
static bool
deceptive(struct span name)
{
	for (size_t i = 0; i < name.n; i++)
		if (name.p[i] <= ' ' || name.p[i] >= 0x7f)
			return true;
	return span_starts(name, ".");
}

/*
 * Hidden beside packaged files, or in a directory that is.  What an unowned
 * directory holds further down (language tools keep dot-directories of scripts)
 * is no hiding place by its name.
 */
static bool
hidden(struct walk *w, struct span path)
{
	struct span rest = path;
	struct truth t;

	for (; rest.n > 1; rest = span_parent(rest)) {
		if (see_owner(w->in, rest, &t) != VIEW_OK || t.kind != TRUTH_UNOWNED)
			return false;
		if (deceptive(span_base(rest)) &&
		    see_owner(w->in, span_parent(rest), &t) == VIEW_OK && t.kind != TRUTH_UNOWNED)
			return true;
	}
	return false;
}

/* A stranger among packaged files. */
static void
stranger(struct walk *w, struct span path, const struct vstat *st)
{
	bool elf, magic = program_has_magic(w->in, path, &elf), owner = program_runs_as_owner(st);
	bool command = program_in_commands(path);

	if (!magic && !owner && !program_module(path) && !((st->mode & EXECUTE) && command))
		return;
	if (displaced(w, path))
		return;
	if (hidden(w, path))
		say(w->in, PROGRAM_HIDDEN, path, 0, SPAN_NONE);
	else if (owner)
		say(w->in, PROGRAM_UNOWNED_SETUID, path, 0, SPAN_NONE);
	else if ((elf || !magic) && program_library(path))
		say(w->in, LIBRARY_UNOWNED, path, 0, SPAN_NONE);
	else if (elf || command)
		say(w->in, PROGRAM_UNOWNED, path, 0, SPAN_NONE);
}

static void
file(struct walk *w, struct span path, const struct vstat *st)
{
	struct span shell;
	struct truth t;
	bool elf;

	if (program_runs_as_owner(st) && copy_of_shell(w, path, &shell)) {
		say(w->in, PROGRAM_SHELL_COPY, path, 0, shell);
		return;
	}
	if (w->ground == STRANGERS || see_owner(w->in, path, &t) != VIEW_OK)
		return;
	/* A cache's name excuses a cache, not a program. */
	if (t.kind == TRUTH_UNOWNED || (t.generated && program_has_magic(w->in, path, &elf)))
		stranger(w, path, st);
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
		if (w->root[i].ground == PACKAGES && inside(path, w->root[i].real))
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
		else if (st.kind == V_LINK && w->ground == PACKAGES)
			follow(w, path);
		else if (st.kind == V_DIR && depth)
			enter(w, path, depth - 1);
		else if (st.kind == V_DIR && w->ground == PACKAGES)
			say_gap(w->in, path, "deeper than this tool looks");
	}
}

/* /bin is usr/bin today: each real directory once, and all known before any is entered. */
static void
add_root(struct walk *w, const char *path, enum ground ground, unsigned depth)
{
	struct span real;

	if (see_real(w->in, span_of(path), &real) != VIEW_OK)
		return;
	for (size_t i = 0; i < w->n; i++)
		if (span_equal(w->root[i].real, real))
			return;
	w->root[w->n++] = (struct root){ real, ground, depth };
}

void
unowned_look(struct inspection *in, const struct lost *lost)
{
	struct walk w = { .in = in, .lost = lost };

	for (size_t i = 0; i < MAX_ROOTS; i++)
		add_root(&w, grounds[i].path, grounds[i].ground, grounds[i].depth);
	for (size_t i = 0; i < w.n; i++) {
		w.ground = w.root[i].ground;
		enter(&w, w.root[i].real, w.root[i].depth);
	}
}
