/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz_apk - does any installed database of Alpine's break or hang its reader? */
#include "../../tools/truth/truth.h"
#include "../unit/memory.h"

int	LLVMFuzzerTestOneInput(const unsigned char *, size_t);

int
LLVMFuzzerTestOneInput(const unsigned char *p, size_t n)
{
	static struct memory memory;
	struct arena arena = { .ceiling = 64 << 20 };
	struct truth_db *db;
	struct truth t;
	struct span trouble;
	struct view view;
	struct tree tree;

	memory_open(&memory, &view, &tree);
	memory_put(&memory, span_of("/lib/apk/db/installed"), S_IFREG | 0644, (struct span){ p, n });
	memory_file(&memory, "/bin/busybox", 0755, "text");
	memory_link(&memory, "/bin/sh", "/bin/busybox");
	truth_open(&db, &tree, &arena, &trouble);
	if (db) {
		truth_of(db, span_of("/bin/busybox"), &t);
		truth_of(db, span_of("/bin/sh"), &t);
	}
	arena_free(&arena);
	return 0;
}
