/* SPDX-License-Identifier: GPL-3.0-or-later */
/* config - what does sshd read before it lets anybody in? */
#include <string.h>

#include "../accounts/glob.h"
#include "../accounts/place.h"
#include "command_line.h"
#include "config.h"

#define MAX_DIRECTIVES	100000	/* of all files; a server of many tenants has hundreds */
#define MAX_FILES	1024	/* that includes may name */
#define MAX_INCLUDES	16	/* SERVCONF_MAX_DEPTH of OpenSSH's servconf.c */

static unsigned char
lower(unsigned char c)
{
	return c >= 'A' && c <= 'Z' ? (unsigned char)(c | 0x20) : c;
}

static bool
same(struct span s, const char *word)
{
	if (s.n != strlen(word))
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (lower(s.p[i]) != (unsigned char)word[i])
			return false;
	return true;
}

bool
config_is(const struct directive *d, const char *word)
{
	return same(d->word, word);
}

bool
config_argument(struct span *rest, struct span *arg)
{
	struct span s = span_trim(*rest);
	size_t n = 0;

	if (s.n == 0 || *s.p == '#')
		return false;
	if (*s.p == '"') {
		s = span_skip(s, 1);
		*arg = span_before(s, '"');
		*rest = span_skip(s, arg->n + 1);
		return true;
	}
	while (n < s.n && s.p[n] != ' ' && s.p[n] != '\t')
		n++;
	*arg = (struct span){ s.p, n };
	*rest = span_skip(s, n);
	return true;
}

bool
config_says(const struct directive *d, const char *answer)
{
	struct span rest = d->value, arg;

	return config_argument(&rest, &arg) && same(arg, answer);
}

static void
keep(struct inspection *in, struct config *c, const struct directive *d)
{
	struct directive *more;

	if (c->n == MAX_DIRECTIVES) {
		say_gap(in, d->path, "more sshd settings than are kept");
		return;
	}
	if (c->n == c->room) {
		c->room = c->room ? 2 * c->room : 64;
		more = see_room(in, c->room, sizeof *more);
		if (c->n)
			memcpy(more, c->at, c->n * sizeof *more);
		c->at = more;
	}
	c->at[c->n++] = *d;
}

static void
read_file(struct inspection *in, struct config *c, struct span path, unsigned depth)
{
	struct span text;

	if (c->files++ >= MAX_FILES) {
		if (c->files == MAX_FILES + 1)
			say_gap(in, path, "more sshd_config files than are read");
		return;
	}
	if (see_file(in, path, &text) == VIEW_OK)
		config_text(in, c, path, text, depth);
}

/* glob(3) of sshd's Include: wildcards in the last name only, as all use it. */
static void
include(struct inspection *in, struct config *c, struct span pattern, unsigned depth)
{
	const struct span *names;
	struct span dir;
	size_t n;

	if (!span_starts(pattern, "/"))
		pattern = see_path(in, span_of("/etc/ssh"), pattern);
	dir = span_parent(pattern);
	if (glob_wild(dir)) {
		say_gap(in, pattern, "an Include with wildcards in a directory's name");
		return;
	}
	if (!glob_wild(pattern)) {
		read_file(in, c, pattern, depth + 1);
		return;
	}
	if (see_dir(in, dir, &names, &n) != VIEW_OK)
		return;
	for (size_t i = 0; i < n; i++)
		if (!span_starts(names[i], ".") && glob_match(span_base(pattern), names[i]))
			read_file(in, c, see_path(in, dir, names[i]), depth + 1);
}

/* "Keyword value" or "Keyword=value". */
static bool
take(struct span line, struct directive *d)
{
	size_t n = 0;

	line = span_trim(line);
	if (line.n == 0 || *line.p == '#')
		return false;
	while (n < line.n && line.p[n] != ' ' && line.p[n] != '\t' && line.p[n] != '=')
		n++;
	d->word = (struct span){ line.p, n };
	line = span_trim(span_skip(line, n));
	if (span_starts(line, "="))
		line = span_trim(span_skip(line, 1));
	d->value = line;
	return n > 0;
}

void
config_text(struct inspection *in, struct config *c, struct span path, struct span text,
    unsigned depth)
{
	struct directive d = { .path = path, .set = c->set, .pristine = place_pristine(in, path) };
	struct span line, rest, arg;

	if (depth > MAX_INCLUDES) {
		say_gap(in, path, "an Include deeper than sshd follows");
		return;
	}
	while (span_line(&text, &line)) {
		d.line++;
		if (!take(line, &d))
			continue;
		if (config_is(&d, "match")) {
			/* "Match all" ends a block: what follows counts for everybody again. */
			d.match = !config_says(&d, "all");
			continue;
		}
		keep(in, c, &d);
		rest = d.value;
		while (config_is(&d, "include") && config_argument(&rest, &arg))
			include(in, c, arg, depth);
	}
}

void
config_read(struct inspection *in, struct config *c)
{
	struct vstat st;

	*c = (struct config){ 0 };
	command_lines(in, c);
	if (see_stat(in, span_of("/etc/ssh/sshd_config"), &st) == VIEW_OK)
		read_file(in, c, span_of("/etc/ssh/sshd_config"), 0);
	else
		read_file(in, c, span_of("/usr/etc/ssh/sshd_config"), 0);
}

const struct directive *
config_first(const struct config *c, const char *word)
{
	for (size_t i = 0; i < c->n; i++)
		if (c->at[i].set == 0 && !c->at[i].match && config_is(&c->at[i], word))
			return &c->at[i];
	return NULL;
}

void
config_each(const struct config *c, const char *word, config_see *see, void *arg)
{
	unsigned set = 0;
	bool seen = false;

	for (size_t i = 0; i < c->n; i++) {
		if (c->at[i].set != set)
			seen = false;
		set = c->at[i].set;
		if (!config_is(&c->at[i], word) || (seen && !c->at[i].match))
			continue;
		see(arg, &c->at[i]);
		seen |= !c->at[i].match;
	}
}
