/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ways - what the tests of the ways in share: a small system in memory, one inspector, one file */
#ifndef ASSAY_TESTS_WAYS_H
#define ASSAY_TESTS_WAYS_H

#include <setjmp.h>
#include <stdarg.h>
#include <sys/mman.h>

#include <cmocka.h>

#include "../../tools/inspect/inspection.h"
#include "memory.h"

static struct memory memory;
static struct view view;
static struct tree tree;
static char said[1 << 18];	/* every record of the last look, as text */

__attribute__((unused)) static int
start(void **state)
{
	(void)state;
	memory_open(&memory, &view, &tree);
	memory_file(&memory, "/etc/passwd", 0644, "root:x:0:0::/root:/bin/sh\n"
	    "news:x:9:9::/var/spool/news:/usr/sbin/nologin\n"
	    "www-data:x:33:33::/var/www:/usr/sbin/nologin\n"
	    "alice:x:1000:1000::/home/alice:/bin/sh\n"
	    "bob:x:1001:1001::/home/bob:/bin/sh\n");
	memory_file(&memory, "/etc/group", 0644, "root:x:0:\nsudo:x:27:alice\n");
	memory_file(&memory, "/usr/bin/sh", 0755, "\177ELF");
	memory_file(&memory, "/usr/bin/true", 0755, "\177ELF");
	memory_file(&memory, "/var/lib/dpkg/status", 0644,
	    "Package: base\nStatus: install ok installed\n\n");
	memory_file(&memory, "/var/lib/dpkg/info/base.list", 0644, "/usr/bin/sh\n/usr/bin/true\n");
	return 0;
}

__attribute__((unused)) static const char *
look_with(const struct inspector *who)
{
	int fd = memfd_create("said", 0);
	ssize_t n;

	assert_true(fd >= 0);
	inspect(who, &tree, fd);
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

/* Does that text in that file make the inspector say the finding? */
__attribute__((unused)) static bool
makes(const struct inspector *who, const char *path, const char *text, const char *finding)
{
	char name[64];

	memory_file(&memory, path, 0600, text);
	look_with(who);
	snprintf(name, sizeof name, "\"name\":\"%s\"", finding);
	return times(name) > 0;
}

/* Every prefix and every flipped bit ends in an answer; the sanitizers watch. */
__attribute__((unused)) static void
survives_bytes(const struct inspector *who, const char *path, struct span bytes)
{
	static unsigned char copy[1 << 16];

	assert_true(bytes.n < sizeof copy);
	for (size_t i = 0; i <= bytes.n; i++) {
		memory_put(&memory, span_of(path), S_IFREG | 0600, (struct span){ bytes.p, i });
		look_with(who);
	}
	memcpy(copy, bytes.p, bytes.n);
	for (size_t i = 0; i < 8 * bytes.n; i++) {
		copy[i / 8] ^= (unsigned char)(1 << i % 8);
		memory_put(&memory, span_of(path), S_IFREG | 0600, (struct span){ copy, bytes.n });
		look_with(who);
		copy[i / 8] = bytes.p[i / 8];
	}
}

__attribute__((unused)) static void
survives(const struct inspector *who, const char *path, const char *text)
{
	survives_bytes(who, path, span_of(text));
}

#endif
