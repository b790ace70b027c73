/* SPDX-License-Identifier: GPL-3.0-or-later */
/* inspected - one file's bytes as the fuzzer has them, in a system in memory, and an inspector on it */
#ifndef ASSAY_TESTS_INSPECTED_H
#define ASSAY_TESTS_INSPECTED_H

#include <fcntl.h>

#include "../../tools/inspect/inspect.h"
#include "../unit/memory.h"

int	LLVMFuzzerTestOneInput(const unsigned char *, size_t);

static void
inspected(const struct inspector *who, const char *path, struct span bytes)
{
	static int null = -1;
	static struct memory memory;
	static struct view view;
	static struct tree tree;

	if (null == -1)
		null = open("/dev/null", O_WRONLY);
	memory_open(&memory, &view, &tree);
	memory_file(&memory, "/etc/passwd", 0644, "root:x:0:0::/root:/bin/sh\n"
	    "alice:x:1000:1000::/home/alice:/bin/sh\n");
	memory_file(&memory, "/var/lib/dpkg/status", 0644,
	    "Package: base\nStatus: install ok installed\n\n");
	memory_file(&memory, "/var/lib/dpkg/info/base.list", 0644, "/usr/bin/sh\n");
	memory_file(&memory, "/usr/bin/sh", 0755, "\177ELF");
	memory_file(&memory, "/var/lib/pgsql/data/PG_VERSION", 0600, "15\n");
	/* Executable: most of what runs by itself is read only then. */
	memory_put(&memory, span_of(path), S_IFREG | 0755, bytes);
	inspect(who, &tree, null);
}

#endif
