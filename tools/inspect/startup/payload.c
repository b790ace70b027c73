/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * payload - does shell text connect a shell to the network, or run what it fetched or decoded?
 *
 * Judged by structure: who feeds whom, what a shell reads and writes.  The
 * same programs used for what they are for (a probe of a port, a download that
 * is kept, a decoded file) do not have it.
 */
#include "autorun.h"
#include "shell.h"

#define MAX_STAGES	64	/* of one pipeline; longer ones exist only to hurt */
#define MAX_SAVED	32	/* files that one text fetches or decodes */

/* Does anything upstream of the command have the trait? */
static bool
fed_by(const struct script *s, const struct simple *c, const unsigned char *trait, unsigned what)
{
	for (size_t stage = 0; c->ups && stage < MAX_STAGES; stage++) {
		for (size_t i = c->up; i < c->up + c->ups; i++)
			if (trait[i] & what)
				return true;
		c = &s->simple[c->up];
	}
	return false;
}

static bool
to_network(const struct script *s, const struct simple *c)
{
	const struct redirect *r = s->redirect + c->redirect;

	for (size_t i = 0; i < c->redirects; i++)
		if (span_starts(r[i].to.text, "/dev/tcp/") ||
		    span_starts(r[i].to.text, "/dev/udp/"))
			return true;
	return false;
}

/* <&5, >&$fd: ties to a descriptor that was opened before. */
static bool
ties_descriptor(const struct script *s, const struct simple *c)
{
	const struct redirect *r = s->redirect + c->redirect;

	for (size_t i = 0; i < c->redirects; i++)
		if (r[i].kind == REDIR_DUP && !span_is(r[i].to.text, "0") &&
		    !span_is(r[i].to.text, "1") && !span_is(r[i].to.text, "2") &&
		    !span_is(r[i].to.text, "-"))
			return true;
	return false;
}

/* A shell, or a word that becomes a command only when it is run. */
static bool
obeys(const struct word *w)
{
	return wrap_speaks(w->text) == SPEAKS_SHELL || span_is(w->text, "eval") ||
	    (w->live && span_starts(w->text, "$"));
}

bool
payload_shell(const struct script *s, const unsigned char *trait, const struct simple **where)
{
	bool opened = false, tied = false, net;
	const struct simple *c;
	const struct word *w;
	size_t n;

	for (size_t i = 0; i < s->simples; i++) {
		*where = c = &s->simple[i];
		net = to_network(s, c);
		w = script_program(s, c, &n);
		opened |= net || (w && span_is(w->text, "ztcp"));
		if (trait[i] & TRAIT_SERVES)
			return true;
		/* "exec 0<&5" ties whatever is started after it. */
		tied |= opened && !w && ties_descriptor(s, c);
		if (w && obeys(w) && (net || tied ||
		    (opened && (ties_descriptor(s, c) || c->ups))))
			return true;
		if ((net || trait[i] & TRAIT_CLIENT) && fed_by(s, c, trait, TRAIT_SHELL))
			return true;
		if ((trait[i] & TRAIT_SHELL) && fed_by(s, c, trait, TRAIT_CLIENT))
			return true;
	}
	return false;
}

/* Does a substitution in the word fetch or decode? */
static bool
word_brings(struct inspection *in, const struct script *s, const struct word *w)
{
	const unsigned char *trait;
	struct script inner;

	for (size_t i = w->sub; i < w->sub + w->subs; i++) {
		script_parse(in, s->sub[i], &inner);
		trait = script_traits(in, &inner);
		for (size_t j = 0; j < inner.simples; j++)
			if (trait[j] & TRAIT_BRINGS)
				return true;
	}
	return false;
}

/* eval "$(curl ...)", sh -c "$(...)", . <(...), sh <<< "$(...)", or bare $(...). */
static bool
runs_substitution(struct inspection *in, const struct script *s, const struct simple *c)
{
	const struct redirect *r = s->redirect + c->redirect;
	const struct word *w;
	struct meant m;
	size_t n;

	if (s->subs == 0 || !(w = script_program(s, c, &n)))
		return false;
	if (word_brings(in, s, w))
		return true;
	if (span_is(w->text, "eval") || span_is(w->text, ".") || span_is(w->text, "source"))
		for (size_t i = 1; i < n; i++)
			if (word_brings(in, s, &w[i]))
				return true;
	wrap_meant(w, n, &m);
	if ((m.inline_code && word_brings(in, s, &m.code)) ||
	    (m.file && word_brings(in, s, &m.script)))
		return true;
	for (size_t i = 0; m.input && i < c->redirects; i++)
		if ((r[i].kind == REDIR_STRING || r[i].kind == REDIR_IN) &&
		    word_brings(in, s, &r[i].to))
			return true;
	return false;
}

struct saved {
	struct span	file[MAX_SAVED];
	size_t		n;
};

static void
save(struct saved *to, struct span file)
{
	while (span_starts(file, "./"))
		file = span_skip(file, 2);
	if (file.n && !span_is(file, "-") && !startup_within(file, "/dev") && to->n < MAX_SAVED)
		to->file[to->n++] = file;
}

/* Where does a fetching or decoding command leave what it brings? */
static void
note_saved(const struct script *s, const struct simple *c, struct saved *to)
{
	const struct redirect *r = s->redirect + c->redirect;
	const struct word *w;
	bool curl, named = false;
	size_t n;

	for (size_t i = 0; i < c->redirects; i++)
		if (r[i].kind == REDIR_OUT)
			save(to, r[i].to.text);
	w = script_program(s, c, &n);
	curl = w && span_is(span_base(w->text), "curl");
	for (size_t i = 1; w && i < n; i++) {
		struct span o = w[i].text;

		if (span_starts(o, "--output")) {
			save(to, span_has(o, '=') ? span_after(o, '=') :
			    i + 1 < n ? w[i + 1].text : SPAN_NONE);
			named = true;
		} else if (span_starts(o, "-") && !span_starts(o, "--") &&
		    span_has(o, curl ? 'o' : 'O')) {
			o = span_after(o, curl ? 'o' : 'O');
			save(to, o.n ? o : i + 1 < n ? w[i + 1].text : SPAN_NONE);
			named = true;
		}
	}
	for (size_t i = 1; w && !named && i < n; i++)
		if (span_holds(w[i].text, "://"))
			save(to, span_before(span_base(w[i].text), '?'));
}

static bool
is_saved(const struct saved *in, struct span file)
{
	while (span_starts(file, "./"))
		file = span_skip(file, 2);
	for (size_t i = 0; i < in->n; i++)
		if (span_equal(in->file[i], file) ||
		    (span_equal(span_base(in->file[i]), span_base(file)) &&
		    (!span_has(file, '/') || !span_has(in->file[i], '/'))))
			return true;
	return false;
}

/* u+x, a=rx, 0755: does the mode let somebody execute? */
static bool
mode_executes(struct span mode)
{
	uint64_t v;

	if (!span_decimal(mode, &v))
		return (span_has(mode, '+') || span_has(mode, '=')) && span_has(mode, 'x');
	for (size_t i = mode.n > 3 ? mode.n - 3 : 0; i < mode.n; i++)
		if (mode.p[i] & 1)
			return true;
	return false;
}

static bool
runs_saved(const struct script *s, const struct simple *c, const struct saved *saved)
{
	const struct word *w;
	struct meant m;
	size_t n;

	if (saved->n == 0 || !(w = script_program(s, c, &n)))
		return false;
	wrap_meant(w, n, &m);
	if ((span_has(w->text, '/') || w->live) && is_saved(saved, w->text))
		return true;
	if (m.file && is_saved(saved, m.script.text))
		return true;
	if ((span_is(w->text, ".") || span_is(w->text, "source")) && n > 1)
		return is_saved(saved, w[1].text);
	if (span_is(span_base(w->text), "chmod") && n > 2 && mode_executes(w[1].text))
		for (size_t i = 2; i < n; i++)
			if (is_saved(saved, w[i].text))
				return true;
	return false;
}

bool
payload_fetch(struct inspection *in, const struct script *s, const unsigned char *trait,
    const struct simple **where)
{
	struct saved saved = { .n = 0 };
	const struct simple *c;
	const struct word *w;
	struct meant m;
	size_t n;

	for (size_t i = 0; i < s->simples; i++) {
		*where = c = &s->simple[i];
		if ((trait[i] & TRAIT_OBEYS) && fed_by(s, c, trait, TRAIT_BRINGS))
			return true;
		if (runs_substitution(in, s, c) || runs_saved(s, c, &saved))
			return true;
		if ((w = script_program(s, c, &n))) {
			wrap_meant(w, n, &m);
			if (m.inline_code && wrap_speaks(w->text) == SPEAKS_OTHER &&
			    inline_fetch(m.code.text))
				return true;
		}
		if (trait[i] & TRAIT_BRINGS)
			note_saved(s, c, &saved);
	}
	return false;
}
