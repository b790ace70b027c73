/* SPDX-License-Identifier: GPL-3.0-or-later */
/* script - which simple commands does shell text hold, and which feeds which? */
#include "shell.h"

#define MAX_GROUPS	64	/* ( { if while nested deeper exist only to hurt a parser */
#define MAX_HERE	8	/* here-documents begun on one line */

struct group {
	size_t	stage;		/* where the stage began that the group is part of */
	size_t	up, ups;	/* what its members read from */
};

struct parser {
	struct lexer		 lx;
	struct script		*s;
	struct group		 group[MAX_GROUPS];
	size_t			 depth;
	size_t			 here[MAX_HERE], heres;	/* redirects that wait for a body */
	size_t			 stage, up, ups;
	size_t			 room_words, room_redirects, room_simples, room_functions;
	bool			 open;		/* a simple command has begun */
	bool			 casing;	/* between "case" and its "in" */
	bool			 pattern;	/* between that "in" or ";;" and ")" */
	bool			 listing;	/* the words of "for x in ..." */
	bool			 naming;	/* behind "function" */
	bool			 test;		/* inside [[ ]] */
};

static struct simple *
current(struct parser *ps)
{
	struct script *s = ps->s;

	if (!ps->open) {
		s->simple = grown(ps->lx.in, s->simple, s->simples, &ps->room_simples,
		    sizeof *s->simple);
		s->simple[s->simples] = (struct simple){ .word = s->words,
		    .redirect = s->redirects, .up = ps->up, .ups = ps->ups };
		ps->open = true;
		ps->stage = s->simples;
	}
	return &s->simple[s->simples];
}

static void
begins(struct simple *c, const struct word *w)
{
	if (c->words || c->redirects)
		return;
	c->line = w->line;
	c->said = span_before(w->at, '\n');
}

static void
finish(struct parser *ps)
{
	if (ps->open)
		ps->s->simples++;
	ps->open = false;
}

static void
enter(struct parser *ps)
{
	if (ps->depth < MAX_GROUPS)
		ps->group[ps->depth] = (struct group){ ps->s->simples, ps->up, ps->ups };
	ps->depth++;
}

static void
leave(struct parser *ps)
{
	const struct group *g = ps->group;

	if (ps->depth == 0 || --ps->depth >= MAX_GROUPS)
		return;
	g += ps->depth;
	ps->stage = g->stage;
	ps->up = g->up;
	ps->ups = g->ups;
}

/* The command is over and nothing flows on: members of a group still read what the group reads. */
static void
separate(struct parser *ps)
{
	finish(ps);
	ps->listing = false;
	ps->up = ps->ups = 0;
	if (ps->depth && ps->depth <= MAX_GROUPS) {
		ps->up = ps->group[ps->depth - 1].up;
		ps->ups = ps->group[ps->depth - 1].ups;
	}
	ps->stage = ps->s->simples;
}

static void
pipe_on(struct parser *ps)
{
	finish(ps);
	ps->up = ps->stage;
	ps->ups = ps->s->simples - ps->stage;
	ps->stage = ps->s->simples;
}

/* A reserved word where a command may begin: answers whether it was one. */
static bool
reserved(struct parser *ps, const struct word *w)
{
	static const char *const opens[] = { "{", "if", "while", "until", NULL };
	static const char *const lists[] = { "for", "select", NULL };
	static const char *const closes[] = { "}", "fi", "done", "esac", NULL };
	static const char *const between[] = { "then", "else", "elif", "do", "!", "coproc",
		"function", NULL };

	if (w->quoted || w->live)
		return false;
	ps->listing = one_of(w->text, lists);
	ps->casing = span_is(w->text, "case");
	ps->test = span_is(w->text, "[[");
	if (one_of(w->text, closes))
		leave(ps);
	else if (ps->listing || ps->casing || one_of(w->text, opens))
		enter(ps);
	else
		return one_of(w->text, between);
	return true;
}

static void
keep_function(struct parser *ps, struct span name)
{
	struct script *s = ps->s;

	s->function = grown(ps->lx.in, s->function, s->functions, &ps->room_functions,
	    sizeof *s->function);
	s->function[s->functions++] = name;
}

static void
take_word(struct parser *ps, const struct word *w)
{
	struct script *s = ps->s;
	struct simple *c;

	if (ps->pattern && span_is(w->text, "esac") && !w->quoted) {
		ps->pattern = false;
		leave(ps);
		return;
	}
	if (ps->pattern)
		return;
	if (ps->casing) {
		ps->pattern = span_is(w->text, "in") && !w->quoted;
		ps->casing = !ps->pattern;
		return;
	}
	if (ps->naming)
		keep_function(ps, w->text);
	if (ps->naming || ps->listing || (!ps->open && reserved(ps, w))) {
		ps->naming = !ps->open && span_is(w->text, "function");
		return;
	}
	c = current(ps);
	begins(c, w);
	s->word = grown(ps->lx.in, s->word, s->words, &ps->room_words, sizeof *s->word);
	s->word[s->words++] = *w;
	c->words++;
	if (span_is(w->text, "]]"))
		ps->test = false;
}

/* The digits glued to a redirection are its descriptor, no argument. */
static void
drop_descriptor(struct parser *ps, const struct word *op)
{
	struct script *s = ps->s;
	struct word *w;
	uint64_t fd;

	if (!op->glued || !ps->open || current(ps)->words == 0)
		return;
	w = &s->word[s->words - 1];
	if (!w->quoted && span_decimal(w->text, &fd)) {
		s->words--;
		current(ps)->words--;
	}
}

static enum redirect_kind
kind_of(struct span op)
{
	if (span_is(op, "<<<"))
		return REDIR_STRING;
	if (span_starts(op, "<<"))
		return REDIR_HERE;
	if (span_is(op, "<&") || span_is(op, ">&"))
		return REDIR_DUP;
	return span_is(op, "<") || span_is(op, "<>") ? REDIR_IN : REDIR_OUT;
}

static enum token
redirection(struct parser *ps, struct word *op)
{
	struct script *s = ps->s;
	struct redirect r = { .kind = kind_of(op->text), .op = op->text };
	struct simple *c;
	enum token t;

	t = lexer_next(&ps->lx, &r.to);
	if (t != TOKEN_WORD) {
		*op = r.to;
		return t;
	}
	/* "( ... ) > file": the group's own redirection is its last member's here. */
	if (!ps->open && s->simples > ps->stage) {
		s->simples--;
		ps->open = true;
	}
	c = current(ps);
	begins(c, &r.to);
	s->redirect = grown(ps->lx.in, s->redirect, s->redirects, &ps->room_redirects,
	    sizeof *s->redirect);
	if (r.kind == REDIR_HERE && ps->heres < MAX_HERE)
		ps->here[ps->heres++] = s->redirects;
	s->redirect[s->redirects++] = r;
	c->redirects++;
	return lexer_next(&ps->lx, op);
}

static void
take_bodies(struct parser *ps)
{
	struct redirect *r;

	for (size_t i = 0; i < ps->heres; i++) {
		r = &ps->s->redirect[ps->here[i]];
		r->body = lexer_here(&ps->lx, r->to.text, span_is(r->op, "<<-"));
	}
	ps->heres = 0;
}

static void
take_operator(struct parser *ps, struct span op)
{
	if (ps->pattern) {
		ps->pattern = !span_is(op, ")");
	} else if (ps->test) {
		return;
	} else if (span_is(op, "|") || span_is(op, "|&")) {
		pipe_on(ps);
	} else if (span_is(op, "(")) {
		/* "name ()": the word was no command. */
		if (ps->open && current(ps)->words == 1 && current(ps)->redirects == 0) {
			keep_function(ps, ps->s->word[--ps->s->words].text);
			ps->open = false;
		}
		finish(ps);
		enter(ps);
	} else if (span_is(op, ")")) {
		finish(ps);
		leave(ps);
	} else {
		separate(ps);
		ps->pattern = span_starts(op, ";;") || span_is(op, ";&");
	}
}

void
script_parse(struct inspection *in, struct span text, struct script *s)
{
	struct parser ps = { .s = s };
	struct word w;
	enum token t;

	*s = (struct script){ 0 };
	/* Even an empty run of either starts somewhere. */
	s->word = grown(in, NULL, 0, &ps.room_words, sizeof *s->word);
	s->redirect = grown(in, NULL, 0, &ps.room_redirects, sizeof *s->redirect);
	lexer_open(&ps.lx, in, s, text);
	t = lexer_next(&ps.lx, &w);
	while (t != TOKEN_END) {
		if (t == TOKEN_OPERATOR && !ps.pattern && (*w.text.p == '<' || *w.text.p == '>' ||
		    span_starts(w.text, "&>")) && !ps.test) {
			drop_descriptor(&ps, &w);
			t = redirection(&ps, &w);
			continue;
		}
		if (t == TOKEN_WORD)
			take_word(&ps, &w);
		else if (t == TOKEN_OPERATOR)
			take_operator(&ps, w.text);
		else if (!ps.pattern && !ps.test)
			separate(&ps);
		if (t == TOKEN_NEWLINE)
			take_bodies(&ps);
		t = lexer_next(&ps.lx, &w);
	}
	finish(&ps);
}
