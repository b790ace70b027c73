/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * command - which files would a command execute?
 *
 * Nothing is run: texts wait in a bounded queue, each is taken apart, each of
 * its simple commands followed to a file, and whatever holds further text
 * (sh -c, a foreign script, a substitution) joins the queue.
 */
#include "resolve.h"

#define MAX_SCRIPT	(512 << 10)	/* bytes of one script; hand-written ones are a hundredth */
#define HEAD		256		/* bytes that tell what a file is: BINPRM_BUF_SIZE */
#define MAX_TEXT	(16 << 20)	/* bytes of all scripts of one system */
#define MAX_AUTORUNS	20000		/* a busy server has a thousand */

void
resolve_text(struct resolver *r, struct span text, const struct task *from, unsigned line)
{
	if (r->n == MAX_TASKS || from->depth == MAX_DEPTH_OF_TEXT) {
		if (from->strict == STRICT_LINE)
			r->spent = true;
		else
			say_gap(r->s->in, from->path, "more nested shell text than is taken apart");
		return;
	}
	r->task[r->n] = (struct task){ .text = text, .path = from->path, .line = line,
	    .depth = from->depth + 1, .strict = from->strict, .foreign = from->foreign,
	    .cwd = from->cwd };
	r->n++;
}

/* "#!/usr/bin/env -S python3 -u": the interpreter that the kernel would start. */
static enum speaks
shebang(struct span head)
{
	struct span line = span_before(head, '\n'), name;

	if (!span_starts(line, "#!"))
		return SPEAKS_NOTHING;
	line = span_skip(line, 2);
	if (!span_field(&line, " \t\r", &name))
		return SPEAKS_NOTHING;
	if (span_is(span_base(name), "env"))
		while (span_field(&line, " \t\r", &name) && (span_starts(name, "-") ||
		    assignment(name)))
			;
	return wrap_speaks(name);
}

/* A program that code of another language starts by its path: where it lies. */
static void
look_at_program(struct startup *s, const struct autorun *a, struct span line, struct span command)
{
	struct target t = { .from = a->path, .line = a->line, .said = span_trim(line),
	    .strict = STRICT_INNER };

	if (!span_field(&command, " \t;&|", &t.path))
		return;
	if (target_volatile(target_clean(s, t.path)) && autorun_trust(s, a) != TRUST_PACKAGED)
		startup_say(s, STARTUP_PROGRAM_VOLATILE, a->path, a->line, t.said);
	else
		target_judge(s, a, &t);
}

static void
look_at_lines(struct startup *s, struct span path, struct span text)
{
	struct autorun a = startup_root(s, path);
	struct payload quoted;
	struct span line, rest, command;
	bool fetches;
	unsigned n = 0;

	if (inline_shell(text, true))
		startup_say(s, STARTUP_SHELL_NETWORK, path, 0, SPAN_NONE);
	while (span_line(&text, &line)) {
		n++;
		quoted = quoted_line(s->in, line);
		fetches = quoted.fetches || inline_fetch(line);
		if ((quoted.shell || fetches) && see_line(s->in, path, n) != LINE_PACKAGED) {
			if (quoted.shell)
				startup_say(s, STARTUP_SHELL_NETWORK, path, n, line);
			if (fetches)
				startup_say(s, STARTUP_FETCH_AND_RUN, path, n, line);
		}
		a.line = n;
		for (rest = line; inline_runs(&rest, &command);)
			look_at_program(s, &a, line, command);
	}
}

void
command_code(struct startup *s, struct span path)
{
	struct span text;
	struct vstat st;

	if (see_stat(s->in, path, &st) != VIEW_OK || st.kind != V_FILE)
		return;
	if (st.size > MAX_SCRIPT || (s->text += st.size) > MAX_TEXT)
		say_gap(s->in, path, "a script larger than this tool takes apart");
	else if (see_file(s->in, path, &text) == VIEW_OK)
		look_at_lines(s, path, text);
}

enum speaks
resolve_speaks(struct resolver *r, struct span path, enum speaks otherwise)
{
	struct span head;
	struct vstat st;

	if (see_stat(r->s->in, path, &st) != VIEW_OK || st.kind != V_FILE ||
	    see_head(r->s->in, path, HEAD, &head) != VIEW_OK)
		return SPEAKS_NOTHING;
	/* What the kernel refuses for want of a first line, execvp(3) and shells hand to sh. */
	if (span_starts(head, "#!"))
		return shebang(head);
	return span_has(head, '\0') || span_starts(head, "\177ELF") ? SPEAKS_NOTHING : otherwise;
}

/* What code of another language starts by its path. */
static void
starts_of(struct resolver *r, const struct task *here, struct span text)
{
	struct span line, command;
	unsigned n = 0;

	while (span_line(&text, &line)) {
		n++;
		while (inline_runs(&line, &command))
			resolve_text(r, command, here, n);
	}
}

void
resolve_script(struct resolver *r, struct span path, enum speaks speaks, const struct task *from,
    enum strict strict)
{
	struct startup *s = r->s;
	struct task here = *from;
	struct span text;
	struct vstat st;

	if (speaks == SPEAKS_NOTHING || see_stat(s->in, path, &st) != VIEW_OK)
		return;
	if (st.size > MAX_SCRIPT || (s->text += st.size) > MAX_TEXT) {
		say_gap(s->in, path, "a script larger than this tool takes apart");
		return;
	}
	if (see_file(s->in, path, &text) != VIEW_OK)
		return;
	here.path = path;
	here.strict = strict;
	here.foreign = true;
	if (speaks == SPEAKS_OTHER) {
		look_at_lines(s, path, text);
		here.strict = STRICT_INNER;
		starts_of(r, &here, text);
		return;
	}
	resolve_text(r, text, &here, 1);
}

static void
tell(struct resolver *r, const struct task *t, enum finding f, const struct simple *where)
{
	r->told = true;
	startup_say(r->s, f, t->path, t->line + where->line - 1,
	    t->strict == STRICT_LINE ? r->a->said : where->said);
}

static void
tell_payload(struct resolver *r, const struct task *t, const struct script *text)
{
	const unsigned char *trait = script_traits(r->s->in, text);
	const struct simple *where;

	if (payload_shell(text, trait, &where))
		tell(r, t, STARTUP_SHELL_NETWORK, where);
	if (payload_fetch(r->s->in, text, trait, &where))
		tell(r, t, STARTUP_FETCH_AND_RUN, where);
}

static void
work(struct resolver *r, struct task *t)
{
	struct script text;

	if (t->parsed)
		text = *t->parsed;
	else
		script_parse(r->s->in, t->text, &text);
	r->vars.n = 0;
	vars_set(&r->vars, span_of("HOME"), r->a->as.home);
	vars_set(&r->vars, span_of("PATH"), r->a->search);
	if (t->foreign)
		tell_payload(r, t, &text);
	for (size_t i = 0; i < text.subs; i++)
		resolve_text(r, text.sub[i], t, t->line);
	for (size_t i = 0; i < text.simples; i++)
		follow(r, t, &text, &text.simple[i]);
}

static void
run(struct resolver *r)
{
	for (size_t i = 0; i < r->n; i++)
		work(r, &r->task[i]);
	if (r->spent && r->trust != TRUST_PACKAGED)
		startup_say(r->s, STARTUP_COMMAND_UNCLEAR, r->a->path, r->a->line, r->a->said);
	told_end(r->s, r->a, r->unclear || r->spent);
}

/* False when a system names more autoruns than any machine has.  The text is all that the entry says. */
static bool
begin(struct resolver *r, struct startup *s, const struct autorun *a, struct span text,
    struct task *first)
{
	r->s = s;
	r->a = a;
	r->trust = a->trust;
	if (a->trust == TRUST_STRANGER && startup_line(s, a->path, a->line, text) == LINE_PACKAGED)
		r->trust = TRUST_PACKAGED;
	r->n = 0;
	r->spent = r->told = r->unclear = false;
	*first = (struct task){ .path = a->path, .line = a->line ? a->line : 1,
	    .foreign = r->trust != TRUST_PACKAGED, .cwd = a->cwd };
	told_begin(s);
	s->entries++;
	if (s->autoruns == MAX_AUTORUNS)
		say_gap(s->in, a->path, "more startup entries than are followed");
	return s->autoruns++ < MAX_AUTORUNS;
}

void
command_text(struct startup *s, const struct autorun *a, struct span text)
{
	struct resolver r;
	struct task first;

	if (!begin(&r, s, a, text, &first))
		return;
	startup_shape(s, a);
	resolve_text(&r, text, &first, first.line);
	run(&r);
}

void
command_words(struct startup *s, const struct autorun *a, const struct span *word, size_t n)
{
	struct script words = { .words = n, .simples = 1 };
	struct simple whole = { .words = n, .line = 1 };
	struct resolver r;
	struct task first;

	if (n == 0 || !begin(&r, s, a, a->said, &first))
		return;
	startup_shape(s, a);
	words.word = see_room(s->in, n, sizeof *words.word);
	words.redirect = see_room(s->in, 1, sizeof *words.redirect);
	words.simple = &whole;
	for (size_t i = 0; i < n; i++)
		words.word[i] = (struct word){ .text = word[i], .line = 1, .quoted = true };
	resolve_text(&r, SPAN_NONE, &first, first.line);
	r.task[0].parsed = &words;
	run(&r);
}

void
command_file(struct startup *s, const struct autorun *a, bool readable)
{
	struct target t = { .from = a->path, .said = a->said, .path = a->path };
	struct resolver r;
	struct task first;
	enum speaks speaks;

	if (!begin(&r, s, a, a->said, &first))
		return;
	if (r.trust != TRUST_PACKAGED) {
		speaks = resolve_speaks(&r, a->path, SPEAKS_SHELL);
		t.speaks = readable && speaks != SPEAKS_NOTHING;
		resolve_script(&r, a->path, speaks, &first, t.speaks ? STRICT_SCRIPT : STRICT_INNER);
	}
	target_judge(s, a, &t);
	run(&r);
}

void
command_dir(struct startup *s, struct autorun like, struct span dir, bool readable,
    bool (*takes)(struct span name))
{
	const struct span *name;
	size_t n;

	/* Where /lib is a link into /usr, both spellings are one place. */
	if (see_real(s->in, dir, &dir) != VIEW_OK || see_dir(s->in, dir, &name, &n) != VIEW_OK)
		return;
	for (size_t i = 0; i < n; i++) {
		if (takes && !takes(name[i]))
			continue;
		like.path = like.said = see_path(s->in, dir, name[i]);
		if (!startup_file(s, like.path, true))
			continue;
		like.trust = startup_trust(s, like.path);
		command_file(s, &like, readable);
	}
}

void
command_sourced(struct startup *s, const struct autorun *a)
{
	struct resolver r;
	struct task first;
	struct target t = { .from = a->path, .said = a->said, .path = a->path, .speaks = true };

	if (!begin(&r, s, a, a->said, &first))
		return;
	target_writable(s, a, &t);
	if (r.trust != TRUST_PACKAGED)
		resolve_script(&r, a->path, SPEAKS_SHELL, &first, STRICT_SCRIPT);
	run(&r);
}
