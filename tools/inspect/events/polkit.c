/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * polkit - which rights do rules give away, and what do rules and actions run?
 *
 * Read from polkit(8) (rules), pklocalauthority(8) (.pkla), pkexec(1)
 * (org.freedesktop.policykit.exec.path).
 */
#include "../systemd/unit.h"
#include "events.h"

static void
rule(struct startup *s, struct autorun *a)
{
	struct span word[MAX_SPAWN_WORDS], text, rest;
	enum grants grants;
	size_t n;

	if (see_file(s->in, a->path, &text) != VIEW_OK)
		return;
	startup_entry(s, a, SPAN_NONE);
	for (rest = text; rule_spawns(&rest, word, &n);)
		command_words(s, a, word, n);
	if (a->trust != TRUST_STRANGER)
		return;
	grants = rule_grants(text);
	if (grants == GRANTS_ALL)
		startup_say(s, POLKIT_GRANTS_ALL, a->path, 0, SPAN_NONE);
	else if (grants == GRANTS_SOME)
		startup_say(s, POLKIT_GRANTS, a->path, 0, SPAN_NONE);
}

void
events_polkit_rules(struct startup *s)
{
	static const char *const dirs[] = { "/etc/polkit-1/rules.d", "/run/polkit-1/rules.d",
		"/usr/local/share/polkit-1/rules.d", "/usr/share/polkit-1/rules.d", NULL };

	confs_each(s, dirs, ".rules", rule);
}

/* Whoever: unix-user:* or unix-group:*. */
static bool
anybody(struct span list)
{
	struct span one;

	while (span_field(&list, "; \t", &one))
		if (span_is(one, "*") || span_is(one, "unix-user:*") || span_is(one, "unix-group:*"))
			return true;
	return false;
}

/* A star alone, or one behind a prefix as short as a whole vendor's ("org.*"). */
static bool
anything(struct span list)
{
	struct span one;

	while (span_field(&list, "; \t", &one))
		if (span_is(one, "*") || span_is(one, "org.*") || span_is(one, "org.freedesktop.*"))
			return true;
	return false;
}

static void
authority(struct startup *s, struct autorun *a)
{
	struct unit_reader r = { .in = s->in };
	bool all = false, every = false;
	struct unit_line line;

	if (see_file(s->in, a->path, &r.rest) != VIEW_OK)
		return;
	startup_entry(s, a, SPAN_NONE);
	while (a->trust == TRUST_STRANGER && unit_next(&r, &line)) {
		if (span_is(line.key, "Identity"))
			all = anybody(line.value);
		else if (span_is(line.key, "Action"))
			every = anything(line.value);
		else if (span_starts(line.key, "Result") && span_is(line.value, "yes"))
			startup_say(s, all && every ? POLKIT_GRANTS_ALL : POLKIT_GRANTS, a->path,
			    line.line, line.said);
	}
}

void
events_polkit_local(struct startup *s)
{
	static const char *const above[] = { "/etc/polkit-1/localauthority",
		"/var/lib/polkit-1/localauthority", NULL };
	const struct span *name;
	size_t n;

	for (size_t i = 0; above[i]; i++) {
		if (see_dir(s->in, span_of(above[i]), &name, &n) != VIEW_OK)
			continue;
		for (size_t k = 0; k < n; k++)
			confs_dir(s, see_path(s->in, span_of(above[i]), name[k]), ".pkla",
			    authority);
	}
}

/* What pkexec may run under an action's name, and whether everybody may. */
static void
action(struct startup *s, struct autorun *a)
{
	static const char annotation[] = "org.freedesktop.policykit.exec.path";
	struct span rest, line, path;

	if (see_file(s->in, a->path, &rest) != VIEW_OK)
		return;
	while (span_line(&rest, &line)) {
		a->line++;
		a->said = span_trim(line);
		if (autorun_trust(s, a) == TRUST_STRANGER && span_holds(line, "<allow_any>yes<"))
			startup_say(s, POLKIT_GRANTS, a->path, a->line, a->said);
		if (!span_holds(line, annotation))
			continue;
		path = span_before(span_after(line, '>'), '<');
		if (span_starts(path, "/"))
			command_words(s, a, &path, 1);
	}
}

void
events_polkit_actions(struct startup *s)
{
	static const char *const dirs[] = { "/etc/polkit-1/actions", "/run/polkit-1/actions",
		"/usr/local/share/polkit-1/actions", "/usr/share/polkit-1/actions", NULL };

	confs_each(s, dirs, ".policy", action);
}
