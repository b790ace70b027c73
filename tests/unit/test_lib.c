/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_lib - spans, arenas and escaping: do they stay inside what they were given? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "../../tools/lib/arena.h"
#include "../../tools/lib/escape.h"
#include "../../tools/lib/hash.h"

static void
lines_are_taken_one_by_one(void **state)
{
	struct span rest = span_of("one\n\nthree"), line;

	(void)state;
	assert_true(span_line(&rest, &line) && span_is(line, "one"));
	assert_true(span_line(&rest, &line) && span_is(line, ""));
	assert_true(span_line(&rest, &line) && span_is(line, "three"));
	assert_false(span_line(&rest, &line));
}

static void
fields_pass_over_runs_of_stops(void **state)
{
	struct span rest = span_of("  a \t b"), word;

	(void)state;
	assert_true(span_field(&rest, " \t", &word) && span_is(word, "a"));
	assert_true(span_field(&rest, " \t", &word) && span_is(word, "b"));
	assert_false(span_field(&rest, " \t", &word));
}

static void
a_nul_in_evidence_ends_nothing(void **state)
{
	const unsigned char bytes[] = { 'a', 0, 'b', ' ', 'c' };
	struct span rest = { bytes, sizeof bytes }, word;

	(void)state;
	assert_true(span_field(&rest, " ", &word));
	assert_int_equal(word.n, 3);
}

static void
decimals_are_only_digits_that_fit(void **state)
{
	uint64_t v;

	(void)state;
	assert_true(span_decimal(span_of("18446744073709551615"), &v) && v == UINT64_MAX);
	assert_false(span_decimal(span_of("18446744073709551616"), &v));
	assert_false(span_decimal(span_of("99999999999999999999"), &v));
	assert_false(span_decimal(span_of(""), &v));
	assert_false(span_decimal(span_of("-1"), &v));
	assert_false(span_decimal(span_of("1 "), &v));
}

static void
paths_come_apart(void **state)
{
	(void)state;
	assert_true(span_is(span_base(span_of("/usr/bin/ls")), "ls"));
	assert_true(span_is(span_parent(span_of("/usr/bin/ls")), "/usr/bin"));
	assert_true(span_is(span_parent(span_of("/ls")), "/"));
	assert_true(span_is(span_parent(span_of("ls")), ""));
}

static void
order_is_of_bytes(void **state)
{
	(void)state;
	assert_true(span_compare(span_of("a"), span_of("ab")) < 0);
	assert_true(span_compare(span_of("\xff"), span_of("a")) > 0);
	assert_int_equal(span_compare(SPAN_NONE, span_of("")), 0);
}

static void
escapes_keep_terminals_whole(void **state)
{
	char out[64], small[8];

	(void)state;
	escape(span_of("a\033[2J\\b\xc3\xa9"), out, sizeof out);
	assert_string_equal(out, "a\\x1b[2J\\\\b\\xc3\\xa9");
	escape(span_of("\001\002\003"), small, sizeof small);
	assert_string_equal(small, "\\x01...");
	escape(span_of("1234567"), small, sizeof small);
	assert_string_equal(small, "1234567");
	escape(span_of("12345678"), small, sizeof small);
	assert_string_equal(small, "1234...");
}

static void
an_arena_has_a_ceiling(void **state)
{
	struct arena a = { .ceiling = 1 << 20 };
	size_t n = 0;

	(void)state;
	while (arena_alloc(&a, 1000))
		n++;
	assert_in_range(n, 1000, 1049);
	assert_null(arena_alloc(&a, SIZE_MAX));
	assert_null(arena_join(&a, (struct span){ NULL, SIZE_MAX }, span_of("x"), SPAN_NONE).p);
	arena_free(&a);
	assert_non_null(arena_alloc(&a, 1000));
	arena_free(&a);
}

static void
digests_are_the_known_ones(void **state)
{
	char hex[HASH_HEX];

	(void)state;
	hash_span(HASH_MD5, span_of("abc"), hex);
	assert_string_equal(hex, "900150983cd24fb0d6963f7d28e17f72");
	hash_span(HASH_SHA256, span_of("abc"), hex);
	assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	/* FIPS 180-4's own examples. */
	hash_span(HASH_SHA1, span_of("abc"), hex);
	assert_string_equal(hex, "a9993e364706816aba3e25717850c26c9cd0d89d");
	hash_span(HASH_SHA512, span_of("abc"), hex);
	assert_true(span_starts(span_of(hex), "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea2"));
	assert_int_equal(strlen(hex), 2 * hash_size(HASH_SHA512));
	assert_true(hash_written(HASH_SHA512, span_of(hex)));
	assert_false(hash_written(HASH_SHA384, span_of(hex)));
	assert_false(hash_written(HASH_MD5, span_of("B1946AC92492D2347C6235B4D2611184")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_are_taken_one_by_one),
		cmocka_unit_test(fields_pass_over_runs_of_stops),
		cmocka_unit_test(a_nul_in_evidence_ends_nothing),
		cmocka_unit_test(decimals_are_only_digits_that_fit),
		cmocka_unit_test(paths_come_apart),
		cmocka_unit_test(order_is_of_bytes),
		cmocka_unit_test(escapes_keep_terminals_whole),
		cmocka_unit_test(an_arena_has_a_ceiling),
		cmocka_unit_test(digests_are_the_known_ones),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
