/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fuzz_dpkg - does any package database of dpkg's break the reader of it?
 *
 * Input: the texts of the database's files, parted by NUL bytes, in the order below;
 * a file whose text is empty is not there.
 */
#include <string.h>

#include "../../tools/truth/truth.h"
#include "../unit/memory.h"

int	LLVMFuzzerTestOneInput(const unsigned char *, size_t);

static const char *const files[] = {
	"/var/lib/dpkg/status", "/var/lib/dpkg/info/one.list", "/var/lib/dpkg/info/one.md5sums",
	"/var/lib/dpkg/info/two:amd64.list", "/var/lib/dpkg/diversions",
	"/var/lib/dpkg/alternatives/ed", "/var/lib/dpkg/updates/0001", "/var/lib/dpkg/statoverride",
	"/var/lib/dpkg/status.d/one", "/var/lib/dpkg/status.d/one.md5sums",
};

static int
entry(void *arg, const struct truth_entry *e)
{
	struct truth t;

	truth_of(arg, e->place, &t);
	truth_owner(arg, e->path, &t);
	return 0;
}

static int
override(void *arg, const struct truth_override *o)
{
	struct truth_override again;

	return !truth_override(arg, o->place, &again);
}

static int
odd(void *arg, const struct truth_odd *o)
{
	(void)arg;
	return o->about.n > 1 << 20;
}

int
LLVMFuzzerTestOneInput(const unsigned char *p, size_t n)
{
	static struct memory memory;
	struct arena arena = { .ceiling = 64 << 20 };
	struct span rest = { p, n }, text, trouble;
	struct truth_db *db;
	struct view view;
	struct tree tree;

	memory_open(&memory, &view, &tree);
	memory_link(&memory, "/bin", "usr/bin");
	memory_link(&memory, "/etc/alternatives/ed", "/usr/bin/one");
	memory_file(&memory, "/usr/bin/one", 0755, "hello\n");
	for (size_t i = 0; i < sizeof files / sizeof *files && span_column(&rest, '\0', &text); i++)
		if (text.n)
			memory_put(&memory, span_of(files[i]), 0100644, text);
	truth_open(&db, &tree, &arena, &trouble);
	if (db) {
		truth_each(db, entry, db);
		truth_each_odd(db, odd, NULL);
		truth_each_override(db, override, db);
	}
	arena_free(&arena);
	return 0;
}
