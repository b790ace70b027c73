/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_packages - what does the packages inspector say where no fixture can go?
 *
 * Names that a text file cannot hold, disks that cannot be read, records that
 * hold anything.  What it says of ordinary trees stands in tests/fixtures.
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
	memory_file(&memory, "/var/lib/dpkg/status", 0644,
	    "Package: tool\nStatus: install ok installed\n"
	    "Conffiles:\n /etc/tool.conf " MD5_OF_HELLO "\n\n");
	memory_file(&memory, "/etc/tool.conf", 0644, "hello\n");
	memory_file(&memory, INFO "tool.list", 0644,
	    "/.\n/bin\n/bin/tool\n/usr\n/usr/bin\n/usr/lib\n/usr/share\n/etc/tool.conf\n");
	memory_file(&memory, INFO "tool.md5sums", 0644, MD5_OF_HELLO "  bin/tool\n");
	return 0;
}

static void
healthy(void **state)
{
	(void)state;
	look(&packages_inspector);
	assert_int_equal(findings("PACKAGE_DISK_WORD", NULL), 1);
	assert_int_equal(findings(NULL, NULL), 1);
	/* Whole, and vouched for by nobody but the disk. */
	assert_int_equal(count("covered", "how", "partial", NULL), 1);
	assert_int_equal(count("gap", NULL, NULL, NULL), 1);
}

/* Cut off from the records or from the files: never a clean answer. */
static void
unreadable(void **state)
{
	static const char *const paths[] = {
		"/var/lib/dpkg/status", INFO "tool.list", INFO "tool.md5sums", "/usr/bin/tool",
		"/usr/bin", INFO,
	};
	struct span path;

	(void)state;
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		start(NULL);
		path = span_of(paths[i]);
		if (span_ends(path, "/"))
			path.n--;
		memory_at(&memory, path)->broken = true;
		look(&packages_inspector);
		assert_int_equal(count("covered", "how", "partial", NULL), 1);
		assert_true(count("gap", NULL, NULL, NULL) > 0);
	}
}

static void
no_records(void **state)
{
	(void)state;
	memory_remove(&memory, "/var/lib/dpkg/status");
	look(&packages_inspector);
	assert_int_equal(findings(NULL, NULL), 0);
	assert_int_equal(count("covered", "how", "partial", NULL), 1);
}

/* Bare statements, as a listing cut short by whoever edits the records. */
static void
excuses(void **state)
{
	(void)state;
	memory_file(&memory, "/usr/bin/tool", 0755, "other\n");
	look(&packages_inspector);
	assert_int_equal(findings("PACKAGE_PROGRAM_DIFFERS", "/usr/bin/tool"), 1);
	/* A program called configuration is still a program. */
	memory_file(&memory, "/var/lib/dpkg/status", 0644, "Package: tool\n"
	    "Status: install ok installed\nConffiles:\n /bin/tool " MD5_OF_HELLO "\n\n");
	look(&packages_inspector);
	assert_int_equal(findings("PACKAGE_PROGRAM_DIFFERS", "/usr/bin/tool"), 1);
	memory_file(&memory, INFO "tool.md5sums", 0644, "");
	memory_file(&memory, "/var/lib/dpkg/status", 0644, "Package: tool\n"
	    "Status: install ok installed\nConffiles:\n /bin/tool newconffile\n\n");
	look(&packages_inspector);
	assert_int_equal(findings("PACKAGE_RECORD_ODD", "/usr/bin/tool"), 1);
	/* Removed from the package's state: then nobody owns it. */
	memory_file(&memory, "/var/lib/dpkg/status", 0644,
	    "Package: tool\nStatus: deinstall ok config-files\n\n");
	look(&packages_inspector);
	assert_int_equal(findings("PROGRAM_UNOWNED", "/usr/bin/tool"), 1);
	memory_file(&memory, "/var/lib/dpkg/status", 0644,
	    "Package: tool\nStatus: install ok half-installed\n\n");
	memory_file(&memory, "/usr/bin/tool.dpkg-new", 0755, "#!/bin/sh\n");
	look(&packages_inspector);
	assert_int_equal(findings("PACKAGE_RECORD_ODD", "/var/lib/dpkg/status"), 1);
	assert_int_equal(findings(NULL, NULL), 1);
}

/* Hundreds of missing files make a line for each directory, and those are bounded. */
static void
many_missing(void **state)
{
	static char list[32768], sums[32768];
	size_t l = 0, s = 0;

	(void)state;
	for (int i = 0; i < 300; i++) {
		l += (size_t)snprintf(list + l, sizeof list - l, "/usr/share/d%d/f%d\n", i / 3, i);
		s += (size_t)snprintf(sums + s, sizeof sums - s,
		    MD5_OF_HELLO "  usr/share/d%d/f%d\n", i / 3, i);
	}
	memory_file(&memory, INFO "tool.list", 0644, list);
	memory_file(&memory, INFO "tool.md5sums", 0644, sums);
	look(&packages_inspector);
	assert_int_equal(findings("PACKAGE_DATA_MISSING", NULL), 64);
	assert_int_equal(findings("PACKAGE_DATA_MISSING", "/usr/share/d7"), 1);
	assert_int_equal(findings("PACKAGE_DATA_MISSING", "/"), 1);
}

static void
deep_directories(void **state)
{
	static char path[4 * MAX_DEPTH];
	size_t n = (size_t)snprintf(path, sizeof path, "/usr/lib");

	(void)state;
	for (int i = 0; i < MAX_DEPTH + 10; i++)
		n += (size_t)snprintf(path + n, sizeof path - n, "/d");
	memory_file(&memory, path, 0755, "#!/bin/sh\n");
	look(&packages_inspector);
	assert_int_equal(count("covered", "how", "partial", NULL), 1);
}

/* A packaged npm replaces its own files: somebody must look, and nothing is proven. */
static void
managed_tree(void **state)
{
	(void)state;
	memory_file(&memory, INFO "tool.list", 0644,
	    "/usr\n/usr/bin\n/bin\n/bin/tool\n/usr/lib/node_modules/npm/a.sh\n"
	    "/usr/lib/node_modules/npm/gone.sh\n/usr/lib/other/a.sh\n");
	memory_file(&memory, INFO "tool.md5sums", 0644, MD5_OF_HELLO "  bin/tool\n"
	    MD5_OF_HELLO "  usr/lib/node_modules/npm/a.sh\n"
	    MD5_OF_HELLO "  usr/lib/node_modules/npm/gone.sh\n"
	    MD5_OF_HELLO "  usr/lib/other/a.sh\n");
	memory_file(&memory, "/usr/lib/node_modules/npm/a.sh", 0755, "#!/bin/sh\n");
	memory_file(&memory, "/usr/lib/other/a.sh", 0755, "#!/bin/sh\n");
	look(&packages_inspector);
	assert_int_equal(findings("PACKAGE_DATA_DIFFERS", "/usr/lib/node_modules/npm/a.sh"), 1);
	assert_int_equal(findings("PACKAGE_PROGRAM_DIFFERS", "/usr/lib/other/a.sh"), 1);
	assert_int_equal(findings("PACKAGE_PROGRAM_DIFFERS", NULL), 1);
	assert_int_equal(findings("PACKAGE_PROGRAM_MISSING", NULL), 0);
}

/* Another manager's record explains a stranger, and clears nobody. */
static void
side_managers(void **state)
{
	static const struct {
		const char	*path, *about;
	} all[] = {
		{ "/usr/lib/python3/dist-packages/own/fast.so", "pip's record names it: own-1.0.dist-info" },
		{ "/usr/lib/python3/dist-packages/own/other.so", NULL },
		{ "/usr/lib/node_modules/@site/own/fast.node", "in npm's package @site/own" },
		{ "/usr/lib/node_modules/bare/fast.node", NULL },
		{ "/usr/lib/ruby/gems/3.3/gems/own-2.0/fast.so", "in the gem own-2.0" },
		{ "/usr/lib/ruby/gems/3.3/gems/bare-2.0/fast.so", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		memory_file(&memory, all[i].path, 0755, "\177ELF");
	memory_file(&memory, "/usr/lib/python3/dist-packages/own-1.0.dist-info/RECORD", 0644,
	    "own/__init__.py,sha256=x,10\n\"own/fast.so\",sha256=x,4\n");
	memory_file(&memory, "/usr/lib/node_modules/@site/own/package.json", 0644, "{}");
	memory_file(&memory, "/usr/lib/ruby/gems/3.3/specifications/own-2.0.gemspec", 0644, "x");
	look(&packages_inspector);
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		assert_int_equal(count("finding", NULL, NULL, all[i].path), 1);
		assert_int_equal(count("finding", "about", all[i].about, all[i].path),
		    1);
	}
	assert_int_equal(count("finding", "about", "pip's record names it: own-1.0.dist-info", NULL), 1);
}

/* Every prefix and every flipped bit of each record: an answer, whatever it is. */
static void
hostile(void **state)
{
	static const char *const files[] = {
		"/var/lib/dpkg/status", INFO "tool.list", INFO "tool.md5sums",
	};
	unsigned char bytes[512];
	struct memory_file *f;
	struct span whole;

	(void)state;
	for (size_t k = 0; k < sizeof files / sizeof *files; k++) {
		start(NULL);
		f = memory_at(&memory, span_of(files[k]));
		whole = f->bytes;
		assert_true(whole.n <= sizeof bytes);
		for (size_t i = 0; i < 9 * whole.n; i++) {
			memcpy(bytes, whole.p, whole.n);
			f->bytes = (struct span){ bytes, i < whole.n ? i : whole.n };
			if (i >= whole.n)
				bytes[(i - whole.n) / 8] ^= (unsigned char)(1U << (i % 8));
			look(&packages_inspector);
			assert_int_equal(count("covered", NULL, NULL, NULL), 1);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(healthy, start, hush),
		cmocka_unit_test_setup_teardown(unreadable, start, hush),
		cmocka_unit_test_setup_teardown(no_records, start, hush),
		cmocka_unit_test_setup_teardown(excuses, start, hush),
		cmocka_unit_test_setup_teardown(many_missing, start, hush),
		cmocka_unit_test_setup_teardown(deep_directories, start, hush),
		cmocka_unit_test_setup_teardown(managed_tree, start, hush),
		cmocka_unit_test_setup_teardown(side_managers, start, hush),
		cmocka_unit_test_setup_teardown(hostile, start, hush),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
