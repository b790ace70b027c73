/* SPDX-License-Identifier: GPL-3.0-or-later */
/* php_words - which words does a PHP file hold? */
#include <string.h>

#include "php_words.h"

bool
php_letter(unsigned char c)
{
	return c == '_' || c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
	    (c >= 'A' && c <= 'Z');
}

static void
pass(struct php_words *p, size_t n)
{
	for (size_t i = 0; i < n && i < p->rest.n; i++)
		p->line += p->rest.p[i] == '\n';
	p->rest = span_skip(p->rest, n);
}

static struct span
word(struct php_words *p)
{
	struct span w = { p->rest.p, 0 };

	while (w.n < p->rest.n && php_letter(p->rest.p[w.n]))
		w.n++;
	pass(p, w.n);
	return w;
}

/* The inside of quotes; the rest of the text when they are never closed. */
static struct span
inside(struct php_words *p, unsigned char quote)
{
	struct span in = span_skip(p->rest, 1);
	size_t n = 0;

	while (n < in.n && in.p[n] != quote)
		n += in.p[n] == '\\' ? 2 : 1;
	in.n = n < in.n ? n : in.n;
	pass(p, in.n + 2);
	return in;
}

static bool
skip_to(struct php_words *p, const char *end)
{
	size_t n = strlen(end);

	while (p->rest.n && !span_starts(p->rest, end))
		pass(p, 1);
	pass(p, n);
	return p->rest.n > 0;
}

struct token
php_next(struct php_words *p)
{
	unsigned char c;

	for (;;) {
		if (!p->code) {
			while (p->rest.n && !span_starts(p->rest, "<?php") && !span_starts(p->rest, "<?="))
				pass(p, 1);
			p->code = true;
			pass(p, span_starts(p->rest, "<?=") ? 3 : 5);
		}
		if (p->rest.n == 0)
			return (struct token){ T_END, SPAN_NONE };
		c = *p->rest.p;
		if (c <= ' ' || c == '@') {
			pass(p, 1);
		} else if (span_starts(p->rest, "?>")) {
			pass(p, 2);
			p->code = false;
			return (struct token){ T_OTHER, span_of(";") };
		} else if (span_starts(p->rest, "//") || (c == '#' && !span_starts(p->rest, "#["))) {
			while (p->rest.n && *p->rest.p != '\n' && !span_starts(p->rest, "?>"))
				pass(p, 1);
		} else if (span_starts(p->rest, "/*")) {
			skip_to(p, "*/");
		} else {
			break;
		}
	}
	if (c == '$' && p->rest.n > 1 && php_letter(p->rest.p[1])) {
		pass(p, 1);
		return (struct token){ T_VAR, word(p) };
	}
	if (c == '\'')
		return (struct token){ T_TEXT, inside(p, '\'') };
	if (c == '"')
		return (struct token){ T_LIVE, inside(p, '"') };
	if (c == '`')
		return (struct token){ T_SHELL, inside(p, '`') };
	if (c >= '0' && c <= '9')
		return (struct token){ T_NUMBER, word(p) };
	if (php_letter(c))
		return (struct token){ T_NAME, word(p) };
	pass(p, 1);
	return (struct token){ T_OTHER, { p->rest.p - 1, 1 } };
}
