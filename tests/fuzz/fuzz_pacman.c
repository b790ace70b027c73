/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fuzz_pacman - does any local database of pacman's break its reader?
 *
 * Input: desc, files and a manifest, parted by a byte of zero.
 */
#include "../../tools/truth/truth.h"
#include "../unit/memory.h"

#define LOCAL	"/var/lib/pacman/local/"

int	LLVMFuzzerTestOneInput(const unsigned char *, size_t);

static int
each(void *arg, const struct truth_entry *e)
{
	*(size_t *)arg += e->path.n;
	return 0;
}

int
LLVMFuzzerTestOneInput(const unsigned char *p, size_t n)
{
	static const char *const files[] = {
		LOCAL "tool-1.0-1/desc", LOCAL "tool-1.0-1/files", LOCAL "tool-1.0-1/mtree",
	};
	static struct memory memory;
	struct arena arena = { .ceiling = (size_t)64 << 20 };
	struct truth_db *db;
	struct span trouble, rest = { p, n }, part;
	struct truth t;
	struct tree tree;
	struct view view;
	size_t total = 0;

	memory_open(&memory, &view, &tree);
	memory_file(&memory, "/usr/bin/tool", 0755, "hello\n");
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		part = i + 1 < sizeof files / sizeof *files ? span_before(rest, '\0') : rest;
		memory_put(&memory, span_of(files[i]), S_IFREG | 0644, part);
		rest = span_after(rest, '\0');
	}
	truth_open(&db, &tree, &arena, &trouble);
	if (db) {
		truth_of(db, span_of("/usr/bin/tool"), &t);
		truth_each(db, each, &total);
	}
	arena_free(&arena);
	return 0;
}
