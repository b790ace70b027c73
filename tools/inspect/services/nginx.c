/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * nginx - what do nginx's settings load, run and have run as a program?
 *
 * Read from nginx's "Alphabetical index of directives", src/core/ngx_conf_file.c
 * for words, quotes and blocks, and the lua and rtmp modules' pages.
 */
#include "../startup/shell.h"
#include "services.h"

#define MAX_NGINX_WORDS	32	/* of a statement; log_format has a dozen */
#define MAX_BLOCKS	32	/* in blocks; http, server, location, if */

struct reader {
	struct startup	*s;
	struct autorun	 a;
	struct span	 rest;
	unsigned	 line;
	struct span	 word[MAX_NGINX_WORDS];
	size_t		 n;
	bool		 pictures[MAX_BLOCKS];	/* is a block for pictures and texts? */
	size_t		 depth;
};

static void
step(struct reader *r)
{
	r->line += *r->rest.p == '\n';
	r->rest = span_skip(r->rest, 1);
}

static bool
is_blank(unsigned char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* One word, its quotes gone; escapes stay, for patterns hold most of them. */
static struct span
word(struct reader *r)
{
	unsigned char quote = *r->rest.p == '"' || *r->rest.p == '\'' ? *r->rest.p : 0;
	struct span w;

	if (quote)
		step(r);
	w = (struct span){ r->rest.p, 0 };
	while (r->rest.n && (quote ? *r->rest.p != quote : !is_blank(*r->rest.p) &&
	    *r->rest.p != ';' && (*r->rest.p != '{' || (w.n && w.p[w.n - 1] == '$')))) {
		if (*r->rest.p == '\\' && r->rest.n > 1) {
			step(r);
			w.n++;
		}
		step(r);
		w.n++;
	}
	if (quote && r->rest.n)
		step(r);
	return w;
}

/* The code in a block of Lua, up to the brace that ends it. */
static struct span
lua_block(struct reader *r)
{
	struct span code = { r->rest.p, 0 };
	unsigned char quote = 0;
	size_t open = 1;

	for (; r->rest.n; step(r), code.n++) {
		unsigned char c = *r->rest.p;

		if (quote) {
			quote = c == quote || c == '\n' ? 0 : quote;
		} else if (c == '"' || c == '\'') {
			quote = c;
		} else if (c == '{') {
			open++;
		} else if (c == '}' && --open == 0) {
			step(r);
			break;
		}
	}
	return code;
}

/* A statement's words; *stop is what ended it: ';', '{', '}' or 0 at the end of the text. */
static bool
statement(struct reader *r, unsigned char *stop)
{
	r->n = 0;
	for (*stop = 0; r->rest.n && !*stop;) {
		unsigned char c = *r->rest.p;

		if (is_blank(c)) {
			step(r);
		} else if (c == '#') {
			r->rest = span_skip(r->rest, span_before(r->rest, '\n').n);
		} else if (c == ';' || c == '{' || c == '}') {
			*stop = c;
			step(r);
		} else {
			const unsigned char *from = r->rest.p;
			unsigned line = r->line;
			struct span w = word(r);

			if (r->n == 0) {
				r->a.line = line;
				r->a.said = span_trim(span_before((struct span){ from,
				    (size_t)(w.p - from) + w.n + r->rest.n }, '\n'));
			}
			if (r->n < MAX_NGINX_WORDS)
				r->word[r->n++] = w;
		}
	}
	return r->n || *stop;
}

static bool
lua(struct span name)
{
	return settings_fit(name, "*_by_lua*", false);
}

/* "location ~ \.(jpg|png)$": is the pattern about pictures or texts alone? */
static bool
for_pictures(const struct reader *r)
{
	return r->n > 2 && span_is(r->word[0], "location") && span_starts(r->word[1], "~") &&
	    web_pictures(r->s, r->word[r->n - 1]);
}

static void
file(struct reader *r, struct span path, const char *dir)
{
	if (path.n == 0 || span_has(path, '$'))
		return;
	/* A name of another base than this tool knows of is told by the vendors' directories. */
	if (!span_starts(path, "/") && !startup_file(r->s, path = see_path(r->s->in, span_of(dir), path), false))
		return;
	command_words(r->s, &r->a, &path, 1);
}

void
web_lua(struct startup *s, const struct autorun *a, struct span code)
{
	struct payload p = { inline_shell(code, true), false }, one;
	struct span line, rest = code;

	if (autorun_trust(s, a) == TRUST_PACKAGED)
		return;
	while (span_line(&rest, &line)) {
		one = quoted_line(s->in, line);
		p.shell |= one.shell;
		p.fetches |= one.fetches || inline_fetch(line);
	}
	if ((span_holds(code, "os.execute") || span_holds(code, "io.popen") || span_holds(code, "loadstring")) &&
	    (span_holds(code, "ngx.var.arg") || span_holds(code, "ngx.req.get") ||
	    span_holds(code, "ngx.var.http") || span_holds(code, "ngx.var.cookie")))
		startup_say(s, WEB_SHELL, a->path, a->line, a->said);
	if (p.shell)
		startup_say(s, STARTUP_SHELL_NETWORK, a->path, a->line, a->said);
	if (p.fetches)
		startup_say(s, STARTUP_FETCH_AND_RUN, a->path, a->line, a->said);
}

/* fastcgi_param PHP_VALUE "auto_prepend_file=/x": a setting of PHP's for each request. */
static void
php_value(struct reader *r, struct span settings)
{
	struct span line, name;

	while (span_field(&settings, "\n", &line)) {
		name = settings_name(&line, " \t=");
		if (settings_fit(name, "auto_*pend_file", true) || settings_fit(name, "*extension", true))
			file(r, settings_unquoted(line), "/");
	}
}

static void
judge(struct reader *r)
{
	static const char *const files[] = { "load_module", "perl_require", "js_include", "js_import",
		"ssl_engine", "passenger_ruby", "passenger_python", "passenger_nodejs", NULL };
	static const char *const runs[] = { "exec", "exec_push", "exec_pull", "exec_play",
		"exec_record_done", "exec_static", "exec_publish", NULL };
	static const char *const passes[] = { "fastcgi_pass", "uwsgi_pass", "scgi_pass", NULL };
	struct startup *s = r->s;
	struct span text;

	if (r->n < 2)
		return;
	if (one_of(r->word[0], files))
		file(r, r->word[r->n - 1], "/usr/share/nginx");
	else if (lua(r->word[0]) && span_ends(r->word[0], "_file")) {
		file(r, r->word[r->n - 1], "/usr/share/nginx");
		if (see_file(s->in, r->word[r->n - 1], &text) == VIEW_OK)
			web_lua(s, &r->a, text);
	} else if (lua(r->word[0]) || settings_fit(r->word[0], "perl*", false))
		web_lua(s, &r->a, r->word[r->n - 1]);
	else if (one_of(r->word[0], runs))
		command_words(s, &r->a, r->word + 1, r->n - 1);
	else if (span_is(r->word[0], "env") && span_has(r->word[1], '='))
		environ_word(s, &r->a, r->word[1]);
	else if (span_is(r->word[0], "fastcgi_param") && r->n > 2 &&
	    settings_fit(r->word[1], "PHP*VALUE", false))
		php_value(r, r->word[2]);
	else if (one_of(r->word[0], passes) && r->depth && r->depth <= MAX_BLOCKS &&
	    r->pictures[r->depth - 1] && autorun_trust(s, &r->a) != TRUST_PACKAGED)
		startup_say(s, WEB_HANDLER_ODD, r->a.path, r->a.line, r->a.said);
}

void
nginx_settings(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct reader r = { .s = s, .a = startup_root(s, path), .line = 1 };
	unsigned char stop;

	(void)as;
	if (!startup_file(s, path, false) || see_file(s->in, path, &r.rest) != VIEW_OK)
		return;
	while (statement(&r, &stop)) {
		if (stop == '{' && r.n && lua(r.word[0])) {
			web_lua(s, &r.a, lua_block(&r));
			continue;
		}
		if (stop == '{') {
			if (r.depth < MAX_BLOCKS)
				r.pictures[r.depth] = for_pictures(&r) ||
				    (r.depth && r.pictures[r.depth - 1]);
			r.depth++;
		} else if (r.n && arg) {
			if (r.n > 1 && (span_is(r.word[0], "root") || span_is(r.word[0], "alias")))
				web_root(s, arg, r.word[1]);
		} else if (r.n) {
			judge(&r);
		}
		if (stop == '}')
			r.depth -= r.depth > 0;
	}
}
