/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * made - which accounts do packages make, for themselves and without a shell?
 *
 * sysusers.d(5): "u NAME ID GECOS HOME SHELL", without SHELL nobody logs in.
 * Debian's maintainer scripts: adduser --system, useradd --system or -r; only
 * names that are written out are taken.  Neither is ever given a password.
 */
#include <stdlib.h>
#include <string.h>

#include "look.h"
#include "password.h"

#define MAX_MADE	4096	/* accounts that packages of one system make; a large one has 100 */

static void
add(struct made *all, struct span name, struct span shell)
{
	if (all->n == MAX_MADE || !name.n || (shell.n && password_shell(shell)))
		return;
	/* What a shell would fill in is no name. */
	for (size_t i = 0; i < name.n; i++)
		if (strchr("$`\"'\\{}*/:;|&()<>", name.p[i]))
			return;
	all->name[all->n++] = name;
}

/* A field of sysusers.d: quoted, or up to the next blank. */
static bool
field(struct span *rest, struct span *one)
{
	*rest = span_trim(*rest);
	if (!rest->n)
		return false;
	if (*rest->p == '"' || *rest->p == '\'') {
		*one = span_before(span_skip(*rest, 1), (char)*rest->p);
		*rest = span_skip(*rest, one->n + 2);
		return true;
	}
	return span_field(rest, " \t", one);
}

static void
sysusers(struct inspection *in, struct made *all, struct span path)
{
	struct span text, line, word[6];
	unsigned number = 0;

	if (see_file(in, path, &text) != VIEW_OK)
		return;
	while (span_line(&text, &line)) {
		size_t n = 0;

		number++;
		while (n < 6 && field(&line, &word[n]))
			n++;
		if (n >= 2 && span_starts(word[0], "u")) {
			say_grant(in, word[1], "made", path, number, SPAN_NONE);
			if (span_starts(path, "/usr/"))
				add(all, word[1], n == 6 && !span_is(word[5], "-") ? word[5] : SPAN_NONE);
		}
	}
}

/* Of one command: is it for a system account, with which shell, and what is its last word? */
static void
command(struct made *all, struct span line)
{
	struct span word, last = SPAN_NONE, shell = SPAN_NONE;
	bool makes = false, own = false;

	line = span_before(span_before(line, '#'), '>');
	while (span_field(&line, " \t", &word)) {
		if (span_is(span_base(word), "adduser") || span_is(span_base(word), "useradd")) {
			makes = true;
			continue;
		}
		if (!makes)
			continue;
		own |= span_is(word, "--system") || span_is(word, "-r");
		if (span_is(word, "--shell") || span_is(word, "-s"))
			span_field(&line, " \t", &shell);
		else if (span_starts(word, "--shell="))
			shell = span_skip(word, 8);
		else if (*word.p != '-' && !span_is(word, "2"))	/* "2>" */
			last = word;
	}
	if (makes && own)
		add(all, last, shell);
}

static void
script(struct inspection *in, struct made *all, struct span path)
{
	struct span text, line, part;
	size_t from = 0;

	if (see_file(in, path, &text) != VIEW_OK ||
	    !(span_holds(text, "adduser") || span_holds(text, "useradd")))
		return;
	/* A command goes on behind a backslash. */
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] != '\n' || (i && text.p[i - 1] == '\\'))
			continue;
		line = (struct span){ text.p + from, i - from };
		from = i + 1;
		if (span_holds(line, "adduser") || span_holds(line, "useradd")) {
			unsigned char *flat = see_room(in, line.n + 1, 1);

			for (size_t k = 0; k < line.n; k++)
				flat[k] = line.p[k] == '\n' || (line.p[k] == '\\' && k + 1 < line.n &&
				    line.p[k + 1] == '\n') ? ' ' : line.p[k];
			line.p = flat;
			while (span_field(&line, ";|&", &part))
				command(all, part);
		}
	}
}

static void
each(struct inspection *in, struct made *all, const char *dir, const char *end,
    void (*read)(struct inspection *, struct made *, struct span))
{
	const struct span *names;
	size_t n;

	if (see_dir(in, span_of(dir), &names, &n) != VIEW_OK)
		return;
	for (size_t i = 0; i < n; i++)
		if (span_ends(names[i], end))
			read(in, all, see_path(in, span_of(dir), names[i]));
}

static int
by_name(const void *a, const void *b)
{
	return span_compare(*(const struct span *)a, *(const struct span *)b);
}

void
made_read(struct inspection *in, struct made *all)
{
	*all = (struct made){ .name = see_room(in, MAX_MADE, sizeof *all->name) };
	each(in, all, "/usr/lib/sysusers.d", ".conf", sysusers);
	each(in, all, "/etc/sysusers.d", ".conf", sysusers);
	each(in, all, "/var/lib/dpkg/info", ".postinst", script);
	if (all->n)
		qsort(all->name, all->n, sizeof *all->name, by_name);
}

bool
made_shut(const struct made *all, struct span name)
{
	return all->n && bsearch(&name, all->name, all->n, sizeof *all->name, by_name);
}
