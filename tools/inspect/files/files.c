/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * files - does anything stand where, or with rights that, it should not?
 *
 * One walk over the whole tree, in an order that every filesystem agrees on;
 * links are not followed.  Each file is asked about its rights (rights.c), its
 * place and its name (place.c), what it holds (holds.c, secrets.c); at last what rights dpkg was told to give
 * (overrides.c), who may change what root calls by name (path.c), and what lies
 * beneath mount points (beneath.c).
 */
#include <string.h>

#include "files.h"

#define MAX_SEEN	20000000U	/* ten times a busy mail store; a loop of directories has no end */

struct frame {
	const struct span	*names;
	size_t			 n, next;
	size_t			 length;	/* of the directory's path */
	uint64_t		 fs, ino;
};

struct walk {
	struct files	 files;
	struct frame	 frame[MAX_DEPTH];
	size_t		 depth;
	unsigned char	 path[MAX_PATH + MAX_NAME + 2];
};

/* A directory that lies in itself has no end. */
static bool
above(const struct walk *w, const struct vstat *st)
{
	for (size_t i = 0; i < w->depth; i++)
		if (w->frame[i].fs == st->fs && w->frame[i].ino == st->ino)
			return true;
	return false;
}

static void
enter(struct walk *w, struct span dir, const struct vstat *st)
{
	struct frame *f = &w->frame[w->depth];

	if (w->depth == MAX_DEPTH || dir.n > MAX_PATH || above(w, st)) {
		say_gap(w->files.in, dir, "deeper than this tool looks");
		return;
	}
	*f = (struct frame){ .length = span_is(dir, "/") ? 0 : dir.n, .fs = st->fs, .ino = st->ino };
	see_dir(w->files.in, dir, &f->names, &f->n);
	w->depth++;
}

static void
step(struct walk *w, const struct frame *f, struct span name)
{
	struct span path = { w->path, f->length + 1 + name.n };
	struct vstat st;

	w->path[f->length] = '/';
	memcpy(w->path + f->length + 1, name.p, name.n);
	if (see_lstat(w->files.in, path, &st) != VIEW_OK)
		return;
	place_look(&w->files, path, &st);
	owners_look(&w->files, path, &st);
	if (st.kind == V_FILE) {
		rights_look(&w->files, path, &st);
		holds_look(&w->files, path, &st);
		secrets_look(&w->files, path, &st);
	} else if (st.kind == V_DIR) {
		enter(w, path, &st);
	}
}

static enum outcome
look(struct inspection *in)
{
	struct walk *w = see_room(in, 1, sizeof *w);
	struct frame *f;
	struct vstat st;

	w->files = (struct files){ .in = in, .owners = see_database(in) != NULL,
		.people = owners_ready(in) };
	if (!w->files.owners)
		say_gap(in, span_of("/"), "no package database that this version reads: nobody knows whose a file is");
	if (see_stat(in, span_of("/"), &st) != VIEW_OK)
		return PARTIAL;
	enter(w, span_of("/"), &st);
	while (w->depth) {
		f = &w->frame[w->depth - 1];
		if (f->next == f->n) {
			w->depth--;
		} else if (++w->files.seen > MAX_SEEN) {
			say_gap(in, span_of("/"), "more files than this tool walks");
			break;
		} else {
			step(w, f, f->names[f->next++]);
		}
	}
	overrides_look(&w->files);
	path_look(&w->files);
	beneath_look(&w->files);
	owners_tell(&w->files);
	return DONE;
}

const struct inspector files_inspector = {
	.name = "files",
	.asks = "does anything stand where, or with rights that, it should not?",
	.may = (const enum finding[]){
	    PROGRAM_SHELL_COPY, PROGRAM_UNOWNED_SETUID, PROGRAM_SETUID_UNEXPECTED,
	    PROGRAM_OVERRIDE_SHELL, PROGRAM_OVERRIDE_RIGHTS,
	    PROGRAM_CAPABILITY_SHELL, PROGRAM_CAPABILITY_ROOT, PROGRAM_CAPABILITY,
	    PROGRAM_HIDDEN, FILE_NAME_DECEPTIVE, PROGRAM_MISPLACED, PROGRAM_AMONG_DATA,
	    PROGRAM_VOLATILE, PROGRAM_VOLATILE_HIDDEN, FILE_AMONG_DEVICES, FILE_DISK_NODE,
	    FILE_OWNER_UNKNOWN, FILE_OWNER_STRANGE,
	    FILE_IMMUTABLE, FILE_ACCESS_LIST, FILE_ATTRIBUTE_PROGRAM, FILE_HOLDS_DISK,
	    FILE_OF_PASSWORDS, PATH_OTHERS,
	    MODULE_ELSEWHERE, PROGRAM_BENEATH_MOUNT, FILES_BENEATH_MOUNT, FINDING_COUNT },
	.look = look,
};
