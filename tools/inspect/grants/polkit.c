/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * polkit - whom do polkit's rules name, and what may they do unasked?
 *
 * polkit(8): rules in JavaScript, which ask `subject.isInGroup("NAME")` or
 * `subject.user == "NAME"` and answer polkit.Result.YES; pklocalauthority(8):
 * Identity=unix-user:NAME;unix-group:NAME, Action= and Result...=.  What a rule does
 * with whom it names is for people to read: who, and where.
 */
#include "grants.h"

/* The text in the next quotes, of either kind. */
static bool
quoted(struct span *rest, struct span *text)
{
	while (rest->n && *rest->p != '"' && *rest->p != '\'')
		*rest = span_skip(*rest, 1);
	if (!rest->n)
		return false;
	*text = span_before(span_skip(*rest, 1), (char)*rest->p);
	*rest = span_skip(*rest, text->n + 2);
	return true;
}

/* Past the next such word, and to what stands in quotes behind it. */
static bool
behind(struct span *rest, const char *word, struct span *text)
{
	while (rest->n && !span_starts(*rest, word))
		*rest = span_skip(*rest, 1);
	return rest->n && quoted(rest, text);
}

static void
rules(struct grants *g, struct span path)
{
	struct span text, line, rest, name;
	unsigned number = 0;
	bool named = false;

	if (place_pristine(g->in, path) || see_file(g->in, path, &text) != VIEW_OK)
		return;
	g->found = true;
	if (!span_holds(text, "Result.YES") && !span_holds(text, "\"yes\""))
		return;
	for (struct span all = text; span_line(&all, &line);) {
		number++;
		line = span_trim(line);
		if (span_starts(line, "//"))
			continue;
		for (rest = line; behind(&rest, "isInGroup", &name); named = true)
			say_grant(g->in, see_join(g->in, span_of("%"), name, SPAN_NONE), "polkit", path, number, line);
		for (rest = line; behind(&rest, "subject.user", &name); named = true)
			say_grant(g->in, name, "polkit", path, number, line);
	}
	if (!named)
		say_grant(g->in, span_of("ALL"), "polkit", path, 0, SPAN_NONE);
}

static void
authority_line(struct grants *g, struct span path, unsigned number, struct span line)
{
	struct span rest = span_after(line, '='), one;

	if (!span_is(span_trim(span_before(line, '=')), "Identity"))
		return;
	while (span_field(&rest, "; \t", &one))
		if (span_starts(one, "unix-group:"))
			say_grant(g->in, see_join(g->in, span_of("%"), span_after(one, ':'), SPAN_NONE), "polkit",
			    path, number, line);
		else
			say_grant(g->in, span_starts(one, "unix-user:") ? span_after(one, ':') : one, "polkit", path,
			    number, line);
}

void
polkit_look(struct grants *g)
{
	static const char *const dirs[] = { "/etc/polkit-1/rules.d", "/usr/local/share/polkit-1/rules.d",
		"/usr/share/polkit-1/rules.d" };
	static const char *const above[] = { "/etc/polkit-1/localauthority",
		"/var/lib/polkit-1/localauthority" };
	const struct span *names;
	size_t n;

	for (size_t i = 0; i < sizeof dirs / sizeof *dirs; i++) {
		if (see_dir(g->in, span_of(dirs[i]), &names, &n) != VIEW_OK)
			continue;
		for (size_t k = 0; k < n; k++)
			if (span_ends(names[k], ".rules"))
				rules(g, see_path(g->in, span_of(dirs[i]), names[k]));
	}
	for (size_t i = 0; i < sizeof above / sizeof *above; i++) {
		if (see_dir(g->in, span_of(above[i]), &names, &n) != VIEW_OK)
			continue;
		for (size_t k = 0; k < n; k++)
			each_file(g, see_path(g->in, span_of(above[i]), names[k]), ".pkla", authority_line);
	}
}
