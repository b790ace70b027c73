/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fuzz_rpm - does any rpm database, or any header in one, break its reader?
 *
 * Input: a letter (h, n, b or s) that says what follows: one header, or a
 * database of one of the three formats; SQLite's with its log, whose length
 * stands before it in two bytes.
 */
#include "../../tools/truth/rpm.h"
#include "../../tools/truth/truth.h"
#include "../unit/memory.h"

#define HOME	"/var/lib/rpm/"

int	LLVMFuzzerTestOneInput(const unsigned char *, size_t);

static void
header(struct span blob)
{
	struct rpm_header *h = rpm_header_open(blob, keys_ours());
	struct rpm_file f;
	const char *key;
	uint32_t number;
	size_t n;

	if (!h)
		return;
	rpm_header_seal(h, &key);
	rpm_header_text(h, 1000);
	rpm_header_number(h, 5011, &number);
	if (rpm_header_files(h, &n))
		for (size_t i = 0; i < n; i++)
			rpm_header_file(h, i, &f);
	rpm_header_close(h);
}

static void
claims(const struct tree *tree)
{
	struct arena arena = { .ceiling = (size_t)64 << 20 };
	struct truth_db *db;
	struct span trouble;
	struct truth t;

	truth_open(&db, tree, &arena, &trouble);
	if (db)
		truth_of(db, span_of("/usr/bin/whole"), &t);
	arena_free(&arena);
}

int
LLVMFuzzerTestOneInput(const unsigned char *p, size_t n)
{
	static struct memory memory;
	static struct view view;
	static struct tree tree;
	struct span in = { p, n };
	size_t log;

	if (n < 3)
		return 0;
	in = span_skip(in, 1);
	if (*p == 'h') {
		header(in);
		return 0;
	}
	memory_open(&memory, &view, &tree);
	memory_file(&memory, "/usr/bin/whole", 0755, "whole");
	if (*p == 's') {
		log = (size_t)(p[1] << 8 | p[2]);
		in = span_skip(in, 2);
		if (log > in.n)
			return 0;
		memory_put(&memory, span_of(HOME "rpmdb.sqlite-wal"), S_IFREG | 0644,
		    (struct span){ in.p, log });
		in = span_skip(in, log);
	}
	memory_put(&memory, span_of(*p == 's' ? HOME "rpmdb.sqlite" :
	    *p == 'n' ? HOME "Packages.db" : HOME "Packages"), S_IFREG | 0644, in);
	claims(&tree);
	return 0;
}
