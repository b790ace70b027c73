/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * list - print what an rpm database says, to be held against rpm's own answer
 *
 * usage: list DIR     the root of a system
 *
 * "package NAME SEAL", and for every file what `rpm -qa --qf` is asked for in run.
 */
#include <fcntl.h>
#include <stdio.h>
#include <sysexits.h>

#include "../../tools/truth/truth.h"

static void
put(const char *between, struct span s)
{
	printf("%s%.*s", between, (int)s.n, (const char *)s.p);
}

static int
package(void *arg, const struct truth_package *p)
{
	static const char *const seals[] = {
		[SEAL_NONE] = "unsigned", [SEAL_GOOD] = "good", [SEAL_STRANGER] = "stranger",
		[SEAL_SPENT] = "spent", [SEAL_BAD] = "bad",
	};

	(void)arg;
	put("package ", p->name);
	printf(" %s\n", seals[p->seal]);
	return 0;
}

static int
file(void *arg, const struct truth_entry *e)
{
	(void)arg;
	put("file ", e->path);
	printf(" %o", e->mode);
	put(" ", e->user);
	put(" ", e->group);
	put(" ", e->package);
	put(" digest=", e->digest);
	put(" target=", e->target);
	putchar('\n');
	return 0;
}

static int
odd(void *arg, const struct truth_odd *o)
{
	(void)arg;
	put("odd ", o->file);
	put(" ", o->about);
	putchar('\n');
	return 0;
}

int
main(int argc, char **argv)
{
	struct arena arena = { .ceiling = MAX_ARENA };
	struct tree tree = { 0 };
	struct truth_db *db;
	struct span trouble;
	struct view view;
	int fd, r;

	if (argc != 2 || (fd = open(argv[1], O_RDONLY | O_DIRECTORY)) == -1 ||
	    view_dir(&view, fd) != VIEW_OK)
		return EX_USAGE;
	tree_root(&tree, &view);
	if ((r = truth_open(&db, &tree, &arena, &trouble)) != VIEW_OK) {
		printf("answer %d", r);
		put(" ", trouble);
		putchar('\n');
	}
	if (db) {
		truth_each_package(db, package, NULL);
		truth_each_odd(db, odd, NULL);
		truth_each(db, file, NULL);
	}
	arena_free(&arena);
	view_close(&view);
	return EX_OK;
}
