/* SPDX-License-Identifier: GPL-3.0-or-later */
/* files - which statements do sudoers and all that it includes hold? */
#include <string.h>

#include "../accounts/place.h"
#include "sudo.h"

#define MAX_FILES	1024	/* that includes may name */
#define MAX_STATEMENTS	100000	/* of all files */
#define MAX_INCLUDES	128	/* MAX_SUDOERS_DEPTH of sudo's toke.l */
#define MAX_TEXT	65536	/* bytes of one statement, its lines joined */

static void	read_file(struct sudo *, struct span path, unsigned depth);

bool
files_part(struct span *rest, const char *stops, struct span *part)
{
	bool quoted = false;
	size_t i = 0;

	if (rest->n == 0)
		return false;
	for (; i < rest->n; i++) {
		unsigned char c = rest->p[i];

		if (c == '\\' && i + 1 < rest->n)
			i++;
		else if (c == '"')
			quoted = !quoted;
		else if (!quoted && c && strchr(stops, c))
			break;
	}
	if (i > rest->n)
		i = rest->n;
	*part = span_trim((struct span){ rest->p, i });
	*rest = span_skip(*rest, i + 1);
	return true;
}

static void
keep(struct sudo *s, const struct statement *one)
{
	struct statement *more;

	if (s->n == MAX_STATEMENTS) {
		say_gap(s->in, one->path, "more sudo rules than are kept");
		return;
	}
	if (s->n == s->room) {
		s->room = s->room ? 2 * s->room : 64;
		more = see_room(s->in, s->room, sizeof *more);
		if (s->n)
			memcpy(more, s->at, s->n * sizeof *more);
		s->at = more;
	}
	s->at[s->n++] = *one;
}

static bool
digit(unsigned char c)
{
	return c >= '0' && c <= '9';
}

/*
 * Without its comment: from a '#' that starts no user ID (#0, %#0), in no quotes
 * and not escaped.  A '#' after a word's letters is one too.
 */
static struct span
bare(struct span line)
{
	bool quoted = false;

	for (size_t i = 0; i < line.n; i++) {
		unsigned char c = line.p[i];

		if (c == '\\')
			i++;
		else if (c == '"')
			quoted = !quoted;
		else if (c == '#' && !quoted && !(i + 1 < line.n && (digit(line.p[i + 1]) ||
		    (line.p[i + 1] == '-' && i + 2 < line.n && digit(line.p[i + 2])))))
			return (struct span){ line.p, i };
	}
	return line;
}

/* sudo passes over names with a dot or a closing '~'. */
static void
read_dir(struct sudo *s, struct span dir, unsigned depth)
{
	const struct span *names;
	size_t n;

	if (see_dir(s->in, dir, &names, &n) != VIEW_OK)
		return;
	for (size_t i = 0; i < n; i++)
		if (!span_has(names[i], '.') && !span_ends(names[i], "~"))
			read_file(s, see_path(s->in, dir, names[i]), depth + 1);
}

static bool
at_home(struct span path)
{
	return !span_holds(path, "..") && (span_starts(path, "/etc/sudoers") ||
	    span_starts(path, "/usr/etc/sudoers") || span_starts(path, "/usr/local/etc/sudoers"));
}

static bool
include(struct sudo *s, const struct statement *one, unsigned depth)
{
	static const char *const words[] = { "@includedir", "#includedir", "@include", "#include" };
	struct span path = SPAN_NONE;
	size_t i = 0;

	for (; i < 4; i++) {
		size_t n = strlen(words[i]);

		if (span_starts(one->text, words[i]) && one->text.n > n &&
		    (one->text.p[n] == ' ' || one->text.p[n] == '\t')) {
			path = span_trim(span_skip(one->text, n));
			break;
		}
	}
	if (i == 4)
		return false;
	if (path.n > 1 && *path.p == '"' && path.p[path.n - 1] == '"')
		path = (struct span){ path.p + 1, path.n - 2 };
	if (!span_starts(path, "/"))
		path = see_path(s->in, span_parent(one->path), path);
	if (!at_home(path) && !one->pristine)
		say(s->in, SUDO_INCLUDE_ELSEWHERE, one->path, one->line, path);
	if (depth >= MAX_INCLUDES)
		say_gap(s->in, one->path, "an include deeper than sudo follows");
	else if (i < 2)
		read_dir(s, path, depth);
	else if (span_holds(path, "%h"))
		say_gap(s->in, path, "an include that depends on the host's name");
	else
		read_file(s, path, depth + 1);
	return true;
}

/* The next statement; a backslash at its end joins the line that follows. */
static bool
next(struct sudo *s, struct span *text, unsigned *number, struct statement *one)
{
	struct span line;

	if (!span_line(text, &line))
		return false;
	one->line = ++*number;
	one->text = span_trim(line);
	if (place_hides(line))
		say(s->in, SUDO_LINE_DISGUISED, one->path, one->line, line);
	if (span_starts(one->text, "#include"))
		return true;
	one->text = bare(one->text);
	while (span_ends(one->text, "\\") && one->text.n < MAX_TEXT && span_line(text, &line)) {
		++*number;
		one->text.n--;
		one->text = see_join(s->in, one->text, span_of(" "), bare(span_trim(line)));
	}
	one->text = span_trim(one->text);
	return true;
}

static void
read_file(struct sudo *s, struct span path, unsigned depth)
{
	struct statement one = { .path = path };
	unsigned number = 0;
	struct span text;
	struct vstat st;

	if (s->files++ >= MAX_FILES) {
		if (s->files == MAX_FILES + 1)
			say_gap(s->in, path, "more sudoers files than are read");
		return;
	}
	if (see_stat(s->in, path, &st) != VIEW_OK || st.kind != V_FILE ||
	    see_file(s->in, path, &text) != VIEW_OK)
		return;
	s->found = true;
	one.pristine = place_pristine(s->in, path);
	if (st.uid != 0 || st.mode & 002 || (st.mode & 020 && st.gid != 0))
		say(s->in, SUDO_FILE_OPEN, path, 0, SPAN_NONE);
	while (next(s, &text, &number, &one))
		if (one.text.n && !include(s, &one, depth))
			keep(s, &one);
}

void
files_read(struct sudo *s)
{
	struct vstat st;

	if (see_stat(s->in, span_of("/etc/sudoers"), &st) == VIEW_OK)
		read_file(s, span_of("/etc/sudoers"), 0);
	else
		read_file(s, span_of("/usr/etc/sudoers"), 0);
}
