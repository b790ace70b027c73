/* SPDX-License-Identifier: GPL-3.0-or-later */
/* aptconf - which settings do apt's files make? */
#include "../startup/settings.h"
#include "aptconf.h"

#define MAX_WORDS	3	/* of one statement: a name and a value; what follows is noise */

void
aptconf_open(struct aptconf *c, struct startup *s, struct span text)
{
	*c = (struct aptconf){ .s = s, .rest = text, .line = 1 };
}

static void
pass(struct aptconf *c, size_t n)
{
	for (size_t i = 0; i < n && i < c->rest.n; i++)
		c->line += c->rest.p[i] == '\n';
	c->rest = span_skip(c->rest, n);
}

/* Blanks and comments; "#clear" takes nothing back here. */
static void
pass_blanks(struct aptconf *c)
{
	for (;;) {
		if (span_starts(c->rest, "//") || span_starts(c->rest, "#")) {
			pass(c, span_before(c->rest, '\n').n);
		} else if (span_starts(c->rest, "/*")) {
			pass(c, 2);
			while (c->rest.n && !span_starts(c->rest, "*/"))
				pass(c, 1);
			pass(c, 2);
		} else if (c->rest.n && *c->rest.p <= ' ') {
			pass(c, 1);
		} else {
			return;
		}
	}
}

/* A word, quoted or not; empty without one. */
static bool
word(struct aptconf *c, struct span *out)
{
	size_t n = 0;

	pass_blanks(c);
	if (span_starts(c->rest, "\"")) {
		*out = span_before(span_skip(c->rest, 1), '"');
		pass(c, out->n + 2);
		return true;
	}
	while (n < c->rest.n && c->rest.p[n] != '{' && c->rest.p[n] != '}' && c->rest.p[n] != ';' &&
	    c->rest.p[n] != '"' && c->rest.p[n] > ' ')
		n++;
	*out = (struct span){ c->rest.p, n };
	pass(c, n);
	return n > 0;
}

static struct span
path_of(struct aptconf *c, struct span name)
{
	struct span path = SPAN_NONE;

	for (size_t i = 0; i < c->depth && i < 16; i++)
		path = see_join(c->s->in, path, path.n ? span_of("::") : SPAN_NONE, c->scope[i]);
	return name.n ? see_join(c->s->in, path, path.n ? span_of("::") : SPAN_NONE, name) : path;
}

bool
aptconf_next(struct aptconf *c)
{
	struct span got[MAX_WORDS], one;
	size_t n = 0;

	for (;;) {
		pass_blanks(c);
		if (c->rest.n == 0)
			return false;
		if (n == 0)
			c->at = c->line;
		if (span_starts(c->rest, "{")) {
			pass(c, 1);
			if (c->depth < 16)
				c->scope[c->depth] = n ? got[0] : SPAN_NONE;
			c->depth++;
			n = 0;
		} else if (span_starts(c->rest, "}")) {
			pass(c, 1);
			c->depth -= c->depth > 0;
			n = 0;
		} else if (span_starts(c->rest, ";")) {
			pass(c, 1);
			if (n == 0)
				continue;
			c->path = path_of(c, n > 1 ? got[0] : SPAN_NONE);
			c->value = got[n > 1];
			return true;
		} else if (word(c, &one) && n < MAX_WORDS) {
			got[n++] = one;
		}
	}
}

bool
aptconf_has(const struct aptconf *c, const char *name)
{
	struct span path = c->path, one;

	while (span_field(&path, ":", &one))
		if (settings_fit(one, name, true))
			return true;
	return false;
}

struct reader {
	void	*arg;
	void	(*each)(struct startup *, void *, struct span, const struct person *);
};

/* #include "FILE"; also a directory's. */
static void
one_file(struct startup *s, struct includes *w, struct span path, const struct person *as)
{
	const struct reader *r = w->arg;
	struct span text, line;

	if (see_file(s->in, path, &text) == VIEW_OK)
		while (span_line(&text, &line)) {
			line = span_trim(line);
			if (span_starts(line, "#include"))
				settings_include(s, w, span_of("/etc/apt"),
				    settings_unquoted(span_before(span_skip(line, 8), ';')), as);
		}
	r->each(s, r->arg, path, as);
}

void
aptconf_files(struct startup *s, void *arg,
    void (*each)(struct startup *, void *, struct span, const struct person *))
{
	struct reader r = { arg, each };

	settings_read(s, "/etc/apt/apt.conf.d/* /etc/apt/apt.conf /usr/share/apt/apt.conf.d/*", &r,
	    one_file);
}
