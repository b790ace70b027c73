/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * specifiers - what do the percent signs of a unit stand for?
 *
 * Read from systemd.unit(5), "Specifiers", and os-release(5).  What only the
 * running system knows (its boot, its kernel) stays as it is written.
 */
#include "unit.h"

#define MAX_SPECIFIED	(MAX_PATH * 4)	/* an expanded word; longer ones are cut */

static unsigned char
digit(unsigned char c)
{
	return (unsigned char)(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
}

static bool
hex(unsigned char c)
{
	return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
}

/* unit-name.c unit_name_path_unescape: "-" is "/", \xNN a byte. */
static struct span
unescaped(struct inspection *in, struct span s)
{
	unsigned char *out = see_room(in, s.n + 1, 1);
	size_t n = 0;

	while (s.n) {
		if (s.n > 3 && span_starts(s, "\\x") && hex(s.p[2]) && hex(s.p[3])) {
			out[n++] = (unsigned char)(digit(s.p[2]) << 4 | digit(s.p[3]));
			s = span_skip(s, 4);
			continue;
		}
		out[n++] = *s.p == '-' ? '/' : *s.p;
		s = span_skip(s, 1);
	}
	return (struct span){ out, n };
}

/* What follows the last dash. */
static struct span
last_part(struct span prefix)
{
	while (span_has(prefix, '-'))
		prefix = span_after(prefix, '-');
	return prefix;
}

static struct span
first_line(struct inspection *in, const char *path)
{
	struct span text;

	return see_file(in, span_of(path), &text) == VIEW_OK ? span_trim(span_before(text, '\n')) :
	    SPAN_NONE;
}

static struct span
of_release(struct inspection *in, const char *key)
{
	struct span text, line;

	if (see_file(in, span_of("/etc/os-release"), &text) != VIEW_OK)
		return SPAN_NONE;
	while (span_line(&text, &line))
		if (span_is(span_before(line, '='), key)) {
			line = span_trim(span_after(line, '='));
			if (line.n > 1 && (*line.p == '"' || *line.p == '\''))
				line = span_before(span_skip(line, 1), (char)*line.p);
			return line;
		}
	return SPAN_NONE;
}

/* The directories of the system's manager, and those of an account's. */
static struct span
place(struct inspection *in, unsigned char c, const struct unit_name *u)
{
	static const struct {
		char		 letter;
		const char	*of_root, *of_account;
	} place[] = {
		{ 'S', "/var/lib", "/.local/state" }, { 'C', "/var/cache", "/.cache" },
		{ 'L', "/var/log", "/.local/state/log" }, { 'E', "/etc", "/.config" },
		{ 'D', "/usr/share", "/.local/share" },
	};

	for (size_t i = 0; i < sizeof place / sizeof *place; i++)
		if (place[i].letter == (char)c)
			return u->as.uid == 0 ? span_of(place[i].of_root) :
			    see_join(in, u->as.home, span_of(place[i].of_account), SPAN_NONE);
	return SPAN_NONE;
}

static struct span
of_unit(struct inspection *in, unsigned char c, const struct unit_name *u)
{
	size_t dot = u->full.n - u->type.n;

	switch (c) {
	case 'i': return u->instance;
	case 'I': return unescaped(in, u->instance);
	case 'n': return u->full;
	case 'N': return (struct span){ u->full.p, dot ? dot - 1 : 0 };
	case 'p': return u->prefix;
	case 'P': return unescaped(in, u->prefix);
	case 'j': return last_part(u->prefix);
	case 'J': return unescaped(in, last_part(u->prefix));
	case 'f': return see_path(in, SPAN_NONE, unescaped(in, u->instance.n ? u->instance : u->prefix));
	case 'y': return u->fragment;
	case 'Y': return span_parent(u->fragment);
	case 'd': return see_path(in, span_of("/run/credentials"), u->full);
	default: return SPAN_NONE;
	}
}

/* False when the disk does not tell. */
static bool
specifier(struct inspection *in, unsigned char c, const struct unit_name *u, struct span *out)
{
	static const char of_units[] = "iInNpPjJfyYd";

	*out = SPAN_NONE;
	for (const char *p = of_units; *p; p++)
		if ((unsigned char)*p == c) {
			*out = of_unit(in, c, u);
			return true;
		}
	switch (c) {
	case 'h': *out = u->as.home; break;
	case 'u': *out = u->as.name; break;
	case 's': *out = span_of("/bin/sh"); break;
	case 't': *out = span_of("/run"); break;
	case 'T': *out = span_of("/tmp"); break;
	case 'V': *out = span_of("/var/tmp"); break;
	case 'a': *out = span_of("x86-64"); break;
	case 'H': *out = first_line(in, "/etc/hostname"); break;
	case 'l': *out = span_before(first_line(in, "/etc/hostname"), '.'); break;
	case 'm': *out = first_line(in, "/etc/machine-id"); break;
	case 'o': *out = of_release(in, "ID"); break;
	case 'w': *out = of_release(in, "VERSION_ID"); break;
	case 'W': *out = of_release(in, "VARIANT_ID"); break;
	case 'B': *out = of_release(in, "BUILD_ID"); break;
	case 'M': *out = of_release(in, "IMAGE_ID"); break;
	case 'A': *out = of_release(in, "IMAGE_VERSION"); break;
	case '%': *out = span_of("%"); break;
	default: *out = place(in, c, u); return out->n > 0;
	}
	return true;
}

struct span
exec_specifiers(struct inspection *in, struct span word, const struct unit_name *u)
{
	struct span all = SPAN_NONE, plain, value;

	if (!span_has(word, '%'))
		return word;
	while (word.n && all.n < MAX_SPECIFIED) {
		plain = span_before(word, '%');
		word = span_skip(word, plain.n);
		value = SPAN_NONE;
		if (word.n > 1 && !specifier(in, word.p[1], u, &value))
			value = (struct span){ word.p, 2 };
		all = see_join(in, all, plain, value);
		word = span_skip(word, 2);
	}
	return all;
}
