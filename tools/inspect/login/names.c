/* SPDX-License-Identifier: GPL-3.0-or-later */
/* names - what does a shell's own file set up to run later, and in whose place? */
#include "../startup/shell.h"
#include "login.h"

/* Who gives one of these a password gives it to whatever bears the name. */
static const char *const trusted[] = {
	"sudo", "su", "ssh", "scp", "sftp", "passwd", "login", "doas", "runuser", "pkexec", "kinit",
	"gpg", "mysql", "psql", NULL
};
/* And these show what is there. */
static const char *const showing[] = {
	"ps", "ss", "netstat", "lsof", "who", "w", "last", "find", "crontab", "systemctl", "top", NULL
};

/* Does the text that an alias stands for begin with the command itself, or one of its kind? */
static bool
same_kind(struct startup *s, struct span name, struct span text)
{
	const struct word *w;
	struct script script;
	size_t n, at;

	script_parse(s->in, text, &script);
	if (script.simples == 0)
		return true;
	for (size_t i = 0; i < script.simple[0].words; i++) {
		w = script.word + script.simple[0].word + i;
		if (!assignment(w->text) && (span_equal(w->text, name) || one_of(w->text, trusted)))
			return true;
	}
	n = script.simple[0].words;
	at = wrap_program(script.word + script.simple[0].word, n);
	return at < n && span_equal(span_base(script.word[script.simple[0].word + at].text), name) &&
	    startup_trust(s, script.word[script.simple[0].word + at].text) == TRUST_PACKAGED;
}

static void
alias(struct startup *s, const struct autorun *a, struct span name, struct span text)
{
	command_text(s, a, text);
	if (one_of(name, trusted) && !same_kind(s, name, text))
		startup_say(s, LOGIN_COMMAND_REPLACED, a->path, a->line, a->said);
}

static void
search_path(struct startup *s, const struct autorun *a, struct span value)
{
	struct span dir;
	struct vstat st;

	while (span_field(&value, ":\"' \t()", &dir)) {
		if (!span_is(dir, ".") && !span_starts(dir, "/"))
			continue;
		if (span_is(dir, ".") || target_volatile(dir) || span_is(dir, "/tmp") ||
		    (target_hidden(dir) && !people_home(s, dir)) ||
		    (see_stat(s->in, dir, &st) == VIEW_OK && (st.mode & 002)))
			startup_say(s, LOGIN_PATH_OPEN, a->path, a->line, a->said);
	}
}

/* NAME=value of what the shell itself runs or searches. */
static void
variable(struct startup *s, const struct autorun *a, struct span word)
{
	size_t n = assignment(word);
	struct span name = { word.p, n }, value = span_skip(word, n + 1);

	if (span_is(name, "PROMPT_COMMAND") || span_is(name, "LESSOPEN"))
		command_text(s, a, span_starts(value, "|") ? span_skip(value, 1) : value);
	else if (span_starts(name, "PS") && name.n == 3)
		command_text(s, a, see_join(s->in, span_of(": \""), value, span_of("\"")));
	else if (span_is(name, "PATH"))
		search_path(s, a, value);
}

static void
one_command(struct startup *s, struct autorun *a, const struct script *text,
    const struct simple *c)
{
	const struct word *w = text->word + c->word;
	bool aliases = c->words && span_is(w->text, "alias");
	size_t n;

	a->line = c->line;
	a->said = c->said;
	/* csh: alias NAME TEXT */
	if (aliases && c->words > 2 && !assignment(w[1].text))
		alias(s, a, w[1].text, w[2].text);
	for (size_t i = 0; i < c->words; i++) {
		n = span_before(w[i].text, '=').n;
		if (aliases && i && n < w[i].text.n)
			alias(s, a, (struct span){ w[i].text.p, n }, span_skip(w[i].text, n + 1));
		else if (!aliases && assignment(w[i].text))
			variable(s, a, w[i].text);
	}
}

void
login_names(struct startup *s, const struct autorun *asked)
{
	struct autorun a = *asked;
	struct script text;
	struct span bytes;

	if (a.trust == TRUST_PACKAGED || see_file(s->in, a.path, &bytes) != VIEW_OK)
		return;
	script_parse(s->in, bytes, &text);
	for (size_t i = 0; i < text.simples; i++)
		one_command(s, &a, &text, &text.simple[i]);
	for (size_t i = 0; i < text.functions; i++)
		if (one_of(text.function[i], trusted) || one_of(text.function[i], showing))
			startup_say(s, LOGIN_COMMAND_REPLACED, a.path, 0, text.function[i]);
}
