/* SPDX-License-Identifier: GPL-3.0-or-later */
/* survey - does this filesystem hold an operating system, and what does it mount? */
#include <stdlib.h>

#include "../finding/record.h"
#include "../lib/die.h"
#include "system.h"

#define MAX_WORD	256		/* characters of a name, a version, a mount source */
#define MAX_LINES	1024		/* of an fstab; the longest honest ones have a few dozen */

static bool
there(const struct tree *t, const char *path)
{
	struct vstat st;

	return tree_stat(t, span_of(path), TREE_NOFOLLOW, &st) == VIEW_OK;
}

static bool
holds_system(const struct tree *t)
{
	if (!there(t, "/etc"))
		return false;
	if (there(t, "/etc/os-release") || there(t, "/usr/lib/os-release"))
		return true;
	return there(t, "/etc/passwd") && (there(t, "/usr") || there(t, "/bin"));
}

static void
gap(int out, const char *path, const char *why)
{
	record_write(out, RECORD_GAP, json_pack("{s:s, s:s}", "path", path, "why", why));
}

/* A small file whole, into the arena. */
static int
read_small(const struct tree *t, struct arena *a, const char *path, struct span *bytes)
{
	unsigned char *p;
	struct node node;
	struct vstat st;
	size_t at = 0, got = 1;
	int r;

	if ((r = tree_find(t, span_of(path), TREE_FOLLOW, &node)) != VIEW_OK ||
	    (r = node_stat(node, &st)) != VIEW_OK)
		return r;
	if (st.kind != V_FILE)
		return VIEW_ABSENT;
	if (st.size > MAX_SMALL_FILE || !(p = arena_alloc(a, (size_t)st.size + 1)))
		return VIEW_LIMIT;
	while (at < st.size && got) {
		if ((r = node_read(node, at, p + at, (size_t)st.size - at, &got)) != VIEW_OK)
			return r;
		at += got;
	}
	*bytes = (struct span){ p, at };
	return at == st.size ? VIEW_OK : VIEW_BROKEN;
}

/* os-release(5): NAME=value or NAME="value"; the quoting that matters is the outer pair. */
static void
say_release(json_t *os, struct span rest)
{
	static const struct {
		const char	*name, *key;
	} wanted[] = {
		{ "PRETTY_NAME", "name" }, { "ID", "distribution" }, { "VERSION_ID", "version" },
	};
	struct span line, value;

	while (span_line(&rest, &line))
		for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
			if (!span_is(span_before(line, '='), wanted[i].name))
				continue;
			value = span_trim(span_after(line, '='));
			if (value.n >= 2 && (*value.p == '"' || *value.p == '\'') &&
			    value.p[value.n - 1] == *value.p)
				value = (struct span){ value.p + 1, value.n - 2 };
			json_object_set_new(os, wanted[i].key, record_text(value, MAX_WORD));
		}
}

static void
say_system(const struct tree *t, struct arena *a, int out)
{
	json_t *os = json_pack("{s:s}", "name", "a system that does not say its name");
	struct span text, line;
	int r;

	r = read_small(t, a, "/etc/os-release", &text);
	if (r == VIEW_ABSENT)
		r = read_small(t, a, "/usr/lib/os-release", &text);
	if (r == VIEW_OK)
		say_release(os, text);
	if (read_small(t, a, "/etc/hostname", &text) == VIEW_OK && span_line(&text, &line))
		json_object_set_new(os, "hostname", record_text(span_trim(line), MAX_WORD));
	record_write(out, RECORD_SYSTEM, os);
	if (r < 0)
		gap(out, "/etc/os-release", "cannot be read");
}

/* fstab(5) writes blanks in names as \040, a tab as \011, a backslash as \134. */
static struct span
unquote(struct arena *a, struct span word)
{
	unsigned char *p = arena_alloc(a, word.n + 1);
	size_t n = 0;

	if (!p)
		return word;
	for (size_t i = 0; i < word.n; i++) {
		const unsigned char *c = word.p + i;

		if (*c == '\\' && word.n - i > 3 && c[1] >= '0' && c[1] <= '3' &&
		    c[2] >= '0' && c[2] <= '7' && c[3] >= '0' && c[3] <= '7') {
			p[n++] = (unsigned char)((c[1] - '0') << 6 | (c[2] - '0') << 3 | (c[3] - '0'));
			i += 3;
		} else
			p[n++] = *c;
	}
	return (struct span){ p, n };
}

/* A directory target shows what the running kernel mounted there. */
static bool
mounted(const struct tree *t, struct span point)
{
	struct vstat root, here;

	return tree_stat(t, span_of("/"), TREE_FOLLOW, &root) == VIEW_OK &&
	    tree_stat(t, point, TREE_FOLLOW, &here) == VIEW_OK && here.fs != root.fs;
}

static void
say_mounts(const struct tree *t, struct arena *a, struct span rest, int out)
{
	struct span line, word[4];
	unsigned int lines = 0, n;

	while (span_line(&rest, &line)) {
		line = span_trim(line);
		if (line.n == 0 || *line.p == '#')
			continue;
		if (++lines > MAX_LINES) {
			gap(out, "/etc/fstab", "has more lines than are read");
			return;
		}
		for (n = 0; n < 4 && span_field(&line, " \t", &word[n]); n++)
			word[n] = unquote(a, word[n]);
		if (n < 3) {
			gap(out, "/etc/fstab", "a line names no filesystem type");
			continue;
		}
		record_write(out, RECORD_MOUNT, json_pack("{s:o, s:o, s:o, s:o, s:b}",
		    "source", record_text(word[0], MAX_WORD),
		    "point", record_text(word[1], MAX_PATH),
		    "type", record_text(word[2], MAX_WORD),
		    "options", record_text(n == 4 ? word[3] : SPAN_NONE, MAX_WORD),
		    "mounted", mounted(t, word[1])));
	}
}

void
system_survey(struct view *view, int out)
{
	struct tree *t = need(1, sizeof *t);
	struct arena a = { .ceiling = MAX_ARENA };
	struct span text;
	int r;

	tree_root(t, view);
	if (holds_system(t)) {
		say_system(t, &a, out);
		r = read_small(t, &a, "/etc/fstab", &text);
		if (r == VIEW_OK)
			say_mounts(t, &a, text, out);
		else if (r < 0)
			gap(out, "/etc/fstab", "cannot be read");
	}
	arena_free(&a);
	free(t);
}
