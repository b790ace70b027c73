/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * php - does what a request sends reach something that runs it?
 *
 * A web shell is what it does, not what it is called: values from the request
 * flow through variables into a function that runs code or commands, or choose
 * the function that is called.  The flow is followed word by word, forwards,
 * within functions; what checks or quotes a value ends it.
 */
#include <string.h>

#include "php_words.h"
#include "services.h"

#define MAX_PHP_VARS	256	/* of one function at a time */
#define MAX_NESTING	128	/* of parentheses; deeper code exists only to hurt */
#define MAX_SCOPES	16
#define MAX_FED		64	/* functions of the file that get something of the request */

struct variable {
	struct span	name;
	bool		tainted, runs;	/* holds the request's words; the name of something that runs */
};

struct frame {
	struct span	call;		/* the function's name, or nothing */
	bool		runs;		/* what is called runs what it is given */
	bool		chosen;		/* the request chose the function */
	bool		clean;		/* what comes out is harmless */
	bool		index;		/* [ ] */
	bool		tainted, names_runner;
	bool		looping;	/* behind "as" */
	struct span	to;		/* assigned here, when the statement ends */
	bool		adds;
	unsigned char	joined[24];	/* strings run together: longer ones name no function */
	size_t		n;
};

struct scope {
	size_t		base, depth;
};

struct php {
	struct php_words w;
	struct variable	 var[MAX_PHP_VARS];
	size_t		 vars, base, braces;
	struct scope	 scope[MAX_SCOPES];
	size_t		 scopes;
	struct frame	 frame[MAX_NESTING];
	size_t		 depth;
	struct span	 fed[MAX_FED];
	size_t		 feds;
	unsigned	 found;
};

static const char *const runners[] = {
	"eval", "assert", "system", "exec", "shell_exec", "passthru", "popen", "proc_open",
	"pcntl_exec", "create_function", NULL
};
/* They call what they are told to. */
static const char *const callers[] = {
	"call_user_func", "call_user_func_array", "array_map", "array_filter", "array_walk", "usort",
	"uasort", "uksort", "array_reduce", "forward_static_call", "register_shutdown_function",
	"preg_replace_callback", "iterator_apply", NULL
};
static const char *const cleaners[] = {
	"escapeshellarg", "escapeshellcmd", "intval", "floatval", "boolval", "count", "strlen",
	"isset", "empty", "in_array", "is_numeric", "is_string", "is_array", "is_int", "ctype_digit",
	"ctype_alnum", "array_key_exists", "method_exists", "function_exists", "is_callable", "strpos",
	"strcmp", "md5", "sha1", "hash", "crc32", "preg_match", "defined", "file_exists", "is_file",
	"is_dir", "basename", "sanitize_key", "absint", "if", "while", "switch", "elseif", NULL
};

static bool
any_of(struct span name, const char *const *words)
{
	for (; *words; words++)
		if (settings_fit(name, *words, true))
			return true;
	return false;
}

static struct variable *
known(struct php *p, struct span name, bool make)
{
	for (size_t i = p->base; i < p->vars; i++)
		if (span_equal(p->var[i].name, name))
			return &p->var[i];
	if (!make || p->vars == MAX_PHP_VARS)
		return NULL;
	p->var[p->vars] = (struct variable){ .name = name };
	return &p->var[p->vars++];
}

static bool
of_request(struct span name)
{
	return span_is(name, "_GET") || span_is(name, "_POST") || span_is(name, "_REQUEST") ||
	    span_is(name, "_COOKIE") || span_is(name, "HTTP_RAW_POST_DATA");
}

static bool
tainted(struct php *p, struct span name)
{
	const struct variable *v = known(p, name, false);

	return of_request(name) || (v && v->tainted);
}

/* "$name" and "{$name" in a string. */
static bool
live_taint(struct php *p, struct span text)
{
	size_t n;

	for (; text.n > 1; text = span_skip(text, *text.p == '\\' ? 2 : 1)) {
		if (*text.p != '$')
			continue;
		for (n = 1; n < text.n && php_letter(text.p[n]);)
			n++;
		if (n > 1 && tainted(p, (struct span){ text.p + 1, n - 1 }))
			return true;
	}
	return false;
}

static void
assign(struct php *p, const struct frame *f)
{
	struct variable *v;

	if (f->to.n == 0 || !(v = known(p, f->to, f->tainted || f->names_runner)))
		return;
	v->tainted = f->tainted || (f->adds && v->tainted);
	v->runs = f->names_runner;
}

static void
feed(struct php *p, struct span name)
{
	for (size_t i = 0; i < p->feds; i++)
		if (span_equal(p->fed[i], name))
			return;
	if (name.n && p->feds < MAX_FED)
		p->fed[p->feds++] = name;
}

static void
opens(struct php *p, struct frame f)
{
	if (p->depth + 1 < MAX_NESTING)
		p->frame[p->depth + 1] = f;
	p->depth++;
}

static void
closes(struct php *p)
{
	struct frame *f, *up;

	if (p->depth == 0)
		return;
	if (p->depth-- >= MAX_NESTING)
		return;
	f = &p->frame[p->depth + 1];
	up = &p->frame[p->depth];
	assign(p, f);
	if (f->tainted && (f->runs || f->chosen || (any_of(f->call, callers) && f->names_runner)) &&
	    !p->found)
		p->found = p->w.line;
	if (f->tainted && f->call.n && !f->clean)
		feed(p, f->call);
	if (!f->clean && !f->index) {
		up->tainted |= f->tainted;
		up->names_runner |= f->names_runner && f->call.n == 0;
	}
}

static void
statement(struct php *p)
{
	struct frame *f = &p->frame[p->depth < MAX_NESTING ? p->depth : 0];

	assign(p, f);
	*f = (struct frame){ .index = false };
}

/* Parameters of a function that the request's words were given to are its words. */
static void
function(struct php *p)
{
	struct token t = php_next(&p->w);
	bool fed = false;

	if (t.kind == T_OTHER && span_is(t.text, "&"))
		t = php_next(&p->w);
	if (t.kind == T_NAME) {
		for (size_t i = 0; i < p->feds; i++)
			fed |= span_equal(p->fed[i], t.text);
		t = php_next(&p->w);
	}
	if (p->scopes < MAX_SCOPES)
		p->scope[p->scopes++] = (struct scope){ p->base, p->braces };
	p->base = p->vars;
	while (t.kind != T_END && !(t.kind == T_OTHER && (span_is(t.text, "{") ||
	    span_is(t.text, ";")))) {
		struct variable *v = t.kind == T_VAR ? known(p, t.text, true) : NULL;

		if (v)
			v->tainted = fed;
		t = php_next(&p->w);
	}
	if (span_is(t.text, "{")) {
		p->braces++;
	} else if (p->scopes) {
		p->vars = p->base;
		p->base = p->scope[--p->scopes].base;
	}
}

static void
brace(struct php *p, bool open)
{
	statement(p);
	if (open) {
		p->braces++;
		return;
	}
	p->braces -= p->braces > 0;
	if (p->scopes && p->braces == p->scope[p->scopes - 1].depth) {
		p->vars = p->base;
		p->base = p->scope[--p->scopes].base;
	}
}

/* 'sys' . 'tem' */
static void
join(struct frame *f, struct span text, bool on)
{
	if (!on)
		f->n = 0;
	if (text.n > sizeof f->joined - f->n)
		f->n = sizeof f->joined;
	else if (text.n) {
		memcpy(f->joined + f->n, text.p, text.n);
		f->n += text.n;
	}
	f->names_runner |= any_of((struct span){ f->joined, f->n }, runners);
}

static void
value(struct php *p, const struct token *t, const struct token *before)
{
	struct frame *f = &p->frame[p->depth < MAX_NESTING ? p->depth : 0];
	const struct variable *v;

	switch (t->kind) {
	case T_VAR:
		f->tainted |= tainted(p, t->text);
		v = known(p, t->text, false);
		f->names_runner |= v && v->runs;
		break;
	case T_TEXT:
	case T_LIVE:
		f->tainted |= span_is(t->text, "php://input") ||
		    (t->kind == T_LIVE && live_taint(p, t->text));
		join(f, t->text, before->kind == T_OTHER && span_is(before->text, "."));
		break;
	case T_SHELL:
		if (live_taint(p, t->text) && !p->found)
			p->found = p->w.line;
		break;
	case T_NAME:
		f->tainted |= span_is(t->text, "getallheaders") ||
		    span_is(t->text, "apache_request_headers");
		break;
	case T_NUMBER:
	case T_OTHER:
	case T_END:
	default:
		break;
	}
}

/* "(" behind a name, a variable, an element or a string: what is called? */
static void
call(struct php *p, const struct token *before, struct span element, bool of_object)
{
	struct frame f = { .index = false };
	const struct variable *v;

	if (before->kind == T_NAME) {
		f.call = before->text;
		f.runs = !of_object && any_of(before->text, runners);
		f.clean = any_of(before->text, cleaners);
	} else if (before->kind == T_VAR && !of_object) {
		v = known(p, before->text, false);
		f.runs = v && v->runs;
		f.chosen = tainted(p, before->text);
	} else if (before->kind == T_TEXT || before->kind == T_LIVE) {
		f.runs = any_of(before->text, runners);
	} else if (before->kind == T_OTHER && span_is(before->text, "]")) {
		f.chosen = of_request(element);
	}
	opens(p, f);
}

static unsigned
once(struct php *p, struct span text)
{
	struct token t, before = { T_END, SPAN_NONE };
	struct span last = SPAN_NONE;	/* the variable that was met last */
	bool arrow = false, element = false;	/* arrow: what is called is an object's, or made new */
	struct frame *f;

	p->w.rest = text;
	p->w.line = 1;
	p->w.code = false;
	p->vars = p->base = p->braces = p->scopes = p->depth = 0;
	p->frame[0] = (struct frame){ .index = false };
	while ((t = php_next(&p->w)).kind != T_END) {
		f = &p->frame[p->depth < MAX_NESTING ? p->depth : 0];
		if (t.kind == T_NAME && (settings_fit(t.text, "function", true) ||
		    settings_fit(t.text, "fn", true))) {
			function(p);
		} else if (t.kind == T_NAME && settings_fit(t.text, "as", true)) {
			f->looping = true;
		} else if (t.kind == T_VAR) {
			last = t.text;
			if (f->looping && f->tainted && known(p, t.text, true))
				known(p, t.text, true)->tainted = true;
			value(p, &t, &before);
		} else if (t.kind != T_OTHER) {
			value(p, &t, &before);
		} else if (span_is(t.text, "(")) {
			call(p, &before, last, arrow);
		} else if (span_is(t.text, "[")) {
			opens(p, (struct frame){ .index = before.kind == T_VAR || element });
		} else if (span_is(t.text, ")") || span_is(t.text, "]")) {
			closes(p);
		} else if (span_is(t.text, ";")) {
			statement(p);
		} else if (span_is(t.text, "{") || span_is(t.text, "}")) {
			brace(p, span_is(t.text, "{"));
		} else if (span_is(t.text, "=") && !span_starts(p->w.rest, "=") &&
		    !span_starts(p->w.rest, ">") && !(before.kind == T_OTHER &&
		    (span_is(before.text, "=") || span_is(before.text, "!") ||
		    span_is(before.text, "<") || span_is(before.text, ">")))) {
			*f = (struct frame){ .call = f->call, .runs = f->runs, .chosen = f->chosen,
			    .clean = f->clean, .to = last, .adds = before.kind == T_OTHER };
		}
		arrow = t.kind == T_OTHER ? (span_is(t.text, ">") &&
		    span_is(before.text, "-")) || (span_is(t.text, ":") &&
		    span_is(before.text, ":")) :
		    (arrow && before.kind == T_OTHER) || (before.kind == T_NAME &&
		    settings_fit(before.text, "new", true));
		element = t.kind == T_OTHER && span_is(t.text, "]");
		before = t;
	}
	return p->found;
}

struct php *
php_open(struct inspection *in)
{
	return see_room(in, 1, sizeof(struct php));
}

unsigned
php_obeys(struct php *p, struct span text)
{
	size_t feds;

	p->feds = 0;
	p->found = 0;
	/* Functions that the request's words are given to are only known at the end. */
	do {
		feds = p->feds;
		if (once(p, text))
			return p->found;
	} while (p->feds > feds && p->feds < MAX_FED);
	return 0;
}

bool
php_says(struct php *p, struct span text)
{
	p->w.rest = text;
	p->w.line = 1;
	p->w.code = false;
	return php_next(&p->w).kind != T_END;
}
