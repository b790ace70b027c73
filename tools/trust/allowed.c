/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * allowed - does our file of allowed signers permit this key?
 *
 * Grammar, from ssh-keygen(1), ALLOWED SIGNERS: a line is principals, perhaps
 * options, the kind of key, the key in base64, and a comment.  Options are
 * parted by commas; their values stand in double quotes.
 */
#include <string.h>
#include <strings.h>

#include "../lib/escape.h"
#include "sshsig.h"

#define MAX_KEY	4096	/* bytes: of an RSA key of 16384 bits, about 2,100 */

/* '*' is any run of characters, '?' any one: PATTERNS of ssh_config(5).  No recursion. */
static bool
fits(struct span text, struct span pattern)
{
	struct span star = SPAN_NONE, from = SPAN_NONE;

	for (;;) {
		if (pattern.n && *pattern.p == '*') {
			star = pattern = span_skip(pattern, 1);
			from = text;
			if (!star.n)
				return true;
		} else if (pattern.n && text.n && (*pattern.p == '?' || *pattern.p == *text.p)) {
			pattern = span_skip(pattern, 1);
			text = span_skip(text, 1);
		} else if (!pattern.n && !text.n) {
			return true;
		} else if (star.n && from.n) {
			pattern = star;
			text = from = span_skip(from, 1);
		} else {
			return false;
		}
	}
}

/* Any that fits; one behind '!' that fits forbids. */
static bool
listed(const char *word, struct span list)
{
	struct span pattern;
	bool yes = false;

	while (span_field(&list, ",", &pattern)) {
		if (span_starts(pattern, "!")) {
			if (fits(span_of(word), span_skip(pattern, 1)))
				return false;
		} else if (fits(span_of(word), pattern)) {
			yes = true;
		}
	}
	return yes;
}

static bool
two_digits(struct span *rest, int *out)
{
	if (rest->n < 2)
		return false;
	for (size_t i = 0; i < 2; i++)
		if (rest->p[i] < '0' || rest->p[i] > '9')
			return false;
	*out = 10 * (rest->p[0] - '0') + (rest->p[1] - '0');
	*rest = span_skip(*rest, 2);
	return true;
}

/* YYYYMMDD or YYYYMMDDHHMM[SS], perhaps a Z. */
static bool
moment(struct span text, time_t *out)
{
	struct tm tm = { 0 };
	int century, year;

	if (span_ends(text, "Z"))
		text.n--;
	if (!two_digits(&text, &century) || !two_digits(&text, &year) ||
	    !two_digits(&text, &tm.tm_mon) || !two_digits(&text, &tm.tm_mday))
		return false;
	tm.tm_year = 100 * century + year - 1900;
	tm.tm_mon--;
	if (text.n && (!two_digits(&text, &tm.tm_hour) || !two_digits(&text, &tm.tm_min)))
		return false;
	if (text.n && !two_digits(&text, &tm.tm_sec))
		return false;
	*out = timegm(&tm);
	return text.n == 0 && *out != -1;
}

static bool
named(struct span option, const char *name)
{
	return option.n == strlen(name) && strncasecmp((const char *)option.p, name, option.n) == 0;
}

/* Up to the first blank, or comma if asked, that stands in no quotes. */
static struct span
unquoted(struct span *rest, bool comma)
{
	struct span out = { rest->p, 0 };
	bool quoted = false;

	for (; out.n < rest->n; out.n++) {
		unsigned char c = rest->p[out.n];

		if (c == '"')
			quoted = !quoted;
		else if (!quoted && (c == ' ' || c == '\t' || (comma && c == ',')))
			break;
	}
	*rest = span_skip(*rest, out.n + 1);
	return out;
}

static const char *
option_allows(struct span option, const char *namespace, time_t when)
{
	struct span name = span_before(option, '='), value = span_after(option, '=');
	time_t bound;

	if (named(option, "cert-authority"))
		return "the key is allowed as a certificate authority only, which is not supported";
	if (value.n < 2 || !span_starts(value, "\"") || !span_ends(value, "\""))
		return "allowed_signers has an option that is not understood";
	value = (struct span){ value.p + 1, value.n - 2 };
	if (named(name, "namespaces"))
		return listed(namespace, value) ? NULL :
		    "the key is allowed for other purposes (namespaces) only";
	if (!named(name, "valid-after") && !named(name, "valid-before"))
		return "allowed_signers has an option that is not understood";
	if (!moment(value, &bound))
		return "allowed_signers has a time that is not understood";
	if (named(name, "valid-after"))
		return when >= bound ? NULL : "the key is not valid yet";
	return when <= bound ? NULL : "the key is no longer valid";
}

static const char *
options_allow(struct span options, const char *namespace, time_t when)
{
	const char *why = NULL;

	while (options.n && !why)
		why = option_allows(unquoted(&options, true), namespace, when);
	return why;
}

/* False when the line is about another key; else *why. */
static bool
line_allows(struct span line, struct span key, const char *namespace, time_t when,
    struct signer *who, const char **why)
{
	struct span principals, options = SPAN_NONE, kind, base64;
	unsigned char raw[MAX_KEY];
	size_t n;

	line = span_trim(line);
	principals = unquoted(&line, false);
	line = span_trim(line);
	kind = unquoted(&line, false);
	if (!sshkey_kind(kind)) {
		options = kind;
		line = span_trim(line);
		kind = unquoted(&line, false);
	}
	line = span_trim(line);
	base64 = unquoted(&line, false);
	if (!sshkey_kind(kind) || !base64_read(base64, raw, sizeof raw, &n) ||
	    !span_equal(key, (struct span){ raw, n }))
		return false;
	escape(principals, who->name, sizeof who->name);
	*why = options_allow(options, namespace, when);
	return true;
}

const char *
signers_allow(struct span allowed, struct span key, const char *namespace, time_t when,
    struct signer *who)
{
	const char *why = "the signer's key is not among those allowed", *because;
	struct span line;

	if (allowed.n > MAX_SIGNERS)
		return "allowed_signers is larger than this tool reads";
	while (span_line(&allowed, &line)) {
		line = span_trim(line);
		if (!line.n || *line.p == '#' ||
		    !line_allows(line, key, namespace, when, who, &because))
			continue;
		if (!because)
			return NULL;
		why = because;
	}
	return why;
}
