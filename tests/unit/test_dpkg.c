/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_dpkg - does the truth follow dpkg's records through every spelling, and survive bad ones? */
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "../../tools/truth/truth.h"
#include "memory.h"

#define INFO		"/var/lib/dpkg/info/"
#define MD5_OF_HELLO	"b1946ac92492d2347c6235b4d2611184"	/* of "hello\n" */

static struct memory memory;
static struct view view;
static struct tree tree;
static struct arena arena;
static struct truth_db *db;

static const char status[] =
    "Package: tool\nStatus: install ok installed\nArchitecture: amd64\n"
    "Conffiles:\n /etc/tool.conf " MD5_OF_HELLO "\n /etc/a b.conf " MD5_OF_HELLO "\n"
    " /etc/old " MD5_OF_HELLO " obsolete\n /etc/new newconffile remove-on-upgrade\n\n"
    "Package: lib\nStatus: install ok installed\nArchitecture: amd64\nMulti-Arch: same\n\n"
    "Package: dash\nStatus: hold ok unpacked\n\n"
    "Package: never\nStatus: deinstall ok not-installed\n\n"
    "Package: left\nStatus: deinstall ok config-files\nConffiles:\n /etc/left " MD5_OF_HELLO "\n";

static int
start(void **state)
{
	(void)state;
	memory_open(&memory, &view, &tree);
	memory_link(&memory, "/bin", "usr/bin");
	memory_link(&memory, "/lib", "usr/lib");
	memory_file(&memory, "/usr/bin/tool", 0755, "hello\n");
	memory_file(&memory, "/usr/lib/m/x.py", 0644, "hello\n");
	memory_file(&memory, "/var/lib/dpkg/status", 0644, status);
	memory_file(&memory, INFO "tool.list", 0644,
	    "/.\n/bin\n/bin/tool\n/usr/bin/plain\n/usr/bin/sh\n/usr/lib/m/x.py\n/etc/tool.conf\n"
	    "/etc/a b.conf\n/etc/old\n/etc/new\n/usr/bin/two words\n");
	memory_file(&memory, INFO "tool.md5sums", 0644,
	    MD5_OF_HELLO "  bin/tool\n" MD5_OF_HELLO "  usr/bin/two words\n"
	    MD5_OF_HELLO "  ./usr/bin/plain\n");
	memory_file(&memory, INFO "lib:amd64.list", 0644, "/.\n/usr/lib/lib.so.1\n");
	memory_file(&memory, INFO "lib:amd64.md5sums", 0644, MD5_OF_HELLO "  usr/lib/lib.so.1\n");
	memory_file(&memory, INFO "dash.list", 0644, "/bin/dash\n/usr/bin/sh\n");
	memory_file(&memory, INFO "dash.md5sums", 0644, MD5_OF_HELLO "  bin/dash\n");
	memory_file(&memory, INFO "left.list", 0644, "/etc/left\n/usr/bin/left\n");
	memory_file(&memory, "/var/lib/dpkg/diversions", 0644,
	    "/usr/bin/sh\n/usr/bin/sh.tool\ndash\n/usr/bin/plain\n/usr/bin/plain.moved\n:\n");
	memory_file(&memory, "/var/lib/dpkg/alternatives/ed", 0644,
	    "auto\n/usr/bin/ed\ned.1\n/usr/share/man/ed.1\n\n/usr/bin/tool\n10\n/usr/lib/m/x.py\n"
	    "/usr/bin/stranger\n-5\n\n\n");
	return 0;
}

static int
stop(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

static int
open_db(void)
{
	struct span trouble;

	return truth_open(&db, &tree, &arena, &trouble);
}

static struct truth
owner(const char *path)
{
	struct truth t;

	truth_owner(db, span_of(path), &t);
	return t;
}

static bool
owned_by(const char *path, const char *package)
{
	struct truth t = owner(path);

	return t.kind == TRUTH_UNATTESTED && span_is(t.package, package);
}

static int
count_odd(void *arg, const struct truth_odd *odd)
{
	(void)odd;
	++*(int *)arg;
	return 0;
}

static int
odd(void)
{
	int n = 0;

	truth_each_odd(db, count_odd, &n);
	return n;
}

static void
spellings(void **state)
{
	(void)state;
	assert_int_equal(open_db(), VIEW_OK);
	assert_int_equal(odd(), 0);
	assert_true(owned_by("/bin/tool", "tool"));
	assert_true(owned_by("/usr/bin/tool", "tool"));
	assert_true(owned_by("/usr//bin/./tool", "tool"));
	assert_true(owned_by("/lib/../bin/tool", "tool"));
	assert_true(owned_by("/bin/dash", "dash"));
	assert_true(owned_by("/usr/bin/two words", "tool"));
	assert_true(owned_by("/lib/lib.so.1", "lib:amd64"));
	assert_true(owned_by("/bin", "tool"));
	assert_true(span_is(owner("/usr/bin/tool").path, "/bin/tool"));
	assert_int_equal(owner("/usr/bin/stranger").kind, TRUTH_UNOWNED);
	assert_int_equal(owner("/sbin/tool").kind, TRUTH_UNOWNED);
	assert_int_equal(owner("/tool").kind, TRUTH_UNOWNED);
	assert_int_equal(owner("tool").kind, TRUTH_UNOWNED);
	assert_int_equal(owner("").kind, TRUTH_UNOWNED);
}

static void
unmerged(void **state)
{
	(void)state;
	memory_remove(&memory, "/bin");
	memory_file(&memory, "/bin/tool", 0755, "hello\n");
	assert_int_equal(open_db(), VIEW_OK);
	assert_true(owned_by("/bin/tool", "tool"));
	assert_int_equal(owner("/usr/bin/tool").kind, TRUTH_UNOWNED);
}

static void
diversions(void **state)
{
	(void)state;
	assert_int_equal(open_db(), VIEW_OK);
	assert_true(owned_by("/bin/sh", "dash"));
	assert_true(owned_by("/bin/sh.tool", "tool"));
	assert_true(span_is(owner("/bin/sh.tool").path, "/usr/bin/sh"));
	/* Moved by the administrator: what stands in the old place is nobody's. */
	assert_true(owned_by("/usr/bin/plain.moved", "tool"));
	assert_int_equal(owner("/usr/bin/plain").kind, TRUTH_UNOWNED);
}

/* An image without dpkg: a stanza and digests for each package. */
static void
split(void **state)
{
	struct truth t;

	(void)state;
	memory_remove(&memory, "/var/lib/dpkg/status");
	memory_file(&memory, "/var/lib/dpkg/status.d/tool", 0644,
	    "Package: tool\nVersion: 1\nArchitecture: amd64\n");
	memory_file(&memory, "/var/lib/dpkg/status.d/tool.md5sums", 0644,
	    MD5_OF_HELLO "  usr/bin/tool\n" MD5_OF_HELLO "  ./usr/lib/m/x.py\n");
	assert_int_equal(open_db(), VIEW_OK);
	assert_int_equal(odd(), 0);
	assert_true(owned_by("/usr/bin/tool", "tool"));
	assert_true(owned_by("/bin/tool", "tool"));
	assert_true(owned_by("/usr/lib/m/x.py", "tool"));
	assert_int_equal(owner("/usr/bin/plain").kind, TRUTH_UNOWNED);
	assert_int_equal(truth_of(db, span_of("/usr/bin/tool"), &t), VIEW_OK);
	assert_int_equal(t.kind, TRUTH_UNATTESTED);
	memory_file(&memory, "/usr/bin/tool", 0755, "HELLO\n");
	assert_int_equal(truth_of(db, span_of("/usr/bin/tool"), &t), VIEW_OK);
	assert_int_equal(t.kind, TRUTH_DIFFERS);
	memory_file(&memory, "/var/lib/dpkg/status.d/tool.md5sums", 0644, "x  ../etc\n");
	arena_free(&arena);
	assert_int_equal(open_db(), VIEW_OK);
	assert_int_equal(odd(), 1);
}

static void
alternatives(void **state)
{
	(void)state;
	memory_link(&memory, "/usr/bin/ed", "/etc/alternatives/ed");
	memory_link(&memory, "/etc/alternatives/ed", "/usr/bin/tool");
	memory_link(&memory, "/usr/share/man/ed.1", "/etc/alternatives/ed.1");
	memory_link(&memory, "/etc/alternatives/ed.1", "/usr/lib/m/x.py");
	memory_link(&memory, "/usr/bin/not-registered", "/etc/alternatives/ed");
	assert_int_equal(open_db(), VIEW_OK);
	assert_int_equal(odd(), 0);
	assert_true(owned_by("/bin/ed", "tool") && owner("/bin/ed").generated);
	assert_true(owned_by("/etc/alternatives/ed", "tool"));
	assert_true(owned_by("/usr/share/man/ed.1", "tool"));
	assert_int_equal(owner("/usr/bin/not-registered").kind, TRUTH_UNOWNED);

	/* Registered, and nobody's; then turned by hand to a file that is registered nowhere. */
	memory_link(&memory, "/etc/alternatives/ed", "/usr/bin/stranger");
	assert_int_equal(owner("/usr/bin/ed").kind, TRUTH_UNOWNED);
	memory_link(&memory, "/etc/alternatives/ed", "/usr/bin/dash");
	assert_int_equal(owner("/usr/bin/ed").kind, TRUTH_UNOWNED);
	/* A loop ends. */
	memory_link(&memory, "/etc/alternatives/ed", "/usr/bin/ed");
	assert_int_equal(owner("/usr/bin/ed").kind, TRUTH_UNOWNED);
	/* A file in the link's place is no alternative. */
	memory_file(&memory, "/usr/bin/ed", 0755, "hello\n");
	assert_int_equal(owner("/usr/bin/ed").kind, TRUTH_UNOWNED);
}

static void
generated(void **state)
{
	(void)state;
	assert_int_equal(open_db(), VIEW_OK);
	assert_true(owner("/lib/m/__pycache__/x.cpython-313.pyc").generated);
	assert_true(owned_by("/usr/lib/m/__pycache__/x.cpython-313.opt-1.pyc", "tool"));
	assert_int_equal(owner("/usr/lib/m/__pycache__/y.cpython-313.pyc").kind, TRUTH_UNOWNED);
	assert_int_equal(owner("/usr/lib/m/__pycache__/x.pyc").kind, TRUTH_UNOWNED);
	assert_int_equal(owner("/usr/lib/m/x.cpython-313.pyc").kind, TRUTH_UNOWNED);
	assert_true(owned_by(INFO "lib:amd64.triggers", "lib:amd64"));
	assert_int_equal(owner(INFO "lib.triggers").kind, TRUTH_UNOWNED);
	/* libc-bin and kmod are not installed here. */
	assert_int_equal(owner("/etc/ld.so.cache").kind, TRUTH_UNOWNED);
	assert_int_equal(owner("/usr/lib/modules/1/modules.dep").kind, TRUTH_UNOWNED);
}

static void
states(void **state)
{
	(void)state;
	assert_int_equal(open_db(), VIEW_OK);
	assert_true(owned_by("/etc/left", "left") && owner("/etc/left").conffile);
	assert_int_equal(owner("/usr/bin/left").kind, TRUTH_UNOWNED);
	assert_true(owner("/etc/tool.conf").conffile && owner("/etc/a b.conf").conffile);
	assert_false(owner("/usr/bin/tool").conffile);
}

/* What a run of dpkg that was cut short left in updates/ counts more than status. */
static void
updates(void **state)
{
	(void)state;
	memory_file(&memory, "/var/lib/dpkg/updates/0001", 0644,
	    "Package: dash\nStatus: deinstall ok not-installed\n\n"
	    "Package: tool\nStatus: install ok config-files\n\n");
	memory_file(&memory, "/var/lib/dpkg/updates/tmp.i", 0644, "nonsense");
	assert_int_equal(open_db(), VIEW_OK);
	assert_int_equal(odd(), 0);
	assert_int_equal(owner("/usr/bin/tool").kind, TRUTH_UNOWNED);
	assert_int_equal(owner("/usr/bin/dash").kind, TRUTH_UNOWNED);
}

static void
contents(void **state)
{
	struct truth t;

	(void)state;
	assert_int_equal(open_db(), VIEW_OK);
	assert_int_equal(truth_of(db, span_of("/bin/tool"), &t), VIEW_OK);
	assert_int_equal(t.kind, TRUTH_UNATTESTED);
	memory_file(&memory, "/usr/bin/tool", 0755, "hello!\n");
	assert_int_equal(truth_of(db, span_of("/bin/tool"), &t), VIEW_OK);
	assert_int_equal(t.kind, TRUTH_DIFFERS);
	memory_link(&memory, "/usr/bin/tool", "elsewhere");
	assert_int_equal(truth_of(db, span_of("/usr/bin/tool"), &t), VIEW_OK);
	assert_int_equal(t.kind, TRUTH_DIFFERS);
	memory_remove(&memory, "/usr/bin/tool");
	assert_int_equal(truth_of(db, span_of("/usr/bin/tool"), &t), VIEW_ABSENT);
	memory_file(&memory, "/etc/tool.conf", 0644, "changed\n");
	assert_int_equal(truth_of(db, span_of("/etc/tool.conf"), &t), VIEW_OK);
	assert_true(t.kind == TRUTH_DIFFERS && t.conffile);
	/* Obsolete: no package ships it any more, so nothing says what it should be. */
	memory_file(&memory, "/etc/old", 0644, "changed\n");
	assert_int_equal(truth_of(db, span_of("/etc/old"), &t), VIEW_OK);
	assert_int_equal(t.kind, TRUTH_UNATTESTED);
}

static void
none(void **state)
{
	(void)state;
	memory_remove(&memory, "/var/lib/dpkg/status");
	assert_int_equal(open_db(), VIEW_ABSENT);
	assert_null(db);
}

static void
records_of(const char *file, const char *text, int odds)
{
	int r;

	start(NULL);
	memory_file(&memory, file, 0644, text);
	r = open_db();
	assert_int_equal(r, VIEW_OK);
	assert_int_equal(odd(), odds);
	arena_free(&arena);
}

static void
odds(void **state)
{
	(void)state;
	records_of(INFO "dash.list", "/bin/dash\n/usr/bin/sh\n", 0);
	records_of(INFO "dash.list", "bin/x\n/bin/dash\n/a/../b\n/a//b\n/a/\n/\n\n", 6);
	/* The digest of a path that Replaces gave to another package is left behind. */
	records_of(INFO "dash.md5sums", MD5_OF_HELLO "  usr/bin/tool\n", 0);
	records_of(INFO "dash.md5sums", MD5_OF_HELLO "  usr/bin/nobody\n", 1);
	records_of(INFO "dash.md5sums", MD5_OF_HELLO " bin/dash\n\n" MD5_OF_HELLO "\n", 3);
	records_of("/var/lib/dpkg/diversions", "/a\n/b\n", 1);
	records_of("/var/lib/dpkg/diversions", "/a\nb\n:\n/a\n/b\n\n", 2);
	records_of("/var/lib/dpkg/alternatives/x", "auto\n/usr/bin/x\n\n/usr/bin/tool\nten\n\n", 1);
	records_of("/var/lib/dpkg/alternatives/x", "auto\n/usr/bin/x\n\n/usr/bin/tool\n10\n\n", 0);
	records_of("/var/lib/dpkg/alternatives/x", "", 1);
}

/* One record with each prefix and each bit flipped: any answer will do, but for a crash. */
static void
abuse(const char *file)
{
	struct memory_file *f;
	unsigned char bytes[1024];
	struct span whole;
	struct truth t;

	start(NULL);
	f = memory_at(&memory, span_of(file));
	whole = f->bytes;
	assert_true(whole.n < sizeof bytes);
	memory_link(&memory, "/usr/bin/ed", "/etc/alternatives/ed");
	memory_link(&memory, "/etc/alternatives/ed", "/usr/bin/tool");
	for (size_t i = 0; i < 9 * whole.n; i++) {
		memcpy(bytes, whole.p, whole.n);
		f->bytes = (struct span){ bytes, i < whole.n ? i : whole.n };
		if (i >= whole.n)
			bytes[(i - whole.n) / 8] ^= (unsigned char)(1U << (i % 8));
		if (open_db() == VIEW_OK) {
			truth_of(db, span_of("/bin/tool"), &t);
			truth_of(db, span_of("/usr/bin/ed"), &t);
			odd();
		}
		arena_free(&arena);
	}
}

static void
hostile(void **state)
{
	(void)state;
	abuse("/var/lib/dpkg/status");
	abuse("/var/lib/dpkg/diversions");
	abuse("/var/lib/dpkg/alternatives/ed");
	abuse(INFO "tool.list");
	abuse(INFO "tool.md5sums");
}

/* However little memory there is, the answer is a limit or whole, never in between. */
static void
little_memory(void **state)
{
	size_t enough;

	(void)state;
	assert_int_equal(open_db(), VIEW_OK);
	enough = arena.used;
	arena_free(&arena);
	for (size_t ceiling = 512; ceiling < enough; ceiling += 512) {
		arena.ceiling = ceiling;
		assert_int_equal(open_db(), VIEW_LIMIT);
		arena_free(&arena);
	}
	arena.ceiling = 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(spellings, start, stop),
		cmocka_unit_test_setup_teardown(unmerged, start, stop),
		cmocka_unit_test_setup_teardown(diversions, start, stop),
		cmocka_unit_test_setup_teardown(split, start, stop),
		cmocka_unit_test_setup_teardown(alternatives, start, stop),
		cmocka_unit_test_setup_teardown(generated, start, stop),
		cmocka_unit_test_setup_teardown(states, start, stop),
		cmocka_unit_test_setup_teardown(updates, start, stop),
		cmocka_unit_test_setup_teardown(contents, start, stop),
		cmocka_unit_test_setup_teardown(none, start, stop),
		cmocka_unit_test(odds),
		cmocka_unit_test(hostile),
		cmocka_unit_test_setup_teardown(little_memory, start, stop),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
