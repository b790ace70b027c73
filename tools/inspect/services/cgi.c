/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cgi - does a script of the shell's, Perl's, Python's or Ruby's run what a request sends?
 *
 * A request comes by RFC 3875's variables, standard input, or what a language
 * makes of them.  Line by line: names that are set from it hold it, and one of
 * these in what is handed to a shell or evaluated tells.  What quotes or
 * reduces a value ends that.
 */
#include <string.h>

#include "../startup/shell.h"
#include "services.h"

#define MAX_HOLD	64	/* names that hold something of the request */

struct held {
	struct span	name[MAX_HOLD];
	size_t		n;
	bool		shell;		/* the script is a shell's */
};

static const char *const sources[] = {
	"QUERY_STRING", "HTTP_", "PATH_INFO", "REQUEST_URI", "FieldStorage", "getvalue(", "getfirst(",
	"param(", "<STDIN>", "STDIN.read", "sys.stdin", "$(cat)", "`cat`", "$(</dev/stdin)",
	"$(cat -)", "$(dd ", "CGI.new", "cgi.params", "request.args", "request.form", "request.values", NULL
};
static const char *const cleaners[] = {
	"shlex.quote", "pipes.quote", "quotemeta", "shellescape", "int(", "printf %q", "printf '%q'",
	"tr -cd", "tr -dc", "html.escape", "escapeHTML", NULL
};

static bool
holds_any(struct span line, const char *const *words)
{
	for (; *words; words++)
		if (span_holds(line, *words))
			return true;
	return false;
}

static bool
letter(unsigned char c)
{
	return (c >= '0' && c <= '9') || (c | 0x20) - (unsigned)'a' < 26 || c == '_';
}

/* Is the name anywhere in the text as a word of its own? */
static bool
mentions(struct span text, struct span name)
{
	const unsigned char *start = text.p, *at;

	while (text.n >= name.n && (at = memmem(text.p, text.n, name.p, name.n))) {
		text = span_skip(text, (size_t)(at - text.p) + name.n);
		if ((at == start || !letter(at[-1])) && (text.n == 0 || !letter(*text.p)))
			return true;
	}
	return false;
}

/* The text behind the first of a word that begins a word: SPAN_NONE when it is not there. */
static struct span
behind(struct span line, const char *w)
{
	size_t n = strlen(w);
	const unsigned char *start = line.p, *at;

	while (line.n >= n && (at = memmem(line.p, line.n, w, n))) {
		line = span_skip(line, (size_t)(at - line.p) + n);
		if (at == start || (!letter(at[-1]) && at[-1] != '"' && at[-1] != '\'') || !letter((unsigned char)*w))
			return line.n ? line : span_of(" ");
	}
	return SPAN_NONE;
}

/* What quotes a value or makes a number of it. */
static bool
cleans(struct span line)
{
	for (size_t i = 0; cleaners[i]; i++)
		if (behind(line, cleaners[i]).n)
			return true;
	return false;
}

static bool
holds_request(const struct held *h, struct span text)
{
	if (holds_any(text, sources))
		return true;
	for (size_t i = 0; i < h->n; i++)
		if (mentions(text, h->name[i]))
			return true;
	return false;
}

/* The first argument: a list of several goes to no shell. */
static struct span
first(struct span arguments)
{
	arguments = span_before(arguments, ')');
	return span_before(arguments, ',');
}

static bool
shell_runs(const struct held *h, struct span line)
{
	static const char *const words[] = { "eval ", "sh -c ", "bash -c ", "ash -c ", NULL };
	static const char *const pipes[] = { "| sh", "|sh", "| bash", "|bash", "| /bin/sh", "|/bin/sh",
		"| /bin/bash", "|/bin/bash", NULL };
	struct span text = line;

	for (size_t i = 0; words[i]; i++)
		if (holds_request(h, behind(line, words[i])))
			return true;
	if (holds_any(line, pipes) && holds_request(h, span_before(line, '|')))
		return true;
	/* A value in the place of a command: "$cmd", $($cmd), `$cmd`. */
	for (bool begins = true; text.n; text = span_skip(text, 1)) {
		if (begins && (*text.p == '$' || *text.p == '"') && !span_starts(text, "$(")) {
			struct span name = span_skip(text, *text.p == '"' ? 2 : 1);
			size_t n = 0;

			name = span_skip(name, span_starts(name, "{"));
			while (n < name.n && letter(name.p[n]))
				n++;
			if (n && holds_request(h, (struct span){ name.p, n }))
				return true;
		}
		begins = *text.p == ';' || *text.p == '`' || *text.p == '(' || *text.p == '|' ||
		    (begins && *text.p == ' ');
	}
	return false;
}

static bool
other_runs(const struct held *h, struct span line)
{
	static const char *const calls[] = { "system(", "system ", "exec(", "exec ", "eval(", "popen(",
		"popen2(", "popen3(", "capture2e(", "getoutput(", "getstatusoutput(", "spawn(", NULL };
	static const char *const texts[] = { "eval $", "qx{", "qx(", "qx/", NULL };
	struct span at;

	for (size_t i = 0; calls[i]; i++)
		if ((at = behind(line, calls[i])).n && holds_request(h, first(at)))
			return true;
	for (size_t i = 0; texts[i]; i++)
		if ((at = behind(line, texts[i])).n && holds_request(h, at))
			return true;
	if (span_holds(line, "subprocess.") && span_holds(line, "shell=True") &&
	    holds_request(h, span_after(line, '(')))
		return true;
	/* A file name that ends in a bar is a command. */
	if ((at = behind(line, "open(")).n && span_has(at, '|') && holds_request(h, at))
		return true;
	return span_has(line, '`') && holds_request(h, span_before(span_after(line, '`'), '`'));
}

/* "my $x = ...", "x=...", "read -r x": the name that is set; empty: none. */
static struct span
set_name(struct span line, bool shell)
{
	struct span before = span_before(line, '='), word, last = SPAN_NONE;
	size_t n;

	if (shell && (span_starts(line, "read ") || span_holds(line, " read "))) {
		while (span_field(&line, " \t;", &word))
			last = word;
		return last;
	}
	if (before.n == line.n || (before.n + 1 < line.n && line.p[before.n + 1] == '='))
		return SPAN_NONE;
	before = span_trim(before);
	for (n = 0; n < before.n && letter(before.p[before.n - 1 - n]);)
		n++;
	return (struct span){ before.p + before.n - n, n };
}

static void
note(struct held *h, struct span line)
{
	struct span name = set_name(line, h->shell);
	bool read = h->shell && (span_starts(line, "read ") || span_holds(line, " read "));

	if (name.n && h->n < MAX_HOLD && !cleans(line) &&
	    (read || holds_request(h, span_after(line, '='))))
		h->name[h->n++] = name;
}

unsigned
cgi_obeys(struct span text)
{
	struct span line, one, head = span_before(text, '\n');
	struct held h = { .n = 0 };

	if (!span_starts(head, "#!"))
		return 0;
	h.shell = span_ends(span_trim(head), "sh") || span_holds(head, "sh ");
	for (unsigned n = 1; span_line(&text, &line); n++) {
		if (span_starts(span_trim(line), "#"))
			continue;
		/* Statements may share a line; a ';' in quotes does little harm. */
		while (span_column(&line, ';', &one)) {
			one = span_trim(one);
			if (!cleans(one) && (h.shell ? shell_runs(&h, one) : other_runs(&h, one)))
				return n;
			note(&h, one);
		}
	}
	return 0;
}
