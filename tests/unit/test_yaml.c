/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_yaml - does each scalar of a YAML text come with the keys that lead to it? */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../../tools/lib/yaml.h"

static char told[4096];

/* "path=text" for each scalar, a line each. */
static const char *
tell(const char *text)
{
	unsigned char out[512];
	struct yaml y;
	size_t n = 0;

	yaml_open(&y, span_of(text));
	told[0] = '\0';
	while (yaml_next(&y)) {
		struct span t;

		assert_true(y.value.n <= sizeof out);
		t = yaml_text(&y, out);
		for (size_t i = 0; i < y.depth; i++) {
			if (y.level[i].sequence)
				n += (size_t)snprintf(told + n, sizeof told - n, "%zu/", y.level[i].item);
			else
				n += (size_t)snprintf(told + n, sizeof told - n, "%.*s/",
				    (int)y.level[i].key.n, (const char *)y.level[i].key.p);
		}
		n += (size_t)snprintf(told + n, sizeof told - n, "=%.*s\n", (int)t.n, (const char *)t.p);
		assert_true(n < sizeof told);
	}
	return told;
}

static void
texts(void **state)
{
	static const struct {
		const char	*text, *tells;
	} all[] = {
		{ "", "" }, { "# a\n", "" }, { "a", "=a\n" }, { "a: b\n", "a/=b\n" },
		{ "a: b # c\nd: 'e''f'\n", "a/=b\nd/=e'f\n" },
		{ "a:\n  b: c\n  d: e\nf: g\n", "a/b/=c\na/d/=e\nf/=g\n" },
		{ "a:\n- b\n- c: d\n  e: f\ng: h\n", "a/0/=b\na/1/c/=d\na/1/e/=f\ng/=h\n" },
		{ "a:\n  - - b\n    - c\n  - d\n", "a/0/0/=b\na/0/1/=c\na/1/=d\n" },
		{ "a: [b, 'c d', [e, f], {g: h}]\ni: j\n",
		    "a/0/=b\na/1/=c d\na/2/0/=e\na/2/1/=f\na/3/g/=h\ni/=j\n" },
		{ "{\"a\":{\"b\":[1,true]},\"c\":\"d\\n\\u0041\"}", "a/b/0/=1\na/b/1/=true\nc/=d\nA\n" },
		{ "a: |\n  b\n   c\n\n  d\ne: >-\n  f\n  g\n", "a/=b\n   c\n\n  d\ne/=f g\n" },
		{ "- |\n  x: y\n- z\n", "0/=x: y\n1/=z\n" },
		{ "a: b\n  c\n  # d\ne: f\n", "a/=b c\ne/=f\n" },
		{ "a: true\n    # more\nb: false\n", "a/=true\nb/=false\n" },
		{ "a: &x !!str b\nc: *x\nd: !t\n  e: f\n", "a/=b\nc/=*x\nd/e/=f\n" },
		{ "%YAML 1.2\n---\na: b\n...\n--- \nc: d\n", "a/=b\nc/=d\n" },
		{ "\"a b\": c\n'd': e\nhttp://f: g:h\n", "a b/=c\nd/=e\nhttp://f/=g:h\n" },
		{ "a:\n  b:\nc: d", "c/=d\n" }, { "a: [b\n", "a/0/=b\n" }, { "a: \"b", "a/=b\n" },
		{ "a: \"b\\\n   c\n  d\"", "a/=bc d\n" }, { "]}", "=]}\n" }, { ": :", "/=:\n" },
		{ "a: [!x,y]\n", "a/1/=y\n" }, { "a: {b: , c: d}\n", "a/c/=d\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		assert_string_equal(tell(all[i].text), all[i].tells);
}

static void
paths(void **state)
{
	struct yaml y;

	(void)state;
	yaml_open(&y, span_of("a:\n  b:\n  - c: d\n"));
	assert_true(yaml_next(&y));
	assert_true(yaml_at(&y, "a/b/-/c") && yaml_at(&y, "a/*/-/*") && yaml_ends(&y, "-/c"));
	assert_true(yaml_ends(&y, "c") && yaml_ends(&y, "*") && y.at == 3);
	assert_false(yaml_at(&y, "b/-/c") || yaml_ends(&y, "b/c") || yaml_ends(&y, "x/a/b/-/c"));
}

/* Every prefix and flipped bit; nothing nests deeper than is followed. */
static void
hurt(void **state)
{
	static const char text[] = "a: &x\n- {b: [c, \"d\\x41\", 'e'], ? f}\n- |\n  g\n- >\n h\n- i\n  j\n";
	unsigned char copy[sizeof text], out[sizeof text];
	size_t n = sizeof text - 1;
	static char deep[4096];
	struct yaml y;

	(void)state;
	for (size_t i = 0; i < 9 * n; i++) {
		memcpy(copy, text, n);
		if (i >= n)
			copy[(i - n) / 8] ^= (unsigned char)(1 << i % 8);
		yaml_open(&y, (struct span){ copy, i < n ? i : n });
		while (yaml_next(&y))
			assert_true(yaml_text(&y, out).n <= y.value.n);
	}
	memset(deep, '[', sizeof deep - 1);
	yaml_open(&y, span_of(deep));
	assert_false(yaml_next(&y));
	assert_true(y.cut);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts), cmocka_unit_test(paths), cmocka_unit_test(hurt),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
