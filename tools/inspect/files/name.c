/* SPDX-License-Identifier: GPL-3.0-or-later */
/* name - is a file's name made to be overlooked? */
#include "files.h"

/*
 * UTF-8 that shows as nothing, or turns the text around: zero width (U+200B-F),
 * embeddings (U+202A-E), joiners and isolates (U+2060-9), no-break space, byte order mark.
 */
static bool
unseen(struct span s)
{
	if (s.n >= 2 && s.p[0] == 0xc2 && s.p[1] == 0xa0)
		return true;
	if (s.n < 3)
		return false;
	if (s.p[0] == 0xe2 && s.p[1] == 0x80)
		return (s.p[2] >= 0x8b && s.p[2] <= 0x8f) || (s.p[2] >= 0xaa && s.p[2] <= 0xae);
	if (s.p[0] == 0xe2 && s.p[1] == 0x81)
		return s.p[2] >= 0xa0 && s.p[2] <= 0xa9;
	return s.p[0] == 0xef && s.p[1] == 0xbb && s.p[2] == 0xbf;
}

/* Control characters, blanks at an end, nothing but dots and blanks, what does not show. */
bool
name_deceives(struct span name)
{
	bool dots = true;

	for (size_t i = 0; i < name.n; i++) {
		if (name.p[i] < ' ' || name.p[i] == 0x7f || unseen(span_skip(name, i)))
			return true;
		dots = dots && (name.p[i] == '.' || name.p[i] == ' ');
	}
	return dots || name.p[0] == ' ' || name.p[name.n - 1] == ' ';
}

static bool
overlooked(struct span name)
{
	for (size_t i = 0; i < name.n; i++)
		if (name.p[i] <= ' ' || name.p[i] >= 0x7f)
			return true;
	return span_starts(name, ".");
}

/*
 * Hidden beside packaged files, or in a directory that is.  What an unowned
 * directory holds further down (language tools keep dot-directories of scripts)
 * is no hiding place by its name.
 */
bool
name_hides(struct inspection *in, struct span path)
{
	struct span rest = path;
	struct truth t;

	for (; rest.n > 1; rest = span_parent(rest)) {
		if (see_owner(in, rest, &t) != VIEW_OK || t.kind != TRUTH_UNOWNED)
			return false;
		if (overlooked(span_base(rest)) &&
		    see_owner(in, span_parent(rest), &t) == VIEW_OK && t.kind != TRUTH_UNOWNED)
			return true;
	}
	return false;
}
