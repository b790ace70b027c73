/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_lines - which lines count as added, and does any text make that slow or wrong? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "../../tools/lib/limits.h"
#include "../../tools/lib/lines.h"

static struct arena arena;

static int
forget(void **state)
{
	(void)state;
	arena_free(&arena);
	arena = (struct arena){ .ceiling = 0 };
	return 0;
}

/* The added lines as a text: '+' or '.' for each. */
static const char *
compared(const char *before, const char *now)
{
	static char text[64];
	size_t n;
	const bool *added = lines_added(&arena, span_of(before), span_of(now), &n);

	assert_true(added && n < sizeof text);
	for (size_t i = 0; i < n; i++)
		text[i] = added[i] ? '+' : '.';
	text[n] = '\0';
	return text;
}

static void
added(void **state)
{
	static const struct { const char *before, *now, *want; } all[] = {
		{ "", "", "" }, { "", "a\n", "+" }, { "a\n", "", "" }, { "a\n", "a", "." },
		{ "a\nb\nc\n", "a\nb\nc\n", "..." }, { "a\nb\nc\n", "a\nx\nc\n", ".+." },
		{ "a\nb\nc\n", "a\nc\n", ".." }, { "a\nb\n", "b\na\n", ".." },
		{ "a\nb\nc\n", "c\na\nx\nb\n", "..+." }, { "a\n", "a\na\n", ".+" },
		{ "x\n\ny\n", "x\n\n\ny\n", "..+." },
		{ "a\n", "a \n", "+" }, { "a\n", "a\r\n", "+" }, { "a\nb", "ab", "+" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		assert_string_equal(compared(all[i].before, all[i].now), all[i].want);
	/* One of two equal lines is new: which, nobody can say, but not none. */
	assert_non_null(strchr(compared("a\nb\na\n", "a\na\nb\na\n"), '+'));
}

/* Each line moved or changed at random: as many are added as there are more of than there were. */
static void
counted(void **state)
{
	char before[128], now[128];
	int had[4], has[4];
	size_t n;
	const bool *is;

	(void)state;
	srand(1);
	for (int round = 0; round < 5000; round++) {
		memset(had, 0, sizeof had);
		memset(has, 0, sizeof has);
		n = (size_t)rand() % 30;
		for (size_t i = 0; i < n; i++)
			had[(before[2 * i] = (char)('a' + rand() % 4)) - 'a']++, before[2 * i + 1] = '\n';
		before[2 * n] = '\0';
		n = (size_t)rand() % 30;
		for (size_t i = 0; i < n; i++)
			has[(now[2 * i] = (char)('a' + rand() % 4)) - 'a']++, now[2 * i + 1] = '\n';
		now[2 * n] = '\0';
		assert_non_null(is = lines_added(&arena, span_of(before), span_of(now), &n));
		for (size_t i = 0; i < n; i++)
			if (is[i])
				had[now[2 * i] - 'a']++;
		for (int i = 0; i < 4; i++)
			assert_true(had[i] >= has[i]);
	}
}

static void
bounded(void **state)
{
	size_t size = 2 * MAX_COMPARED_LINES + 2, n;
	char *text = malloc(size);
	struct span most = { (unsigned char *)text, 2 * MAX_COMPARED_LINES };

	(void)state;
	assert_non_null(text);
	memset(text, 'x', size);
	for (size_t i = 1; i < size; i += 2)
		text[i] = '\n';
	assert_non_null(lines_added(&arena, span_of("x\ny\n"), most, &n));
	assert_int_equal(n, MAX_COMPARED_LINES);
	most.n += 2;
	assert_null(lines_added(&arena, span_of("x\n"), most, &n));
	assert_null(lines_added(&arena, most, span_of("x\n"), &n));
	arena.ceiling = arena.used + 1;
	assert_null(lines_added(&arena, span_of("x\n"), span_of("x\ny\nx\ny\nx\n"), &n));
	free(text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(added, forget, forget),
		cmocka_unit_test_setup_teardown(counted, forget, forget),
		cmocka_unit_test_setup_teardown(bounded, forget, forget),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
