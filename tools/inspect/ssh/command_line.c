/* SPDX-License-Identifier: GPL-3.0-or-later */
/* command_line - which settings does sshd get from those who start it? */
#include "command_line.h"

static void
setting(struct inspection *in, struct config *c, const struct directive *from, struct span text)
{
	size_t before = c->n;

	config_text(in, c, from->path, text, 0);
	for (size_t i = before; i < c->n; i++) {
		c->at[i].command = true;
		c->at[i].line = from->line;
	}
}

static void
other_file(struct inspection *in, struct config *c, const struct directive *from, struct span file)
{
	struct directive d = *from;
	struct span text, line = see_join(in, span_of("-f "), file, SPAN_NONE);

	setting(in, c, &d, line);
	if (see_file(in, file, &text) == VIEW_OK)
		config_text(in, c, file, text, 0);
}

/* Options as sshd(8) takes them: "-o Word=value", "-oWord=value", "-f file". */
static void
options(struct inspection *in, struct config *c, const struct directive *from, struct span words)
{
	struct span word, value;

	c->set = ++c->sets;
	while (span_field(&words, " \t\"'", &word)) {
		if (!span_starts(word, "-o") && !span_starts(word, "-f"))
			continue;
		value = span_skip(word, 2);
		if (value.n == 0 && !span_field(&words, " \t\"'", &value))
			break;
		if (word.p[1] == 'o')
			setting(in, c, from, value);
		else
			other_file(in, c, from, value);
	}
	c->set = 0;
}

static bool
starts_sshd(struct span line, struct span *rest)
{
	struct span word;

	if (!span_starts(line, "ExecStart"))
		return false;
	*rest = span_after(line, '=');
	while (span_field(rest, " \t\"'", &word))
		if (span_is(span_base(word), "sshd") || span_ends(word, "/sshd"))
			return true;
	return false;
}

static void
lines(struct inspection *in, struct config *c, struct span path)
{
	static const char *const names[] = { "SSHD_OPTS=", "OPTIONS=" };
	struct directive from = { .path = path };
	struct span text, line, rest;

	if (see_file(in, path, &text) != VIEW_OK)
		return;
	while (span_line(&text, &line)) {
		from.line++;
		line = span_trim(line);
		if (starts_sshd(line, &rest))
			options(in, c, &from, rest);
		for (size_t i = 0; i < sizeof names / sizeof *names; i++)
			if (span_starts(line, names[i]))
				options(in, c, &from, span_after(line, '='));
	}
}

static void
units(struct inspection *in, struct config *c, struct span dir)
{
	const struct span *names, *inner;
	size_t n, m;

	if (see_dir(in, dir, &names, &n) != VIEW_OK)
		return;
	for (size_t i = 0; i < n; i++) {
		struct span path = see_path(in, dir, names[i]);
		struct vstat st;

		/* A link is an enabled unit of a directory that packages write, or seen there. */
		if (see_lstat(in, path, &st) != VIEW_OK)
			continue;
		if (st.kind == V_FILE && span_ends(path, ".service"))
			lines(in, c, path);
		if (st.kind != V_DIR || !span_ends(path, ".service.d") ||
		    see_dir(in, path, &inner, &m) != VIEW_OK)
			continue;
		for (size_t j = 0; j < m; j++)
			if (span_ends(inner[j], ".conf"))
				lines(in, c, see_path(in, path, inner[j]));
	}
}

void
command_lines(struct inspection *in, struct config *c)
{
	units(in, c, span_of("/etc/systemd/system"));
	units(in, c, span_of("/usr/local/lib/systemd/system"));
	lines(in, c, span_of("/etc/default/ssh"));
	lines(in, c, span_of("/etc/sysconfig/sshd"));
}
