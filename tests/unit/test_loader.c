/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_loader - do hostile caches and settings of the loader end in an answer? */
#include <fcntl.h>
#include <stdlib.h>

#include "hostile.h"

static unsigned char cache[200];

/* A header for n entries and one entry whose two strings lie at the offset. */
static const char *
answer(uint32_t n, uint32_t at, const char *path)
{
	memset(cache, 0, sizeof cache);
	memcpy(cache, "glibc-ld.so.cache1.1", 20);
	memcpy(cache + 20, &n, 4);
	memcpy(cache + 48 + 8, &at, 4);
	memcpy(cache + 80, path, strlen(path));
	memory_put(&memory, span_of("/etc/ld.so.cache"), S_IFREG | 0644,
	    (struct span){ cache, 80 + strlen(path) });
	return look();
}

static void
caches(void **state)
{
	(void)state;
	answer(1, 80, "/usr/lib/a.so");
	assert_int_equal(times("\"finding\""), 0);
	answer(1, 80, "/tmp/x/a.so");
	assert_int_equal(times("LOADER_PATH_ODD"), 1);
	answer(1, 80, "/opt/x/a.so");
	assert_int_equal(times("LOADER_CACHE_ODD"), 1);
	answer(2, 80, "/usr/lib/a.so");
	assert_int_equal(times("\"how\":\"partial\""), 1);
	answer(1, 9999, "/usr/lib/a.so");
	assert_int_equal(times("\"how\":\"partial\""), 1);
	answer(UINT32_MAX, 80, "/usr/lib/a.so");
	assert_int_equal(times("\"how\":\"partial\""), 1);
	memory_file(&memory, "/etc/ld.so.cache", 0644, "ld.so-1.7.0\0");
	look();
	assert_int_equal(times("\"how\":\"partial\""), 1);
}

static void
mutations(void **state)
{
	static const struct hostile all[] = {
		{ "/etc/ld.so.conf", "include /a/*\n/b=libc6 /c:/d # e\nhwcap 1 x\n" },
		{ "/etc/environment", "A=b\nLD_PRELOAD=\"/c d\"\n#x\n" },
		{ "/etc/security/pam_env.conf", "A DEFAULT=\"b\" OVERRIDE=${C}\nLD_AUDIT=/d\n" },
		{ "/etc/default/a", "A='b'\nif x; then y; fi\n" },
		{ "/etc/ld.so.cache", "glibc-ld.so.cache1.1\1" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		hostile(&loader_inspector, &all[i]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(caches, start), cmocka_unit_test_setup(mutations, start),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
