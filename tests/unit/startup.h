/* SPDX-License-Identifier: GPL-3.0-or-later */
/* startup - what the tests of the startup inspector share: a small tree, looked at */
#ifndef ASSAY_TESTS_UNIT_STARTUP_H
#define ASSAY_TESTS_UNIT_STARTUP_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../../tools/inspect/inspection.h"
#include "../../tools/inspect/startup/autorun.h"
#include "../../tools/inspect/startup/shell.h"
#include "../../tools/inspect/startup/unit.h"

/* An inspection without a system: room for parsers, nothing to see. */
static inline struct inspection
room_only(void)
{
	return (struct inspection){ .arena.ceiling = MAX_ARENA };
}

/* A directory of this test's own, with the given file in it and a shell that nobody owns. */
struct place {
	char	dir[64];
	int	fd;
};

static inline void
put_file(struct place *p, const char *path, const char *text, mode_t mode)
{
	char at[256];
	int fd;

	for (const char *slash = strchr(path, '/'); slash; slash = strchr(slash + 1, '/')) {
		snprintf(at, sizeof at, "%.*s", (int)(slash - path), path);
		(void)mkdirat(p->fd, at, 0755);
	}
	fd = openat(p->fd, path, O_WRONLY | O_CREAT | O_TRUNC, mode);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
	assert_int_equal(fchmod(fd, mode), 0);
	close(fd);
}

static inline void
place_make(struct place *p)
{
	snprintf(p->dir, sizeof p->dir, "/tmp/assay-startup-XXXXXX");
	assert_non_null(mkdtemp(p->dir));
	p->fd = open(p->dir, O_RDONLY | O_DIRECTORY);
	assert_true(p->fd >= 0);
	put_file(p, "etc/passwd", "root:x:0:0::/root:/bin/sh\n", 0644);
	put_file(p, "var/lib/dpkg/status", "Package: base\nStatus: install ok installed\n"
	    "Architecture: amd64\nVersion: 1\n\n", 0644);
	put_file(p, "var/lib/dpkg/info/base.list", "/bin/sh\n/bin/cat\n", 0644);
	put_file(p, "bin/sh", "\177ELF", 0755);
	put_file(p, "bin/cat", "\177ELF", 0755);
}

/* Everything that the inspector says about the place, as text. */
static inline const char *
place_look(struct place *p, char *said, size_t size)
{
	struct view view;
	struct tree tree;
	FILE *out = tmpfile();
	size_t n;

	assert_non_null(out);
	assert_int_equal(view_dir(&view, p->fd), VIEW_OK);
	tree_root(&tree, &view);
	inspect(&startup_inspector, &tree, fileno(out));
	view_close(&view);
	rewind(out);
	n = fread(said, 1, size - 1, out);
	said[n] = '\0';
	fclose(out);
	return said;
}

static inline int
gone(const char *dir)
{
	char command[128];

	snprintf(command, sizeof command, "%s", dir);
	return access(command, F_OK);
}

#endif
