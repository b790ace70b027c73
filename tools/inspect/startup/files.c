/* SPDX-License-Identifier: GPL-3.0-or-later */
/* files - which files of this system does a pattern name? */
#include <string.h>

#include "settings.h"
#include "shell.h"

#define MAX_INCLUDED	4096	/* files of one kind; a server has a few dozen */

struct place {
	struct span	 dir;
	const char	*rest;		/* of the pattern, behind a '/' */
};

struct walk {
	struct place	*place;
	size_t		 n, room;
};

static void
wait_at(struct startup *s, struct walk *w, struct span dir, const char *rest)
{
	w->place = grown(s->in, w->place, w->n, &w->room, sizeof *w->place);
	w->place[w->n++] = (struct place){ dir, rest };
}

/* The pattern's names without a star need no listing. */
static struct span
plain_part(struct startup *s, struct span dir, const char **rest)
{
	const char *slash;

	while ((slash = strchr(*rest, '/')) && !memchr(*rest, '*', (size_t)(slash - *rest))) {
		dir = see_path(s->in, dir,
		    (struct span){ (const unsigned char *)*rest, (size_t)(slash - *rest) });
		*rest = slash + 1;
	}
	return dir;
}

static void
from(struct startup *s, struct span dir, const char *pattern, const struct person *as, void *arg,
    void (*each)(struct startup *, void *, struct span, const struct person *))
{
	struct walk w = { .n = 0 };
	const struct span *name;
	char one[MAX_NAME + 1];
	struct place here;
	struct span path;
	const char *slash;
	size_t n, length;

	wait_at(s, &w, dir, pattern);
	while (w.n) {
		here = w.place[--w.n];
		here.dir = plain_part(s, here.dir, &here.rest);
		slash = strchr(here.rest, '/');
		length = slash ? (size_t)(slash - here.rest) : strlen(here.rest);
		if (length > MAX_NAME)
			continue;
		memcpy(one, here.rest, length);
		one[length] = '\0';
		if (!strchr(one, '*')) {
			path = see_path(s->in, here.dir, span_of(one));
			if (startup_file(s, path, false))
				each(s, arg, path, as);
			continue;
		}
		if (see_dir(s->in, here.dir, &name, &n) != VIEW_OK)
			continue;
		/* Directories wait on a stack: the last goes first on. */
		for (size_t i = 0; i < n; i++) {
			size_t at = slash ? n - 1 - i : i;

			if (startup_left_over(name[at]) || !settings_fit(name[at], one, false))
				continue;
			path = see_path(s->in, here.dir, name[at]);
			if (slash)
				wait_at(s, &w, path, slash + 1);
			else if (startup_file(s, path, false))
				each(s, arg, path, as);
		}
	}
}

void
settings_files(struct startup *s, const char *pattern, void *arg,
    void (*each)(struct startup *, void *, struct span, const struct person *))
{
	struct person root = people_root();
	bool seen = false;

	if (*pattern == '/') {
		from(s, span_of("/"), pattern + 1, &root, arg, each);
		return;
	}
	for (size_t i = 0; i < s->n; i++)
		if (s->people[i].first) {
			from(s, s->people[i].home, pattern + 2, &s->people[i], arg, each);
			seen |= span_is(s->people[i].home, "/root");
		}
	if (!seen)
		from(s, root.home, pattern + 2, &root, arg, each);
}

/* '?' and '[...]' of a pattern take no more than '*' does. */
static bool
starred(struct span pattern, char text[MAX_PATH + 1])
{
	size_t n = 0;

	if (pattern.n == 0 || pattern.n > MAX_PATH || span_has(pattern, '\0'))
		return false;
	for (size_t i = 0; i < pattern.n; i++) {
		text[n++] = (char)pattern.p[i];
		if (pattern.p[i] != '?' && pattern.p[i] != '[')
			continue;
		text[n - 1] = '*';
		if (pattern.p[i] == '[')
			while (i + 1 < pattern.n && pattern.p[i] != ']' && pattern.p[i + 1] != '/')
				i++;
	}
	text[n] = '\0';
	return true;
}

void
settings_files_of(struct startup *s, struct span pattern, const void *arg,
    void (*each)(struct startup *, void *, struct span, const struct person *))
{
	char text[MAX_PATH + 1];

	if (starred(pattern, text))
		settings_files(s, text, (void *)(uintptr_t)arg, each);
}

struct include {
	struct span	path;
	struct person	as;
};

static void
include(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct includes *w = arg;

	for (size_t i = 0; i < w->n; i++)
		if (span_equal(w->file[i].path, path))
			return;
	if (w->n == MAX_INCLUDED) {
		say_gap(s->in, path, "more files that read in each other than are followed");
		return;
	}
	w->file = grown(s->in, w->file, w->n, &w->room, sizeof *w->file);
	w->file[w->n++] = (struct include){ path, *as };
}

void
settings_include(struct startup *s, struct includes *w, struct span base, struct span pattern,
    const struct person *as)
{
	char text[MAX_PATH + 1];
	struct vstat st;

	if (span_starts(pattern, "~/"))
		pattern = see_path(s->in, as->home, span_skip(pattern, 2));
	else if (!span_starts(pattern, "/"))
		pattern = see_path(s->in, base, pattern);
	if (see_stat(s->in, pattern, &st) == VIEW_OK && st.kind == V_DIR)
		pattern = see_path(s->in, pattern, span_of("*"));
	if (starred(pattern, text))
		from(s, span_of("/"), text + 1, as, w, include);
}

void
settings_each(struct startup *s, struct includes *w,
    void (*each)(struct startup *, struct includes *, struct span, const struct person *))
{
	struct include here;

	for (size_t i = 0; i < w->n; i++) {
		here = w->file[i];
		each(s, w, here.path, &here.as);
	}
}

void
settings_read(struct startup *s, const char *patterns, const void *arg,
    void (*each)(struct startup *, struct includes *, struct span, const struct person *))
{
	struct includes w = { .arg = arg };
	struct span all = span_of(patterns), one;

	while (span_field(&all, " ", &one))
		settings_files_of(s, one, &w, include);
	settings_each(s, &w, each);
}
