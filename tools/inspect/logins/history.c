/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * history - do shells forget on purpose what was typed?
 *
 * bash(1), zshparam(1): HISTFILE, HISTSIZE, HISTFILESIZE, SAVEHIST and `set +o
 * history`.  Only lines that leave nothing kept count; a smaller or larger
 * history is taste.
 */
#include "logins.h"

static const char *const histories[] = {
	".bash_history", ".zsh_history", ".histfile", ".sh_history", ".ash_history", ".history",
	".python_history", ".mysql_history", ".psql_history",
};

static const char *const profiles[] = {
	".bashrc", ".bash_profile", ".bash_login", ".bash_logout", ".profile", ".zshrc", ".zshenv",
	".zprofile", ".zlogin", ".zlogout",
};

static const char *const system_profiles[] = {
	"/etc/profile", "/etc/bash.bashrc", "/etc/bashrc", "/etc/environment", "/etc/zsh/zshrc",
	"/etc/zsh/zshenv", "/etc/zshrc", "/etc/zshenv",
};

/* A command of a line, its leading `export` and the like taken off. */
static bool
forgets(struct span command)
{
	struct span word, rest = command, name, value;

	while (span_field(&rest, " \t", &word) && (span_is(word, "export") ||
	    span_is(word, "declare") || span_is(word, "readonly") || span_is(word, "typeset") ||
	    span_is(word, "builtin") || span_starts(word, "-")))
		;
	if (span_is(word, "unset")) {
		while (span_field(&rest, " \t", &word))
			if (span_is(word, "HISTFILE"))
				return true;
		return false;
	}
	if (span_is(word, "set"))
		return span_field(&rest, " \t", &word) && span_is(word, "+o") &&
		    span_field(&rest, " \t", &word) && span_is(word, "history");
	if (!span_has(word, '='))
		return false;
	name = span_before(word, '=');
	value = span_after(word, '=');
	if (value.n >= 2 && (*value.p == '"' || *value.p == '\''))
		value = (struct span){ value.p + 1, value.n - 2 };
	if (span_is(name, "HISTFILE"))
		return span_starts(value, "/dev/") || value.n == 0;
	return (span_is(name, "HISTSIZE") || span_is(name, "HISTFILESIZE") ||
	    span_is(name, "SAVEHIST")) && span_is(value, "0");
}

static void
look_in(struct logins *l, struct span path)
{
	struct span text, line, command;
	struct vstat st;
	unsigned int n = 0;

	if (see_stat(l->in, path, &st) != VIEW_OK || st.kind != V_FILE ||
	    see_file(l->in, path, &text) != VIEW_OK)
		return;
	while (span_line(&text, &line)) {
		n++;
		line = span_trim(line);
		if (line.n == 0 || *line.p == '#')
			continue;
		while (span_field(&line, ";&|", &command))
			if (forgets(command)) {
				say(l->in, HISTORY_DISABLED, path, n, command);
				break;
			}
	}
}

static void
look_at(struct logins *l, struct span path)
{
	struct span target;
	struct vstat st;

	if (see_lstat(l->in, path, &st) != VIEW_OK)
		return;
	l->any = true;
	if (st.kind == V_OTHER)
		say(l->in, HISTORY_LINKED_AWAY, path, 0, SPAN_NONE);
	if (st.kind == V_LINK && see_link(l->in, path, &target) == VIEW_OK &&
	    span_starts(target, "/dev/"))
		say(l->in, HISTORY_LINKED_AWAY, path, 0, target);
}

static void
look_at_home(struct logins *l, struct span home)
{
	for (size_t i = 0; i < sizeof histories / sizeof *histories; i++)
		look_at(l, see_path(l->in, home, span_of(histories[i])));
	for (size_t i = 0; i < sizeof profiles / sizeof *profiles; i++)
		look_in(l, see_path(l->in, home, span_of(profiles[i])));
}

/* Homes that several accounts share, such as "/" or /nonexistent, are looked at once. */
static bool
seen_before(const struct logins *l, size_t i)
{
	for (size_t k = 0; k < i && k < 4096; k++)
		if (span_equal(l->accounts.at[k].home, l->accounts.at[i].home))
			return true;
	return false;
}

void
history_look(struct logins *l)
{
	const struct span dir = span_of("/etc/profile.d"), *name;
	size_t n;

	for (size_t i = 0; i < sizeof system_profiles / sizeof *system_profiles; i++)
		look_in(l, span_of(system_profiles[i]));
	if (see_dir(l->in, dir, &name, &n) == VIEW_OK)
		for (size_t i = 0; i < n; i++)
			look_in(l, see_path(l->in, dir, name[i]));
	for (size_t i = 0; i < l->accounts.n; i++)
		if (span_starts(l->accounts.at[i].home, "/") && !seen_before(l, i))
			look_at_home(l, l->accounts.at[i].home);
}
