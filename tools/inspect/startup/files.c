/* SPDX-License-Identifier: GPL-3.0-or-later */
/* files - which files of this system does a pattern name? */
#include <string.h>

#include "settings.h"
#include "shell.h"

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

void
settings_files_of(struct startup *s, struct span pattern, const void *arg,
    void (*each)(struct startup *, void *, struct span, const struct person *))
{
	char text[MAX_PATH + 1];

	if (pattern.n == 0 || pattern.n > MAX_PATH || span_has(pattern, '\0'))
		return;
	memcpy(text, pattern.p, pattern.n);
	text[pattern.n] = '\0';
	settings_files(s, text, (void *)(uintptr_t)arg, each);
}
