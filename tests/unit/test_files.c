/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_files - what does the files inspector say where no fixture can go?
 *
 * Names that a text file cannot hold, trees without an end, attributes that
 * the kernel refuses to set.  What it says of ordinary trees stands in
 * tests/fixtures.
 */
#include "said.h"

#define INFO		"/var/lib/dpkg/info/"
#define MD5_OF_HELLO	"b1946ac92492d2347c6235b4d2611184"	/* of "hello\n" */

static int
start(void **state)
{
	(void)state;
	memory_open(&memory, &view, &tree);
	memory_link(&memory, "/bin", "usr/bin");
	memory_file(&memory, "/usr/bin/tool", 0755, "hello\n");
	memory_file(&memory, "/usr/lib/tool.so", 0644, "hello\n");
	memory_file(&memory, "/var/lib/dpkg/status", 0644,
	    "Package: tool\nStatus: install ok installed\n\n");
	memory_file(&memory, INFO "tool.list", 0644,
	    "/.\n/bin\n/bin/tool\n/usr\n/usr/bin\n/usr/lib\n/usr/lib/tool.so\n/usr/share\n");
	memory_file(&memory, INFO "tool.md5sums", 0644,
	    MD5_OF_HELLO "  bin/tool\n" MD5_OF_HELLO "  usr/lib/tool.so\n");
	return 0;
}

static void
healthy(void **state)
{
	(void)state;
	look(&files_inspector);
	assert_int_equal(findings(NULL, NULL), 0);
	assert_int_equal(count("covered", "how", "done", NULL), 1);
}

static void
deceptive_names(void **state)
{
	static const char *const names[] = {
		"/usr/bin/tool ", "/usr/bin/to\x01ol", "/usr/bin/\xe2\x80\x8btool", "/usr/bin/t ool",
		"/usr/bin/...", "/usr/bin/ls\n", "/usr/lib/.x",
	};

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		memory_file(&memory, names[i], 0755, "#!/bin/sh\n");
	memory_file(&memory, "/usr/bin/plain-name_1.0+x[", 0755, "#!/bin/sh\n");
	look(&files_inspector);
	assert_int_equal(findings("PROGRAM_HIDDEN", NULL), 7);
	assert_int_equal(findings("PROGRAM_HIDDEN", "/usr/bin/ls\\x0a"), 1);
	assert_int_equal(findings("FILE_NAME_DECEPTIVE", NULL), 5);
}

/* Text that shows as nothing or turns around deceives; other alphabets do not. */
static void
other_alphabets(void **state)
{
	static const struct {
		const char	*name;
		int		 deceives;
	} names[] = {
		{ "/etc/\xe2\x80\xae" "cod", 1 }, { "/etc/\xe2\x81\xa6x", 1 }, { "/etc/\xef\xbb\xbfx", 1 },
		{ "/etc/x\xc2\xa0", 1 }, { "/etc/x\x7f", 1 }, { "/etc/\x1b[2J", 1 }, { "/etc/. .", 1 },
		{ "/etc/\xe2\x82\xac", 0 }, { "/etc/\xd0\xb0\xd0\xb1", 0 }, { "/etc/\xe2\x80", 0 },
		{ "/etc/..x", 0 }, { "/etc/a b", 0 }, { "/etc/.x", 0 }, { "/srv/...", 0 }, { "/home/u/x ", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		start(NULL);
		memory_file(&memory, names[i].name, 0644, "text\n");
		look(&files_inspector);
		assert_int_equal(findings("FILE_NAME_DECEPTIVE", NULL), names[i].deceives);
	}
}

/* What may not be executed runs with nobody's rights. */
static void
shells(void **state)
{
	(void)state;
	memory_file(&memory, "/etc/shells", 0644, "# none\n\n/bin/tool # the only one\nrelative\n");
	memory_file(&memory, "/home/u/copy", 04755, "hello\n");
	memory_file(&memory, "/home/u/other", 04755, "hello!\n");
	memory_file(&memory, "/home/u/group", 02711, "hello\n");
	memory_file(&memory, "/home/u/locked", 02644, "hello\n");
	memory_file(&memory, "/home/u/dead", 04644, "hello\n");
	memory_file(&memory, "/var/lib/docker/x", 04755, "hello\n");
	look(&files_inspector);
	assert_int_equal(findings("PROGRAM_SHELL_COPY", NULL), 3);
	assert_int_equal(findings("PROGRAM_SHELL_COPY", "/home/u/copy"), 1);
	assert_int_equal(findings("PROGRAM_SHELL_COPY", "/home/u/group"), 1);
	assert_int_equal(findings("PROGRAM_UNOWNED_SETUID", NULL), 1);
}

/* Every length and every flipped bit of an attribute: an answer, whatever it is. */
static void
odd_attributes(void **state)
{
	static const char *const names[] = { "security.capability", "system.posix_acl_access" };
	unsigned char value[28] = { 1, 0, 0, 2, 0xc0 };

	(void)state;
	memory_file(&memory, "/root/.ssh/authorized_keys", 0755, "text\n");
	for (size_t k = 0; k < 2; k++)
		for (size_t i = 0; i < 9 * sizeof value; i++) {
			struct memory_file *f = memory_at(&memory, span_of("/root/.ssh/authorized_keys"));
			size_t bit = i - sizeof value;

			if (i >= sizeof value)
				value[bit / 8] ^= (unsigned char)(1U << (bit % 8));
			f->attribute = names[k];
			f->value = (struct span){ value, i < sizeof value ? i : sizeof value };
			look(&files_inspector);
			assert_int_equal(count("covered", "how", "done", NULL), 1);
			if (k == 0 && i == 20)
				assert_int_equal(findings("PROGRAM_CAPABILITY_ROOT", NULL), 1);
			if (i < 8)
				assert_int_equal(findings(NULL, NULL), 0);
			if (i >= sizeof value)
				value[bit / 8] ^= (unsigned char)(1U << (bit % 8));
		}
}

/* Cut off from a directory, or from all records: never a clean answer. */
static void
unreadable(void **state)
{
	(void)state;
	memory_file(&memory, "/home/u/x", 0644, "text\n");
	memory_at(&memory, span_of("/home/u"))->broken = true;
	look(&files_inspector);
	assert_int_equal(count("covered", "how", "partial", NULL), 1);
	start(NULL);
	memory_remove(&memory, "/var/lib/dpkg/status");
	look(&files_inspector);
	assert_int_equal(count("covered", "how", "partial", NULL), 1);
}

/* Deeper than anyone builds: said, and not followed. */
static void
deep(void **state)
{
	static char path[4 * MAX_DEPTH + 8];

	(void)state;
	for (size_t i = 0; i < MAX_DEPTH + 1; i++)
		memcpy(path + 2 * i, "/d", 3);
	memory_file(&memory, path, 0644, "text\n");
	look(&files_inspector);
	assert_int_equal(count("covered", "how", "partial", NULL), 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(healthy, start, hush),
		cmocka_unit_test_setup_teardown(deceptive_names, start, hush),
		cmocka_unit_test_setup_teardown(other_alphabets, start, hush),
		cmocka_unit_test_setup_teardown(shells, start, hush),
		cmocka_unit_test_setup_teardown(odd_attributes, start, hush),
		cmocka_unit_test_setup_teardown(unreadable, start, hush),
		cmocka_unit_test_setup_teardown(deep, start, hush),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
