/* SPDX-License-Identifier: GPL-3.0-or-later */
/* follow - to which program does one simple command lead, and what does that run in turn? */
#include <string.h>

#include "resolve.h"

static const char *const builtins[] = {
	":", "[", "[[", "]]", "alias", "bg", "break", "caller", "complete", "continue", "dirs",
	"disown", "echo", "enable", "exit", "false", "fc", "fg", "getopts", "hash", "help",
	"jobs", "kill", "let", "logout", "popd", "printf", "pushd", "pwd", "read", "return",
	"set", "shift", "shopt", "suspend", "test", "times", "true", "type", "ulimit", "umask",
	"unalias", "unset", "wait", "ztcp", "zmodload", "time", "cd", ".", "source", "eval",
	"exec", "trap", "mapfile", "readarray", "command", "builtin", "export", "declare", "typeset", "readonly", "local",
	NULL
};

static bool
defined(const struct script *text, struct span name)
{
	for (size_t i = 0; i < text->functions; i++)
		if (span_equal(text->function[i], name))
			return true;
	return false;
}

/* Does the text ask about the program before it runs it: test -x, command -v, which? */
static bool
guarded(const struct script *text, struct span path)
{
	static const char *const asks[] = { "[", "[[", "test", "command", "which", "type", "hash",
		NULL };
	const struct simple *c;

	for (size_t i = 0; i < text->simples; i++) {
		c = &text->simple[i];
		if (c->words < 2 || !one_of(text->word[c->word].text, asks))
			continue;
		for (size_t j = 1; j < c->words; j++)
			if (span_equal(text->word[c->word + j].text, path))
				return true;
	}
	return false;
}

/* Of an entry of one line, all that it says; of a text, the command. */
static struct span
said_of(const struct resolver *r, const struct task *t, const struct simple *c)
{
	return t->strict == STRICT_LINE && t->line + c->line - 1 == (r->a->line ? r->a->line : 1) ?
	    r->a->said : c->said;
}

static void
unclear(struct resolver *r, const struct task *t, const struct simple *c)
{
	unsigned line = t->line + c->line - 1;

	r->unclear = true;
	if (t->strict != STRICT_INNER && r->trust == TRUST_STRANGER && !r->told && !r->a->lenient &&
	    startup_line(r->s, t->path, line, c->said) != LINE_PACKAGED)
		startup_say(r->s, STARTUP_COMMAND_UNCLEAR, t->path, line, said_of(r, t, c));
}

/* A file that would be executed or read as a program; what it says is queued if it is foreign. */
static void
reach(struct resolver *r, const struct task *t, const struct script *text, const struct simple *c,
    struct span path, enum speaks speaks)
{
	struct target to = { .from = t->path, .line = t->line + c->line - 1, .path = path,
	    .strict = t->strict };
	struct vstat st;
	struct judged j;

	to.guarded = see_stat(r->s->in, path, &st) == VIEW_ABSENT &&
	    (r->told || guarded(text, path));
	to.said = said_of(r, t, c);
	speaks = resolve_speaks(r, path, speaks);
	to.own = r->a->lenient && speaks == SPEAKS_SHELL && lookup_own(r, path);
	to.speaks = speaks != SPEAKS_NOTHING && t->strict != STRICT_INNER && lookup_local(r, path);
	j = target_judge(r->s, r->a, &to);
	if (j.there && j.foreign)
		resolve_script(r, path, speaks, t, to.speaks ? STRICT_SCRIPT : STRICT_INNER);
}

/* The word in a command's place. */
static void
reach_program(struct resolver *r, const struct task *t, const struct script *text,
    const struct simple *c, const struct word *w)
{
	struct span name, path;

	if (!vars_expand(&r->vars, r->s->in, w, &name) || name.n == 0) {
		if (w->live)
			unclear(r, t, c);
		return;
	}
	if (span_has(name, '/')) {
		if (lookup_placed(r, t, name, &path))
			reach(r, t, text, c, path, SPEAKS_SHELL);
		else
			unclear(r, t, c);
		return;
	}
	if (defined(text, name) || one_of(name, builtins))
		return;
	if (lookup_searched(r, name, &path))
		reach(r, t, text, c, path, SPEAKS_SHELL);
	else if (t->strict == STRICT_LINE && r->trust == TRUST_STRANGER && !r->told &&
	    !guarded(text, name) && !r->a->lenient)
		startup_say(r->s, STARTUP_PROGRAM_MISSING, t->path, t->line, r->a->said);
}

void
reach_script(struct resolver *r, const struct task *t, const struct script *text,
    const struct simple *c, const struct word *w, enum speaks speaks)
{
	struct span name, path;

	if (!vars_expand(&r->vars, r->s->in, w, &name))
		return;
	if (lookup_placed(r, t, name, &path) && !span_is(path, "/dev/null"))
		reach(r, t, text, c, path, speaks);
}

/* run-parts DIR: each program in it; the cron directories are a source of their own. */
static void
reach_parts(struct resolver *r, const struct task *t, const struct script *text,
    const struct simple *c, struct span dir)
{
	const struct span *name;
	size_t n;

	if (span_starts(dir, "/etc/cron.") || !span_starts(dir, "/") ||
	    see_dir(r->s->in, dir, &name, &n) != VIEW_OK)
		return;
	for (size_t i = 0; i < n; i++)
		reach(r, t, text, c, see_path(r->s->in, dir, name[i]),
		    SPEAKS_SHELL);
}

static void
change_directory(struct resolver *r, struct task *t, const struct word *w, size_t n)
{
	struct span to;

	if (n < 2 || !vars_expand(&r->vars, r->s->in, &w[n - 1], &to))
		t->cwd = n < 2 ? r->a->as.home : SPAN_NONE;
	else if (span_starts(to, "/"))
		t->cwd = to;
	else
		t->cwd = t->cwd.n ? see_path(r->s->in, t->cwd, to) : SPAN_NONE;
}

static struct span
words_text(struct resolver *r, const struct word *w, size_t n)
{
	unsigned char *out;
	size_t all = 0, at = 0;

	for (size_t i = 0; i < n; i++)
		all += w[i].text.n + 1;
	out = see_room(r->s->in, all + 1, 1);
	for (size_t i = 0; i < n; i++) {
		if (w[i].text.n)
			memcpy(out + at, w[i].text.p, w[i].text.n);
		at += w[i].text.n;
		out[at++] = ' ';
	}
	return (struct span){ out, at };
}

static void
follow_options(struct resolver *r, struct task *t, const struct script *text,
    const struct simple *c, const struct word *w, size_t n)
{
	struct options o = { .word = 0 };

	while (options_next(w, n, &o))
		if (o.text)
			resolve_text(r, o.what.text, t, t->line + c->line - 1);
		else
			reach_script(r, t, text, c, &o.what, SPEAKS_NOTHING);
}

/* Code of another language in the arguments: the commands that it starts. */
static void
follow_code(struct resolver *r, struct task *t, const struct simple *c, struct span code)
{
	struct span line, command;

	while (span_line(&code, &line))
		while (inline_runs(&line, &command))
			resolve_text(r, command, t, t->line + c->line - 1);
}

/* A shell at the end of a pipe; at(1) obeys what it reads, too. */
static void
follow_fed(struct resolver *r, const struct task *t, const struct script *text,
    const struct simple *c, const struct word *w, bool shell)
{
	struct span first = span_base(text->word[c->word].text), name = span_base(w->text);

	if (c->ups == 0 || span_is(first, "xargs"))
		return;
	if (span_is(name, "at") || span_is(name, "batch"))
		feed_pipe(r, t, text, c);
	else if (shell && !feed_pipe(r, t, text, c))
		unclear(r, t, c);
}

/* What a program's arguments make it run. */
static void
follow_arguments(struct resolver *r, struct task *t, const struct script *text,
    const struct simple *c, const struct word *w, size_t n)
{
	const struct redirect *redirect = text->redirect + c->redirect;
	struct span name = span_base(w->text);
	enum speaks speaks = wrap_speaks(name);
	struct meant m;

	wrap_meant(w, n, &m);
	follow_fed(r, t, text, c, w, m.input && speaks == SPEAKS_SHELL);
	if (m.inline_code && speaks == SPEAKS_SHELL)
		feed_word(r, t, text, &m.code);
	else if (m.file && speaks == SPEAKS_SHELL)
		feed_word(r, t, text, &m.script);
	if (m.inline_code && speaks == SPEAKS_SHELL && m.code.text.n)
		resolve_text(r, m.code.text, t, t->line + c->line - 1);
	else if (m.inline_code && speaks == SPEAKS_OTHER)
		follow_code(r, t, c, m.code.text);
	if (m.file)
		reach_script(r, t, text, c, &m.script, speaks);
	follow_options(r, t, text, c, w, n);
	for (size_t i = 0; m.input && speaks == SPEAKS_SHELL && i < c->redirects; i++) {
		if (redirect[i].kind == REDIR_HERE)
			resolve_text(r, redirect[i].body, t, redirect[i].to.line);
		else if (redirect[i].kind == REDIR_STRING)
			resolve_text(r, redirect[i].to.text, t, t->line + c->line - 1);
		else if (redirect[i].kind == REDIR_IN)
			reach_script(r, t, text, c, &redirect[i].to, speaks);
	}
	if (span_is(name, "run-parts"))
		for (size_t i = 1; i < n; i++)
			if (span_starts(w[i].text, "/"))
				reach_parts(r, t, text, c, w[i].text);
	for (size_t i = 1; i + 1 < n; i++) {
		if ((span_is(name, "at") || span_is(name, "batch")) && span_is(w[i].text, "-f"))
			reach_script(r, t, text, c, &w[i + 1], SPEAKS_SHELL);
		if ((span_is(name, "start-stop-daemon") && (span_is(w[i].text, "--exec") ||
		    span_is(w[i].text, "--startas") || span_is(w[i].text, "-x") ||
		    span_is(w[i].text, "-a"))) ||
		    (span_is(name, "find") && (span_is(w[i].text, "-exec") ||
		    span_is(w[i].text, "-execdir"))))
			reach_program(r, t, text, c, &w[i + 1]);
	}
}

/* NAME=value as the text has it, its plain variables put in. */
static void
environ_text(struct resolver *r, const struct task *t, const struct simple *c,
    const struct word *w)
{
	struct autorun here = *r->a;
	struct span word;

	here.path = t->path;
	here.line = t->line + c->line - 1;
	here.trust = t->foreign && here.trust == TRUST_PACKAGED ? TRUST_STRANGER : here.trust;
	environ_word(r->s, &here, vars_expand(&r->vars, r->s->in, w, &word) ? word : w->text);
}

/* What an interpreter or the loader is told to load first, its variable could tell it too. */
static void
loads_first(struct resolver *r, const struct task *t, const struct simple *c, const struct word *w,
    size_t n)
{
	static const struct {
		const char	*program, *option, *variable;
	} loading[] = {
		{ "java", "-javaagent:", "JAVA_TOOL_OPTIONS=-javaagent:" },
		{ "java", "-agentpath:", "JAVA_TOOL_OPTIONS=-agentpath:" },
		{ "java", "-Xbootclasspath/a:", "JAVA_TOOL_OPTIONS=-Xbootclasspath/a:" },
		{ "node", "--require", "NODE_OPTIONS=" }, { "node", "-r", "NODE_OPTIONS=" },
		{ "node", "--import", "NODE_OPTIONS=" }, { "node", "--loader", "NODE_OPTIONS=" },
		{ "ld-", "--preload", "LD_PRELOAD=" }, { "ld-", "--audit", "LD_AUDIT=" },
		{ "ld-", "--library-path", "LD_LIBRARY_PATH=" },
		{ "perl", "-I", "PERL5OPT=" }, { "ruby", "-r", "RUBYOPT=" }, { "ruby", "-I", "RUBYOPT=" },
	};
	struct span name = span_base(w->text), file;

	for (size_t i = 1; i < n; i++)
		for (size_t k = 0; k < sizeof loading / sizeof *loading; k++) {
			if (!span_starts(name, loading[k].program) ||
			    !span_starts(w[i].text, loading[k].option))
				continue;
			file = span_skip(w[i].text, strlen(loading[k].option));
			if (span_starts(file, "="))
				file = span_skip(file, 1);
			if (file.n == 0 && i + 1 < n)
				file = w[i + 1].text;
			if (!span_has(file, '/') || !lookup_placed(r, t, file, &file))
				continue;
			environ_text(r, t, c, &(struct word){ .text = see_join(r->s->in,
			    span_of(loading[k].variable), file, SPAN_NONE) });
		}
}

static bool
follow_builtin(struct resolver *r, struct task *t, const struct script *text,
    const struct simple *c, const struct word *w, size_t n)
{
	static const char *const sets[] = { "export", "declare", "typeset", "readonly", "local",
		NULL };

	if (span_is(w->text, "cd")) {
		change_directory(r, t, w, n);
	} else if (span_is(w->text, "enable") || span_is(w->text, "mapfile") ||
	    span_is(w->text, "readarray")) {
		/* A library of new builtins, and what is called for each line. */
		for (size_t i = 1; i + 1 < n; i++)
			if (span_is(w[i].text, "-f") || span_is(w[i].text, "-C"))
				reach_program(r, t, text, c, &w[i + 1]);
	} else if (span_is(w->text, "eval")) {
		for (size_t i = 1; i < n; i++)
			feed_word(r, t, text, &w[i]);
		resolve_text(r, words_text(r, w + 1, n - 1), t, t->line + c->line - 1);
	} else if (span_is(w->text, "trap") && n > 2) {
		resolve_text(r, w[1].text, t, t->line + c->line - 1);
	} else if ((span_is(w->text, ".") || span_is(w->text, "source")) && n > 1) {
		feed_word(r, t, text, &w[1]);
		reach_script(r, t, text, c, &w[1], SPEAKS_SHELL);
	} else if (one_of(w->text, sets)) {
		for (size_t i = 1; i < n; i++)
			if (assignment(w[i].text))
				vars_take(&r->vars, r->s->in, &w[i]);
	} else {
		return false;
	}
	return true;
}

void
follow(struct resolver *r, struct task *t, const struct script *text, const struct simple *c)
{
	const struct word *w = text->word + c->word;
	struct span inner;
	size_t at = 0;

	for (size_t i = 0; i < c->words; i++)
		if (assignment(w[i].text))
			environ_text(r, t, c, &w[i]);
	while (at < c->words && assignment(w[at].text))
		at++;
	if (at == c->words) {
		for (size_t i = 0; i < at; i++)
			vars_take(&r->vars, r->s->in, &w[i]);
		return;
	}
	for (;;) {
		reach_program(r, t, text, c, &w[at]);
		loads_first(r, t, c, w + at, c->words - at);
		if (!wrap_peel(w, c->words, &at, &inner))
			break;
		if (inner.n)
			resolve_text(r, inner, t, t->line + c->line - 1);
		if (at >= c->words)
			return;
	}
	if (!follow_builtin(r, t, text, c, w + at, c->words - at))
		follow_arguments(r, t, text, c, w + at, c->words - at);
}
