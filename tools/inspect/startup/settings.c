/* SPDX-License-Identifier: GPL-3.0-or-later */
/* settings - which settings of daemons' own files name something to run? */
#include <string.h>

#include "settings.h"
#include "shell.h"

static unsigned char
lower(unsigned char c)
{
	return c >= 'A' && c <= 'Z' ? c | 0x20 : c;
}

bool
settings_fit(struct span name, const char *pattern, bool any_case)
{
	struct span again = SPAN_NONE;
	const char *star = NULL;

	/* A star takes as little as it can and more when what follows does not fit. */
	while (name.n || *pattern) {
		if (*pattern == '*') {
			star = ++pattern;
			again = name;
			continue;
		}
		if (name.n && *pattern && (*name.p == (unsigned char)*pattern || (any_case &&
		    lower(*name.p) == lower((unsigned char)*pattern)))) {
			name = span_skip(name, 1);
			pattern++;
			continue;
		}
		if (!star || again.n == 0)
			return false;
		name = again = span_skip(again, 1);
		pattern = star;
	}
	return true;
}

bool
settings_open(struct setting_lines *l, struct startup *s, struct span path, const struct person *as,
    const char *comments)
{
	*l = (struct setting_lines){ .s = s, .comments = comments, .next = 1 };
	if (!startup_file(s, path, false) || see_file(s->in, path, &l->rest) != VIEW_OK)
		return false;
	l->a = startup_root(s, path);
	if (as)
		l->a.as = *as;
	return true;
}

/* A line and those that continue it, their backslashes gone. */
static struct span
joined(struct setting_lines *l, struct span line)
{
	struct span more = l->rest, piece = line;
	unsigned char *out;
	size_t all = 0;

	while (span_ends(piece, "\\") && span_line(&more, &piece))
		;
	out = see_room(l->s->in, (size_t)(more.p - line.p) + 1, 1);
	for (piece = line;; l->next++) {
		bool on = span_ends(piece, "\\");

		memcpy(out + all, piece.p, piece.n - on);
		all += piece.n - on;
		if (!on || !span_line(&l->rest, &piece))
			break;
	}
	return (struct span){ out, all };
}

bool
settings_next(struct setting_lines *l, struct span *line)
{
	while (span_line(&l->rest, line)) {
		l->a.line = l->next++;
		l->a.said = *line;
		*line = span_trim(*line);
		if (line->n == 0 || (*line->p && strchr(l->comments, *line->p)))
			continue;
		if (span_ends(*line, "\\"))
			*line = span_trim(joined(l, *line));
		return true;
	}
	return false;
}

struct span
settings_name(struct span *line, const char *stops)
{
	struct span name = { line->p, 0 };

	while (name.n < line->n && !(line->p[name.n] && strchr(stops, line->p[name.n])))
		name.n++;
	*line = span_skip(*line, name.n);
	while (line->n && *line->p && (strchr(stops, *line->p) || *line->p == ' ' ||
	    *line->p == '\t'))
		*line = span_skip(*line, 1);
	return span_trim(name);
}

struct span
settings_argument(struct span *line)
{
	struct span a;
	size_t n = 0;

	*line = span_trim(*line);
	if (line->n && (*line->p == '"' || *line->p == '\'')) {
		char quote = (char)*line->p;

		a = span_before(span_skip(*line, 1), quote);
		*line = span_skip(*line, a.n + 2);
		return a;
	}
	while (n < line->n && line->p[n] != ' ' && line->p[n] != '\t')
		n++;
	a = (struct span){ line->p, n };
	*line = span_skip(*line, n);
	return a;
}

struct span
settings_unquoted(struct span s)
{
	s = span_trim(s);
	if (s.n > 1 && (*s.p == '"' || *s.p == '\'') && s.p[s.n - 1] == *s.p)
		s = (struct span){ s.p + 1, s.n - 2 };
	return s;
}

static void
loaded(struct startup *s, const struct autorun *a, struct span files)
{
	struct span word;

	while (span_field(&files, " \t,;\"'", &word))
		if (span_starts(word, "/"))
			command_words(s, a, &word, 1);
}

static void
run_setting(struct startup *s, const struct autorun *a, const struct setting *is, struct span value)
{
	struct span word[64], last = SPAN_NONE, rest;
	size_t n = 0;

	if (is->behind)
		value = span_trim(span_after(value, is->behind));
	switch (is->means) {
	case MEANS_TEXT:
		command_text(s, a, settings_unquoted(value));
		break;
	case MEANS_WORDS:
		rest = settings_unquoted(value);
		while (n < sizeof word / sizeof *word && span_field(&rest, " \t\"';", &word[n]))
			n++;
		if (n && span_starts(word[0], "/"))
			command_words(s, a, word, n);
		break;
	case MEANS_FILES:
		loaded(s, a, value);
		break;
	case MEANS_FILE_LAST:
		while (span_field(&value, " \t\"';", &rest))
			last = rest;
		loaded(s, a, last);
		break;
	case MEANS_INCLUDE:
		break;
	}
}

static void
one_file(struct startup *s, struct includes *w, struct span path, const struct person *as)
{
	const struct settings *row = w->arg;
	const struct person *named = row->as ? people_named(s, span_of(row->as)) : NULL;
	const struct setting *is;
	struct span line, name;
	struct setting_lines l;

	if (!settings_open(&l, s, path, named ? named : as, row->comments))
		return;
	l.a.lenient = people_home(s, path);
	while (settings_next(&l, &line)) {
		name = settings_name(&line, row->stops);
		for (is = row->setting; is < row->setting + MAX_SETTINGS && is->name; is++)
			if (line.n && settings_fit(name, is->name, true)) {
				if (is->means == MEANS_INCLUDE)
					settings_include(s, w, span_parent(path),
					    settings_unquoted(line), as);
				else
					run_setting(s, &l.a, is, line);
				break;
			}
	}
}

void
settings_file(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct includes w = { .arg = arg };

	one_file(s, &w, path, as);
	settings_each(s, &w, one_file);
}

void
settings_run(struct startup *s, const struct settings *row)
{
	for (; row->files; row++)
		settings_read(s, row->files, row, one_file);
}

static void
one_sourced(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct autorun a = startup_root(s, path);

	(void)arg;
	a.as = *as;
	a.cwd = SPAN_NONE;
	a.lenient = true;
	command_sourced(s, &a);
}

void
settings_sourced(struct startup *s, const char *const *pattern)
{
	for (; *pattern; pattern++)
		settings_files(s, *pattern, NULL, one_sourced);
}

static void
one_program(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct autorun a = startup_root(s, path);

	(void)arg;
	if (!startup_file(s, path, true))
		return;
	a.as = *as;
	command_file(s, &a, true);
}

void
settings_programs(struct startup *s, const char *const *pattern)
{
	for (; *pattern; pattern++)
		settings_files(s, *pattern, NULL, one_program);
}
