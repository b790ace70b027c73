/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * shell - the shape of shell text: simple commands, what feeds them, where they write
 *
 * Not an interpreter: nothing is expanded, nothing is decided.  Read from
 * POSIX.1-2017 Shell Command Language, 2.2 to 2.10, and bash(1) for $'', <()
 * and <<<.
 */
#ifndef ASSAY_INSPECT_STARTUP_SHELL_H
#define ASSAY_INSPECT_STARTUP_SHELL_H

#include "../inspect.h"

struct word {
	struct span	at;		/* the text from here on */
	struct span	text;		/* quotes removed; expansions as written */
	unsigned	line;		/* counted from 1 */
	bool		live;		/* holds an expansion or a pattern */
	bool		quoted;		/* in part at least: no keyword, no comment */
	bool		glued;		/* no blank before it */
	size_t		sub, subs;	/* its substitutions in script.sub */
};

enum redirect_kind { REDIR_IN, REDIR_OUT, REDIR_DUP, REDIR_HERE, REDIR_STRING };

struct redirect {
	enum redirect_kind	kind;
	struct span		op;	/* as written */
	struct word		to;	/* the file, the descriptor, or the here-string */
	struct span		body;	/* of a here-document */
};

struct simple {
	size_t		word, words;		/* in script.word; assignments in front included */
	size_t		redirect, redirects;
	size_t		up, ups;		/* the simple commands whose output it reads */
	struct span	said;			/* from its first word to the line's end */
	unsigned	line;
};

struct script {
	struct word	*word;
	struct redirect	*redirect;
	struct simple	*simple;
	struct span	*sub;			/* the inside of $(), ``, <() */
	size_t		 words, redirects, simples, subs;
	struct span	*function;		/* names that the text itself defines */
	size_t		 functions;
};

void	script_parse(struct inspection *, struct span text, struct script *);

/* lex.c: the pieces script.c is made of. */
enum token { TOKEN_END, TOKEN_WORD, TOKEN_OPERATOR, TOKEN_NEWLINE };

struct lexer {
	struct inspection	*in;
	struct script		*script;
	struct span		 rest;
	unsigned char		*out;	/* as long as the text: quoting only ever shortens */
	unsigned		 line;
	size_t			 room_subs;
};

void		lexer_open(struct lexer *, struct inspection *, struct script *, struct span text);
/* Operators are spans of the text: "|", "&&", ">>", "2>" is a word "2" glued to ">". */
enum token	lexer_next(struct lexer *, struct word *);
/* The body of a here-document, up to its delimiter's line. */
struct span	lexer_here(struct lexer *, struct span delimiter, bool tabs);

/* Make room for one more in an array that grows; answers the array. */
void		*grown(struct inspection *, void *array, size_t n, size_t *room, size_t size);

/* Is the name among the words?  NULL ends them. */
bool		one_of(struct span name, const char *const *words);

/* NAME=value: how long is the name?  0: not an assignment. */
size_t		assignment(struct span);

/* wrap.c: the words of a command, looked at through env, nohup, sudo, timeout ... */
/* Is w[*at] a wrapper?  Then *at moves to the command it starts (n: none) or
 * *text is the shell text it runs. */
bool		wrap_peel(const struct word *w, size_t n, size_t *at, struct span *text);
/* The index of the program that the words start in the end, or n. */
size_t		wrap_program(const struct word *w, size_t n);

enum speaks { SPEAKS_NOTHING, SPEAKS_SHELL, SPEAKS_OTHER };
/* speaks.c: is it an interpreter, and of what? */
enum speaks	wrap_speaks(struct span name);

/* An interpreter's arguments: what does it run? */
struct meant {
	bool		inline_code;	/* code stands in the arguments */
	struct word	code;
	bool		file;		/* a script is named */
	struct word	script;
	bool		input;		/* neither: it runs what it reads */
	bool		module;		/* -m NAME and the like: a library's own program */
};
void		wrap_meant(const struct word *w, size_t n, struct meant *);

/* options.c: what a program's own options make it run or load, one after the other. */
struct options {
	size_t		word, row;	/* where to look on; begins zeroed */
	struct word	what;
	bool		text;		/* shell text; else a file */
};
bool	options_next(const struct word *w, size_t n, struct options *);

/* trait.c: the words of a simple command from its program on, wrappers left behind; or NULL. */
const struct word	*script_program(const struct script *, const struct simple *, size_t *n);

enum trait {
	TRAIT_CLIENT	= 1,	/* talks to the network for whoever feeds it */
	TRAIT_BRINGS	= 2,	/* writes out what it fetched or decoded */
	TRAIT_OBEYS	= 4,	/* an interpreter that runs what it reads */
	TRAIT_SHELL	= 8,	/* and that is a shell */
	TRAIT_SERVES	= 16,	/* ties a shell to the network by itself */
};
/* One byte of traits for each simple command. */
unsigned char	*script_traits(struct inspection *, const struct script *);

/* payload.c: a shape in the text, and the simple command that shows it. */
bool	payload_shell(const struct script *, const unsigned char *trait, const struct simple **);
bool	payload_fetch(struct inspection *, const struct script *, const unsigned char *trait,
    const struct simple **);
/* quoted.c: the same of text within something else, followed into "sh -c"; of the strings in a line of code. */
struct payload {
	bool	shell, fetches;
};
struct payload	quoted_text(struct inspection *, struct span text);
struct payload	quoted_line(struct inspection *, struct span line);
/* inline.c: code of another language, one line of it or a whole file. */
bool	inline_shell(struct span code, bool whole_file);
bool	inline_fetch(struct span line);
/* The next command in such code that begins with an absolute path; *line goes behind it. */
bool	inline_runs(struct span *line, struct span *command);

#endif
