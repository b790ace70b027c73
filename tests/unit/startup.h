/* SPDX-License-Identifier: GPL-3.0-or-later */
/* startup - what the tests of the startup inspectors share: a small system in memory, looked at */
#ifndef ASSAY_TESTS_STARTUP_H
#define ASSAY_TESTS_STARTUP_H

#include <setjmp.h>
#include <stdarg.h>
#include <sys/mman.h>

#include <cmocka.h>

#include "../../tools/inspect/inspection.h"
#include "../../tools/inspect/startup/shell.h"
#include "memory.h"

static struct memory memory;
static struct view view;
static struct tree tree;
static char said[1 << 16];	/* every record of the last look, as text */

/* A system whose one package owns a shell and a few programs. */
__attribute__((unused)) static int
start(void **state)
{
	(void)state;
	memory_open(&memory, &view, &tree);
	memory_file(&memory, "/etc/passwd", 0644, "root:x:0:0::/root:/bin/sh\n"
	    "alice:x:1000:1000::/home/alice:/bin/sh\n");
	memory_file(&memory, "/usr/bin/sh", 0755, "\177ELF");
	memory_file(&memory, "/usr/bin/cat", 0755, "\177ELF");
	memory_file(&memory, "/var/lib/dpkg/status", 0644,
	    "Package: base\nStatus: install ok installed\n\n");
	memory_file(&memory, "/var/lib/dpkg/info/base.list", 0644,
	    "/usr/bin/sh\n/usr/bin/cat\n/usr/lib/systemd/system/owned.service\n");
	return 0;
}

__attribute__((unused)) static const char *
look(void)
{
	int fd = memfd_create("said", 0);
	ssize_t n;

	assert_true(fd >= 0);
	for (size_t i = 0; inspectors[i]; i++)
		if (inspectors[i]->autoruns)
			inspect(inspectors[i], &tree, fd);
	n = pread(fd, said, sizeof said - 1, 0);
	assert_true(n > 0);
	said[n] = '\0';
	close(fd);
	return said;
}

/* How often does the last look hold the words? */
__attribute__((unused)) static int
times(const char *words)
{
	int n = 0;

	for (const char *at = said; (at = strstr(at, words)); at++)
		n++;
	return n;
}

/* One command in a table of the administrator's: does it lead to the finding? */
__attribute__((unused)) static bool
leads(const char *command, const char *finding)
{
	static char line[4096];

	snprintf(line, sizeof line, "* * * * * root %s\n", command);
	memory_file(&memory, "/etc/cron.d/own", 0644, line);
	look();
	return times(finding) > 0;
}

__attribute__((unused)) static bool
quiet(const char *command)
{
	return !leads(command, "\"finding\"");
}

#endif
