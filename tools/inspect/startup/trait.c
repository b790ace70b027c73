/* SPDX-License-Identifier: GPL-3.0-or-later */
/* trait - what can one simple command do: talk to the network, bring code, run what it reads? */
#include "shell.h"

static const char *const clients[] = {
	"nc", "ncat", "netcat", "nc.traditional", "nc.openbsd", "socat", "telnet", NULL
};
static const char *const fetchers[] = {
	"curl", "wget", "wget2", "fetch", "aria2c", "lwp-request", "GET", "lynx", "links", "ftp",
	"tftp", "axel", "http", "https", NULL
};

const struct word *
script_program(const struct script *s, const struct simple *c, size_t *n)
{
	const struct word *w = s->word + c->word;
	size_t at = wrap_program(w, c->words);

	*n = c->words - at;
	return *n ? w + at : NULL;
}

static bool
has_word(const struct word *w, size_t n, const char *text)
{
	for (size_t i = 1; i < n; i++)
		if (span_is(w[i].text, text))
			return true;
	return false;
}

/* Is one of the letters among a program's short options, alone or in a cluster? */
static bool
has_option(const struct word *w, size_t n, const char *letters)
{
	for (size_t i = 1; i < n; i++)
		if (span_starts(w[i].text, "-") && !span_starts(w[i].text, "--"))
			for (const char *c = letters; *c; c++)
				if (span_has(w[i].text, *c))
					return true;
	return false;
}

static bool
is_shell_path(struct span text)
{
	struct span word;

	return span_field(&text, " \t\"',", &word) && wrap_speaks(word) == SPEAKS_SHELL;
}

/* -e PROGRAM, -c COMMAND and their long spellings: the program a netcat serves. */
static bool
netcat_runs_shell(const struct word *w, size_t n)
{
	if (!one_of(span_base(w->text), clients))
		return false;
	for (size_t i = 1; i + 1 < n; i++)
		if (((span_starts(w[i].text, "-") && !span_starts(w[i].text, "--") &&
		    (span_ends(w[i].text, "e") || span_ends(w[i].text, "c"))) ||
		    span_is(w[i].text, "--exec") || span_is(w[i].text, "--sh-exec")) &&
		    is_shell_path(w[i + 1].text))
			return true;
	for (size_t i = 1; i < n; i++)
		if ((span_starts(w[i].text, "--exec=") || span_starts(w[i].text, "--sh-exec=")) &&
		    is_shell_path(span_after(w[i].text, '=')))
			return true;
	return false;
}

static bool
starts_any_case(struct span s, const char *upper)
{
	for (; *upper; upper++, s = span_skip(s, 1))
		if (s.n == 0 || (*s.p & 0xdf) != (*upper & 0xdf))
			return false;
	return true;
}

/* socat(1): two addresses, TYPE:parameters; EXEC, SYSTEM and SHELL start programs. */
static bool
socat_runs_shell(const struct word *w, size_t n)
{
	if (!span_is(span_base(w->text), "socat"))
		return false;
	for (size_t i = 1; i < n; i++)
		if ((starts_any_case(w[i].text, "EXEC") || starts_any_case(w[i].text, "SYSTEM") ||
		    starts_any_case(w[i].text, "SHELL")) && span_has(w[i].text, ':') &&
		    is_shell_path(span_after(w[i].text, ':')))
			return true;
	return false;
}

static bool
is_client(const struct word *w, size_t n)
{
	struct span name = span_base(w->text);

	return one_of(name, clients) || (span_is(name, "openssl") && has_word(w, n, "s_client"));
}

static bool
decodes(const struct word *w, size_t n)
{
	struct span name = span_base(w->text);

	if (span_is(name, "base64") || span_is(name, "base32") || span_is(name, "basenc"))
		return has_option(w, n, "dD") || has_word(w, n, "--decode");
	if (span_is(name, "xxd"))
		return has_option(w, n, "r") || has_word(w, n, "--revert");
	if (span_is(name, "openssl"))
		return has_word(w, n, "-d") && (has_word(w, n, "enc") || has_word(w, n, "base64") ||
		    has_word(w, n, "-base64") || has_word(w, n, "-a"));
	return span_is(name, "uudecode") || span_is(name, "base64url");
}

/* perl -MSocket -e CODE: the modules it names are half of the shape. */
static bool
code_connects(struct inspection *in, const struct word *w, size_t n)
{
	struct span all = SPAN_NONE;

	for (size_t i = 1; i < n && i < 16; i++)
		all = see_join(in, all, span_of(" "), w[i].text);
	return inline_shell(all, false);
}

unsigned char *
script_traits(struct inspection *in, const struct script *s)
{
	unsigned char *trait = see_room(in, s->simples + 1, 1);
	enum speaks speaks;
	const struct word *w;
	struct meant m;
	size_t n;

	for (size_t i = 0; i < s->simples; i++) {
		if (!(w = script_program(s, &s->simple[i], &n)))
			continue;
		speaks = wrap_speaks(w->text);
		wrap_meant(w, n, &m);
		if (m.input)
			trait[i] |= speaks == SPEAKS_SHELL ? TRAIT_OBEYS | TRAIT_SHELL : TRAIT_OBEYS;
		if (is_client(w, n))
			trait[i] |= TRAIT_CLIENT;
		if (one_of(span_base(w->text), fetchers) || decodes(w, n))
			trait[i] |= TRAIT_BRINGS;
		if (netcat_runs_shell(w, n) || socat_runs_shell(w, n) ||
		    (m.inline_code && speaks == SPEAKS_OTHER && code_connects(in, w, n)))
			trait[i] |= TRAIT_SERVES;
	}
	return trait;
}
