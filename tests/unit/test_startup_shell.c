/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_startup_shell - is shell text parted into the commands that a shell would see? */
#include "startup.h"

static struct inspection in;
static struct script script;

static void
parse(const char *text)
{
	arena_free(&in.arena);
	in = (struct inspection){ .arena.ceiling = MAX_ARENA };
	script_parse(&in, span_of(text), &script);
}

static int
stop(void **state)
{
	(void)state;
	arena_free(&in.arena);
	return 0;
}

static void
has(size_t simple, size_t word, const char *want)
{
	const struct simple *c = &script.simple[simple];

	assert_true(simple < script.simples && word < c->words);
	assert_true(span_is(script.word[c->word + word].text, want));
}

static void
words_and_quotes(void **state)
{
	(void)state;
	parse("a 'b c' \"d\\\"e\" f\\ g $'\\x62\\151n\\n' # no more");
	assert_int_equal(script.simples, 1);
	assert_int_equal(script.simple[0].words, 5);
	has(0, 1, "b c");
	has(0, 2, "d\"e");
	has(0, 3, "f g");
	has(0, 4, "bin\n");
	parse("a\\\nb c#d");
	has(0, 0, "ab");
	has(0, 1, "c#d");
}

static void
operators_and_lines(void **state)
{
	(void)state;
	parse("a; b && c || d & e\nf");
	assert_int_equal(script.simples, 6);
	assert_int_equal(script.simple[4].line, 1);
	assert_int_equal(script.simple[5].line, 2);
}

static void
who_feeds_whom(void **state)
{
	(void)state;
	parse("a | b; c");
	assert_int_equal(script.simple[1].ups, 1);
	assert_int_equal(script.simple[2].ups, 0);
	parse("{ a; b; } | c");
	assert_int_equal(script.simple[2].ups, 2);
	parse("a | while read x; do b; done | c");
	assert_int_equal(script.simple[2].ups, 1);
	assert_int_equal(script.simple[3].up, 1);
	assert_int_equal(script.simple[3].ups, 2);
}

static void
reserved_words(void **state)
{
	(void)state;
	parse("if a; then b; else c; fi; for x in d e; do f; done; case g in h|i) j ;; *) k;; esac; l");
	assert_int_equal(script.simples, 7);
	has(3, 0, "f");
	has(4, 0, "j");
	has(5, 0, "k");
	has(6, 0, "l");
	parse("f() { a; }; function g { b; }; [[ x && y ]] && c");
	assert_int_equal(script.functions, 2);
	assert_true(span_is(script.function[1], "g"));
	assert_int_equal(script.simples, 4);
	has(3, 0, "c");
}

static void
redirections(void **state)
{
	(void)state;
	parse("a 2>&1 >b <<<c 3<d 4 >e");
	assert_int_equal(script.simple[0].words, 2);
	has(0, 1, "4");
	assert_int_equal(script.simple[0].redirects, 5);
	assert_int_equal(script.redirect[0].kind, REDIR_DUP);
	assert_int_equal(script.redirect[2].kind, REDIR_STRING);
	parse("a <<-X b\n\tone\n\tX\nc");
	assert_int_equal(script.simples, 2);
	assert_true(span_is(script.redirect[0].body, "\tone\n"));
	assert_int_equal(script.simple[1].line, 4);
}

static void
substitutions(void **state)
{
	(void)state;
	parse("a $(b \"$(c ')')\") `d` <(e) $((1+2)) ${f:-)}");
	assert_int_equal(script.simples, 1);
	assert_int_equal(script.subs, 3);
	assert_true(span_is(script.sub[0], "b \"$(c ')')\""));
	assert_true(span_is(script.sub[1], "d"));
	assert_true(span_is(script.sub[2], "e"));
	assert_int_equal(script.simple[0].words, 6);
}

static size_t
program(const char *text)
{
	parse(text);
	return wrap_program(script.word + script.simple[0].word, script.simple[0].words);
}

static void
wrappers(void **state)
{
	(void)state;
	assert_int_equal(program("A=b env -i -u X C=d nice -n 5 timeout -k 3 10 x y"), 13);
	assert_int_equal(program("sudo -u alice -- x"), 4);
	assert_int_equal(program("flock -n /run/lock/a x"), 3);
	assert_int_equal(program("command -v x"), 3);
	assert_int_equal(program("su -c 'x y' alice"), 4);
	assert_int_equal(program("x env"), 0);
}

static void
meanings(void **state)
{
	struct meant m;

	(void)state;
	parse("bash -ec 'a b' c");
	wrap_meant(script.word, script.words, &m);
	assert_true(m.inline_code && span_is(m.code.text, "a b"));
	parse("python3.13 -u -W ignore x.py -c y");
	wrap_meant(script.word, script.words, &m);
	assert_true(m.file && span_is(m.script.text, "x.py"));
	parse("sh -s -- a");
	wrap_meant(script.word, script.words, &m);
	assert_true(m.input);
	parse("python3 -m http.server");
	wrap_meant(script.word, script.words, &m);
	assert_true(m.module && !m.input && !m.file);
	parse("bashful -c x");
	wrap_meant(script.word, script.words, &m);
	assert_false(m.inline_code);
}

/* Whatever is cut off or turned over, the parser ends and stays inside. */
static void
hostile(void **state)
{
	static const char text[] = "case $a in (b) c <<-E | `d ${e:-\"f\"}` ;; esac\n\tg\nE\n"
	    "{ for x in $(y); do eval \"$z\"; done; } 2>&1 | nc -e 'sh' $'\\x41\\7' <(q) >& \\";
	char copy[sizeof text];
	const struct simple *where;

	(void)state;
	for (size_t i = 0; i < 9 * sizeof text; i++) {
		memcpy(copy, text, sizeof copy);
		if (i < sizeof text)
			copy[i] = '\0';
		else
			copy[(i - sizeof text) / 8] ^= (char)(1 << i % 8);
		copy[sizeof copy - 1] = '\0';
		parse(copy);
		payload_shell(&script, script_traits(&in, &script), &where);
		payload_fetch(&in, &script, script_traits(&in, &script), &where);
	}
}

static void
deep(void **state)
{
	static char text[100001];

	(void)state;
	memset(text, '(', sizeof text - 1);
	parse(text);
	for (size_t i = 0; i + 1 < sizeof text; i++)
		text[i] = "a|"[i % 2];
	parse(text);
	assert_int_equal(script.simples, (sizeof text - 1) / 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_and_quotes), cmocka_unit_test(operators_and_lines),
		cmocka_unit_test(who_feeds_whom), cmocka_unit_test(reserved_words),
		cmocka_unit_test(redirections), cmocka_unit_test(substitutions),
		cmocka_unit_test(wrappers), cmocka_unit_test(meanings), cmocka_unit_test(hostile),
		cmocka_unit_test(deep),
	};

	return cmocka_run_group_tests(tests, NULL, stop);
}
