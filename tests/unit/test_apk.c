/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_apk - what is made of Alpine's database, whatever stands in it? */
#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#include "../../tools/truth/truth.h"
#include "memory.h"

#define DATABASE	"/lib/apk/db/installed"

/* Digests, by openssl: of "hello\n" and of "/bin/busybox", SHA-1; of "hello\n", SHA-256. */
#define HELLO		"Q19XLTlvrpIGYocU+yzgD3LpTyJY8="
#define TO_BUSYBOX	"Q1pcfTfDNEbNKQc2s1tia7da05M8Q="
#define HELLO_256	"Q2WJG1tSLV3whtD/CxEPvZ0hu0/HFjrzTQgoai6Eb2vgM="

static const char record[] =
    "P:busybox\nV:1.30.1-r3\nA:x86_64\nF:bin\nR:busybox\na:0:0:755\nZ:" HELLO "\n"
    "R:sh\na:0:0:777\nZ:" TO_BUSYBOX "\nF:etc\nR:tool.conf\nZ:" HELLO "\n\n"
    "P:new\nV:2\nF:usr\nF:usr/bin\nR:new\nZ:" HELLO_256 "\n\n";

static struct memory memory;
static struct view view;
static struct tree tree;
static struct arena arena;
static struct truth_db *db;

static int
close_db(void **state)
{
	(void)state;
	arena_free(&arena);
	arena = (struct arena){ .ceiling = MAX_ARENA };
	return 0;
}

static int
start(void **state)
{
	close_db(state);
	memory_open(&memory, &view, &tree);
	memory_file(&memory, "/bin/busybox", 0755, "hello\n");
	memory_link(&memory, "/bin/sh", "/bin/busybox");
	memory_file(&memory, "/etc/tool.conf", 0644, "hello\n");
	memory_file(&memory, "/usr/bin/new", 0644, "hello\n");
	memory_file(&memory, DATABASE, 0644, record);
	return 0;
}

static int
open_db(void)
{
	struct span trouble;

	close_db(NULL);
	return truth_open(&db, &tree, &arena, &trouble);
}

static enum truth_kind
kind_of(const char *path)
{
	struct truth t;

	assert_int_equal(truth_of(db, span_of(path), &t), VIEW_OK);
	return t.kind;
}

static int
count_odd(void *arg, const struct truth_odd *o)
{
	(void)o;
	++*(int *)arg;
	return 0;
}

static int
odds(void)
{
	int n = 0;

	truth_each_odd(db, count_odd, &n);
	return n;
}

static void
recorded(void **state)
{
	struct truth t;

	(void)state;
	assert_int_equal(open_db(), VIEW_OK);
	assert_int_equal(odds(), 0);
	assert_int_equal(kind_of("/bin/busybox"), TRUTH_UNATTESTED);
	assert_int_equal(kind_of("/bin/sh"), TRUTH_UNATTESTED);
	assert_int_equal(kind_of("/usr/bin/new"), TRUTH_UNATTESTED);
	truth_owner(db, span_of("/etc/tool.conf"), &t);
	assert_true(t.conffile && span_is(t.package, "busybox") && span_is(t.version, "1.30.1-r3"));
	truth_owner(db, span_of("/bin"), &t);
	assert_true(t.kind == TRUTH_UNATTESTED);
	truth_owner(db, span_of("/bin/stranger"), &t);
	assert_true(t.kind == TRUTH_UNOWNED);
}

static void
changed(void **state)
{
	(void)state;
	memory_file(&memory, "/bin/busybox", 0755, "hello!\n");
	memory_file(&memory, "/usr/bin/new", 0755, "hello!\n");
	memory_link(&memory, "/bin/sh", "/bin/busybox2");
	assert_int_equal(open_db(), VIEW_OK);
	assert_int_equal(kind_of("/bin/busybox"), TRUTH_DIFFERS);
	assert_int_equal(kind_of("/usr/bin/new"), TRUTH_DIFFERS);
	assert_int_equal(kind_of("/bin/sh"), TRUTH_DIFFERS);
	memory_file(&memory, "/bin/sh", 0777, "hello\n");
	assert_int_equal(open_db(), VIEW_OK);
	assert_int_equal(kind_of("/bin/sh"), TRUTH_DIFFERS);
}

static void
odd_lines(void **state)
{
	static const char *const lines[] = {
		"P:x\nV:1\nF:bin\nR:../x\n", "P:x\nF:/bin\n", "P:x\nF:bin\nR:a/../b\n", "P:a b\n",
		"P:busybox\n\nP:busybox\n", "P:x\nF:bin\nR:y\nZ:Q1short\n", "P:x\nF:bin\nR:y\nZ:X1\n",
		"P:x\nF:bin\nR:y\na:0:0:9\n", "P:x\nnonsense\n", "V:1\n", "P:x\nR:y\nZ:Q1====\n",
		"P:x\nF:bin\nR:y\nZ:Q1AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n",
	};

	(void)state;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		memory_file(&memory, DATABASE, 0644, lines[i]);
		assert_int_equal(open_db(), VIEW_OK);
		assert_true(odds() > 0);
	}
}

/* Every prefix and every flipped bit: an answer, whatever it is. */
static void
hostile(void **state)
{
	unsigned char bytes[sizeof record];
	size_t n = sizeof record - 1;
	struct memory_file *f;

	(void)state;
	f = memory_at(&memory, span_of(DATABASE));
	for (size_t i = 0; i < 9 * n; i++) {
		memcpy(bytes, record, n);
		f->bytes = (struct span){ bytes, i < n ? i : n };
		if (i >= n)
			bytes[(i - n) / 8] ^= (unsigned char)(1U << ((i - n) % 8));
		assert_int_equal(open_db(), VIEW_OK);
		kind_of("/bin/busybox");
		kind_of("/bin/sh");
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(recorded, start, close_db),
		cmocka_unit_test_setup_teardown(changed, start, close_db),
		cmocka_unit_test_setup_teardown(odd_lines, start, close_db),
		cmocka_unit_test_setup_teardown(hostile, start, close_db),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
