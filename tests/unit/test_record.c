/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_record - are only lines taken that an honest child could have written? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "../../tools/finding/record.h"
#include "../../tools/lib/limits.h"

static enum record
read_text(const char *text)
{
	json_t *body;
	const char *why;
	enum record kind = record_read(span_of(text), &body, &why);

	assert_true((kind == RECORD_COUNT) == (body == NULL));
	assert_true((kind == RECORD_COUNT) == (why != NULL));
	json_decref(body);
	return kind;
}

static void
honest_lines_are_taken(void **state)
{
	(void)state;
	assert_int_equal(read_text("{\"covered\":{\"how\":\"done\"}}"), RECORD_COVERED);
	assert_int_equal(read_text("{\"gap\":{\"why\":\"x\",\"path\":\"/a\"}}"), RECORD_GAP);
	assert_int_equal(read_text("{\"end\":{\"records\":0}}"), RECORD_END);
	assert_int_equal(read_text("{\"finding\":{\"name\":\"X\",\"path\":\"/a\",\"file\":{"
	    "\"kind\":\"file\",\"ino\":1,\"mode\":\"100644\",\"uid\":0,\"gid\":0,\"size\":0,"
	    "\"mtime\":[-1,0],\"atime\":[0,0],\"ctime\":[0,999999999]}}}"), RECORD_FINDING);
}

static void
every_other_line_is_refused(void **state)
{
	static const char *const lines[] = {
		"", "x", "[]", "null", "{}", "{\"covered\":{}}", "{\"covered\":{\"how\":\"fine\"}}",
		"{\"covered\":{\"how\":\"done\"},\"gap\":{\"why\":\"x\"}}",	/* two kinds */
		"{\"covered\":{\"how\":\"done\",\"how\":\"lost\"}}",		/* a key twice */
		"{\"covered\":{\"how\":\"done\"}} x", "{\"covered\":{\"how\":\"done\"",
		"{\"verdict\":{\"is\":\"KEEP\"}}", "{\"gap\":{\"why\":1}}",
		"{\"gap\":{\"why\":\"x\",\"more\":1}}", "{\"gap\":{\"why\":\"\\u001b[2J\"}}",
		"{\"gap\":{\"why\":\"\\u0000\"}}", "{\"gap\":{\"why\":\"\\u202e\"}}",
		"{\"end\":{\"records\":-1}}", "{\"end\":{\"records\":1.5}}",
		"{\"end\":{\"records\":99999999999999999999}}",
		"{\"finding\":{\"name\":\"X\",\"path\":\"/a\",\"file\":{\"kind\":\"file\"}}}",
		"{\"finding\":{\"name\":\"X\",\"path\":\"/a\",\"file\":7}}",
		"{\"system\":{\"name\":\"x\",\"mounts\":[{}]}}",
		"{\"system\":{\"name\":\"x\",\"mounts\":{}}}",
	};

	(void)state;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		if (read_text(lines[i]) != RECORD_COUNT)
			fail_msg("taken: %s", lines[i]);
}

static void
every_prefix_and_flipped_bit_is_survived(void **state)
{
	static const char line[] = "{\"finding\":{\"name\":\"X\",\"path\":\"/a\",\"line\":3,"
	    "\"about\":\"b\",\"inspector\":\"i\",\"system\":0}}";
	char copy[sizeof line];
	const char *why;
	json_t *body;

	(void)state;
	for (size_t n = 0; n < sizeof line - 1; n++) {
		assert_int_equal(record_read((struct span){ (const unsigned char *)line, n },
		    &body, &why), RECORD_COUNT);
		for (int bit = 0; bit < 8; bit++) {
			memcpy(copy, line, sizeof line);
			copy[n] = (char)(copy[n] ^ 1 << bit);
			record_read((struct span){ (unsigned char *)copy, sizeof line - 1 },
			    &body, &why);
			json_decref(body);
		}
	}
}

static void
deep_nesting_and_long_texts_are_refused(void **state)
{
	char *line = malloc(200000);

	(void)state;
	memset(line, '[', 100000);
	line[100000] = '\0';
	assert_int_equal(read_text(line), RECORD_COUNT);
	memset(line, 'a', 200000);
	memcpy(line, "{\"gap\":{\"why\":\"", 15);
	memcpy(line + 100000, "\"}}", 4);
	assert_int_equal(read_text(line), RECORD_COUNT);
	free(line);
}

static void
the_longest_path_fits_a_line(void **state)
{
	unsigned char *path = malloc(MAX_PATH);
	json_t *text, *whole;
	char *line;

	(void)state;
	memset(path, 1, MAX_PATH);
	text = record_text((struct span){ path, MAX_PATH }, 4 * MAX_PATH);
	assert_int_equal(json_string_length(text), 4 * MAX_PATH);
	whole = json_pack("{s:{s:s, s:O, s:O}}", "finding", "name", "X", "path", text, "about", text);
	line = json_dumps(whole, JSON_COMPACT);
	assert_true(strlen(line) < MAX_RECORD);
	assert_int_equal(read_text(line), RECORD_FINDING);
	free(line);
	json_decref(whole);
	json_decref(text);
	free(path);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(honest_lines_are_taken),
		cmocka_unit_test(every_other_line_is_refused),
		cmocka_unit_test(every_prefix_and_flipped_bit_is_survived),
		cmocka_unit_test(deep_nesting_and_long_texts_are_refused),
		cmocka_unit_test(the_longest_path_fits_a_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
