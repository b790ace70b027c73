/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_unit - are systemd's files read as systemd reads them? */
#include "startup.h"

#include "../../tools/inspect/systemd/unit.h"

#define UNIT	"/etc/systemd/system/"

static struct inspection in;

static int
fresh(void **state)
{
	in = (struct inspection){ .arena.ceiling = MAX_ARENA };
	return start(state);
}

static int
stop(void **state)
{
	(void)state;
	arena_free(&in.arena);
	return 0;
}

static void
lines(void **state)
{
	struct unit_reader r = { .in = &in, .rest = span_of("# a=b\n; c=d\n[Service]\n"
	    " Exec = one \\\n# not this\n; nor this\n  two\n\nnonsense\n[Install]\nWantedBy=\n") };
	struct unit_line line;

	(void)state;
	assert_true(unit_next(&r, &line));
	assert_true(span_is(line.section, "Service"));
	assert_true(span_is(line.key, "Exec"));
	assert_true(span_is(line.value, "one  two"));
	assert_int_equal(line.line, 4);
	assert_true(unit_next(&r, &line));
	assert_true(span_is(line.section, "Install"));
	assert_int_equal(line.value.n, 0);
	assert_int_equal(line.line, 11);
	assert_false(unit_next(&r, &line));
}

static void
names(void **state)
{
	struct unit_name n = unit_name_of(span_of("a-b@c.d.service"));

	(void)state;
	assert_true(span_is(n.prefix, "a-b") && span_is(n.instance, "c.d"));
	assert_true(span_is(n.type, "service"));
	n = unit_name_of(span_of("nodot"));
	assert_int_equal(n.prefix.n, 0);
}

static void
words(void **state)
{
	struct unit_name name = unit_name_of(span_of("x@a-b.service"));
	struct span rest = span_of("-@/bin/sh zero '-c' \"a \\\"b\\\" $$x\" %I%% \\x41\\101 ; "
	    "+!/bin/b \\; c"), word[MAX_EXEC_WORDS];
	size_t n;

	(void)state;
	assert_true(exec_next(&in, &rest, &name, word, &n));
	assert_int_equal(n, 5);
	assert_true(span_is(word[0], "/bin/sh") && span_is(word[1], "-c"));
	assert_true(span_is(word[2], "a \"b\" $x"));
	assert_true(span_is(word[3], "a/b%"));
	assert_true(span_is(word[4], "AA"));
	assert_true(exec_next(&in, &rest, &name, word, &n));
	assert_true(span_is(word[0], "/bin/b"));
	assert_false(exec_next(&in, &rest, &name, word, &n));
}

static void
hostile(void **state)
{
	static const char text[] = "[S]\nExecStart=-@a \"b\\\nc' \\x4 %i%\\\n# d\n;e\nF=\\";
	struct unit_name name = unit_name_of(span_of("@."));
	struct span word[MAX_EXEC_WORDS];
	struct unit_line line;
	char copy[sizeof text];
	size_t n;

	(void)state;
	for (size_t i = 0; i < 9 * sizeof text; i++) {
		memcpy(copy, text, sizeof copy);
		if (i < sizeof text)
			copy[i] = '\0';
		else
			copy[(i - sizeof text) / 8] ^= (char)(1 << i % 8);
		copy[sizeof copy - 1] = '\0';
		struct unit_reader r = { .in = &in, .rest = span_of(copy) };

		while (unit_next(&r, &line))
			while (exec_next(&in, &line.value, &name, word, &n))
				;
	}
}

/* What an empty assignment takes back does not start; what a drop-in adds does. */
static void
merged(void **state)
{
	(void)state;
	memory_file(&memory, UNIT "a.service", 0644, "[Service]\nExecStart=/tmp/one\n");
	memory_file(&memory, UNIT "a.service.d/b.conf", 0644,
	    "[Service]\nExecStart=\nExecStart=/usr/bin/cat\n");
	look();
	assert_int_equal(times("\"finding\""), 0);
	memory_file(&memory, UNIT "a.service.d/c.conf", 0644, "[Service]\nExecStart=/tmp/two\n");
	look();
	assert_int_equal(times("STARTUP_PROGRAM_VOLATILE"), 1);
	/* The same name in a directory of lower priority does not count. */
	memory_file(&memory, "/usr/local/lib/systemd/system/a.service.d/c.conf", 0644,
	    "[Service]\nExecStart=/tmp/three\n");
	look();
	assert_int_equal(times("STARTUP_PROGRAM_VOLATILE"), 1);
	/* A link to /dev/null takes the drop-in away. */
	memory_link(&memory, UNIT "a.service.d/c.conf", "/dev/null");
	look();
	assert_int_equal(times("STARTUP_PROGRAM_VOLATILE"), 0);
}

static void
dropins_by_kind(void **state)
{
	static const char *const paths[] = { UNIT "service.d/x.conf", UNIT "web-.service.d/x.conf",
		UNIT "web-a@.service.d/x.conf", UNIT "web-a@1.service.d/x.conf" };

	(void)state;
	memory_file(&memory, UNIT "web-a@.service", 0644, "[Service]\nExecStart=/usr/bin/cat\n");
	memory_link(&memory, UNIT "multi-user.target.wants/web-a@1.service",
	    UNIT "web-a@.service");
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		memory_file(&memory, paths[i], 0644, "[Service]\nExecStopPost=/tmp/x\n");
		look();
		assert_int_equal(times("STARTUP_PROGRAM_VOLATILE"), 1);
		memory_remove(&memory, paths[i]);
	}
}

static void
masked_and_aliases(void **state)
{
	(void)state;
	memory_file(&memory, "/usr/local/lib/systemd/system/a.service", 0644,
	    "[Service]\nExecStart=/tmp/x\n");
	look();
	assert_int_equal(times("STARTUP_PROGRAM_VOLATILE"), 1);
	memory_link(&memory, UNIT "a.service", "/dev/null");
	look();
	assert_int_equal(times("\"finding\""), 0);
	/* An alias is judged under its own name, its drop-ins with what it stands for. */
	memory_file(&memory, UNIT "b.service", 0644, "[Service]\nExecStart=/usr/bin/cat\n");
	memory_link(&memory, UNIT "c.service", "b.service");
	memory_file(&memory, UNIT "c.service.d/x.conf", 0644, "[Service]\nExecStop=/tmp/y\n");
	look();
	assert_int_equal(times("STARTUP_PROGRAM_VOLATILE"), 1);
	memory_link(&memory, UNIT "d.service", "d.service");
	memory_link(&memory, UNIT "e.service", "f.service");
	memory_link(&memory, UNIT "f.service", "e.service");
	look();
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(lines, fresh, stop),
		cmocka_unit_test(names),
		cmocka_unit_test_setup_teardown(words, fresh, stop),
		cmocka_unit_test_setup_teardown(hostile, fresh, stop),
		cmocka_unit_test_setup_teardown(merged, fresh, stop),
		cmocka_unit_test_setup_teardown(dropins_by_kind, fresh, stop),
		cmocka_unit_test_setup_teardown(masked_and_aliases, fresh, stop),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
