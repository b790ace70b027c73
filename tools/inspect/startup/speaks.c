/* SPDX-License-Identifier: GPL-3.0-or-later */
/* speaks - is it an interpreter, and is its program named, written out, or read from its input? */
#include <string.h>

#include "shell.h"

/* Interpreters: options that hold code, options that take a word, options that name no file. */
static const struct speaker {
	const char	*name;		/* versions such as python3.13 begin with it */
	enum speaks	 speaks;
	const char	*code;		/* letters: the next word is code */
	const char	*valued;	/* letters: the next word is the option's value */
	const char	*module;	/* letters: the next word names a module to run */
	const char	*named;		/* letters: the next word is the script */
} speaker[] = {
	{ "sh", SPEAKS_SHELL, "c", "oO", "", "" },
	{ "bash", SPEAKS_SHELL, "c", "oO", "", "" },
	{ "rbash", SPEAKS_SHELL, "c", "oO", "", "" },
	{ "dash", SPEAKS_SHELL, "c", "o", "", "" },
	{ "ash", SPEAKS_SHELL, "c", "o", "", "" },
	{ "ksh", SPEAKS_SHELL, "c", "o", "", "" },
	{ "ksh93", SPEAKS_SHELL, "c", "o", "", "" },
	{ "mksh", SPEAKS_SHELL, "c", "o", "", "" },
	{ "zsh", SPEAKS_SHELL, "c", "o", "", "" },
	{ "openrc-run", SPEAKS_SHELL, "", "", "", "" },
	{ "runscript", SPEAKS_SHELL, "", "", "", "" },
	{ "csh", SPEAKS_SHELL, "c", "", "", "" },
	{ "tcsh", SPEAKS_SHELL, "c", "", "", "" },
	{ "fish", SPEAKS_SHELL, "cC", "", "", "" },
	{ "python", SPEAKS_OTHER, "c", "WX", "m", "" },
	{ "pypy", SPEAKS_OTHER, "c", "WX", "m", "" },
	{ "perl", SPEAKS_OTHER, "eE", "", "", "" },
	{ "ruby", SPEAKS_OTHER, "e", "CEI", "", "" },
	{ "php", SPEAKS_OTHER, "r", "cdzS", "", "f" },
	{ "node", SPEAKS_OTHER, "ep", "r", "", "" },
	{ "nodejs", SPEAKS_OTHER, "ep", "r", "", "" },
	{ "lua", SPEAKS_OTHER, "e", "l", "", "" },
	{ "tclsh", SPEAKS_OTHER, "", "", "", "" },
	{ "expect", SPEAKS_OTHER, "c", "", "", "f" },
	{ "java", SPEAKS_OTHER, "", "", "", "" },
	{ "awk", SPEAKS_OTHER, "", "vF", "", "f" },
	{ "gawk", SPEAKS_OTHER, "e", "vF", "", "f" },
	{ "mawk", SPEAKS_OTHER, "", "vF", "", "f" },
};

static const struct speaker *
speaker_named(struct span name)
{
	const struct speaker *is;
	struct span rest;

	for (size_t i = 0; i < sizeof speaker / sizeof *speaker; i++) {
		is = &speaker[i];
		if (!span_starts(name, is->name))
			continue;
		rest = span_skip(name, strlen(is->name));
		while (rest.n && ((*rest.p >= '0' && *rest.p <= '9') || *rest.p == '.'))
			rest = span_skip(rest, 1);
		if (rest.n == 0)
			return is;
	}
	return NULL;
}

enum speaks
wrap_speaks(struct span name)
{
	const struct speaker *is = speaker_named(span_base(name));

	return is ? is->speaks : SPEAKS_NOTHING;
}

static bool
holds(const char *letters, unsigned char c)
{
	return c && strchr(letters, c);
}

/* One word of options.  Answers how many words it takes, 0 when it ends the options. */
static size_t
option(const struct speaker *is, const struct word *w, size_t n, struct meant *m)
{
	struct span o = w->text, value;

	for (size_t i = 1; i < o.n; i++) {
		value = span_skip(o, i + 1);
		if (holds(is->code, o.p[i])) {
			/* A shell's code is a word of its own, whatever letters follow the c. */
			bool glued = value.n && is->speaks != SPEAKS_SHELL;

			m->code = glued ? *w : n > 1 ? w[1] : (struct word){ 0 };
			if (glued)
				m->code.text = value;
			m->inline_code = true;
			return 0;
		}
		if (holds(is->module, o.p[i])) {
			m->module = true;
			return 0;
		}
		if (holds(is->named, o.p[i]) && n > 1 && value.n == 0) {
			m->file = true;
			m->script = w[1];
			return 0;
		}
		if (holds(is->valued, o.p[i]))
			return value.n ? 1 : 2;
		/* perl -MX, -IX, -i.bak: the rest of the word is the value. */
		if (span_starts(span_of(is->name), "perl") && holds("MmIiF", o.p[i]))
			return 1;
		if (span_is(span_of(is->name), "ruby") && holds("rIi", o.p[i]))
			return 1;
	}
	return 1;
}

void
wrap_meant(const struct word *w, size_t n, struct meant *m)
{
	const struct speaker *is = n ? speaker_named(span_base(w->text)) : NULL;
	bool awk = is && span_ends(span_of(is->name), "awk");
	size_t i = 1, took;

	*m = (struct meant){ 0 };
	if (!is)
		return;
	while (i < n) {
		if (span_is(w[i].text, "--")) {
			i++;
			break;
		}
		if (!span_starts(w[i].text, "-") && !(span_starts(w[i].text, "+") &&
		    is->speaks == SPEAKS_SHELL))
			break;
		if (span_is(w[i].text, "-") || (is->speaks == SPEAKS_SHELL &&
		    !span_starts(w[i].text, "--") && span_has(w[i].text, 's') &&
		    !span_has(w[i].text, 'c'))) {
			m->input = true;
			return;
		}
		if (span_is(w[i].text, "-jar")) {
			i++;
			break;
		}
		took = span_starts(w[i].text, "--") ? 1 : option(is, &w[i], n - i, m);
		if (span_is(w[i].text, "--rcfile") || span_is(w[i].text, "--init-file") ||
		    span_is(w[i].text, "--require") || span_is(w[i].text, "--import") ||
		    span_is(w[i].text, "--loader"))
			took = 2;
		if (took == 0)
			return;
		i += took;
	}
	if (i >= n) {
		m->input = true;
	} else if (awk) {
		m->inline_code = true;
		m->code = w[i];
	} else if (span_is(span_of(is->name), "java") && !span_is(w[i - 1].text, "-jar")) {
		m->module = true;
	} else if (span_is(w[i].text, "/dev/stdin") || span_is(w[i].text, "/dev/fd/0") ||
	    span_is(w[i].text, "/proc/self/fd/0")) {
		m->input = true;
	} else {
		m->file = true;
		m->script = w[i];
	}
}
