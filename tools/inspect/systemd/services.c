/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * services - what does one unit start?
 *
 * Whether a unit is enabled is not asked: sockets, timers, D-Bus and other
 * units start what no link enables.
 */
#include "../startup/shell.h"
#include "unit.h"

#define MAX_CLEARED	16	/* keys that hold commands or an environment are fewer */

static const char unit_path[] = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

static bool
executes(struct span key)
{
	return span_starts(key, "ExecStart") || span_starts(key, "ExecStop") ||
	    span_starts(key, "ExecReload") || span_starts(key, "ExecCondition");
}

static bool
sets_environment(struct span key)
{
	return span_is(key, "Environment") || span_is(key, "EnvironmentFile");
}

/* An empty assignment takes back all of its key that came before. */
static void
take_back(struct unit *u)
{
	struct span cleared[MAX_CLEARED];
	size_t n = 0, at;
	struct unit_line *line;

	for (size_t i = u->n; i; i--) {
		line = &u->setting[i - 1].line;
		if (!executes(line->key) && !sets_environment(line->key) &&
		    !span_starts(line->key, "Bind"))
			continue;
		for (at = 0; at < n && !span_equal(cleared[at], line->key); at++)
			;
		if (at == n && line->value.n == 0 && n < MAX_CLEARED)
			cleared[n++] = line->key;
		else if (at < n)
			line->value = SPAN_NONE;
	}
}

/* What a template starts depends on its instance. */
static bool
untold(const struct unit_name *name, struct span value)
{
	return name->instance.n == 0 && span_ends(span_before(name->full, '.'), "@") &&
	    (span_holds(value, "%i") || span_holds(value, "%I") || span_holds(value, "%f"));
}

static void
start(struct startup *s, const struct unit *u, const struct setting *set, struct autorun *a)
{
	struct span word[MAX_EXEC_WORDS], rest = set->line.value;
	size_t n;

	while (exec_next(s->in, &rest, &u->name, word, &n)) {
		command_words(s, a, word, n);
		input_read(s, u, a, word, n);
	}
}

static void
environment(struct startup *s, const struct unit *u, const struct setting *set,
    const struct autorun *a)
{
	struct span rest = exec_specifiers(s->in, set->line.value, &u->name), word;

	if (span_is(set->line.key, "EnvironmentFile")) {
		if (span_starts(rest, "-"))
			rest = span_skip(rest, 1);
		if (rest.n)
			environ_file(s, a, rest);
		return;
	}
	while (exec_word(s->in, &rest, &word))
		environ_word(s, a, word);
}

/* Environment=PATH=... is where a shell among its commands looks. */
static void
set_path(struct startup *s, const struct unit *u, struct autorun *a)
{
	struct span rest, word;

	for (size_t i = 0; i < u->n; i++) {
		rest = u->setting[i].line.value;
		while (span_is(u->setting[i].line.key, "Environment") &&
		    exec_word(s->in, &rest, &word))
			if (span_starts(word, "PATH="))
				a->search = span_skip(word, 5);
	}
}

/* Who, where, with which PATH: for every command of the unit. */
static void
settle(struct startup *s, const struct unit *u, struct autorun *a, enum trust *root_trust)
{
	struct span user = unit_value(u, "User"), cwd = unit_value(u, "WorkingDirectory");
	struct span search = unit_value(u, "ExecSearchPath");
	const struct person *as = user.n ? people_named(s, user) : NULL;

	if (as)
		a->as = *as;
	a->search = search.n ? search : span_of(unit_path);
	set_path(s, u, a);
	if (span_starts(cwd, "-"))
		cwd = span_skip(cwd, 1);
	cwd = exec_specifiers(s->in, cwd, &u->name);
	a->cwd = span_starts(cwd, "/") ? cwd : span_is(cwd, "~") ? a->as.home : span_of("/");
	*root_trust = TRUST_PACKAGED;
	for (size_t i = 0; i < u->n; i++)
		if (span_is(u->setting[i].line.key, "RootDirectory")) {
			a->root = u->setting[i].line.value;
			*root_trust = u->setting[i].trust;
		}
	if (!span_starts(a->root, "/") || a->root.n == 1)
		a->root = SPAN_NONE;
}

void
unit_examine(struct startup *s, const struct unit_dirs *d, struct span name, const struct person *as)
{
	size_t foreign = s->foreign;
	struct autorun a = { .as = *as, .when = activate_when(d, name) };
	enum trust root_trust;
	struct setting *set;
	struct unit u;

	if (!unit_load(s, d, name, &u))
		return;
	u.name.as = *as;
	take_back(&u);
	settle(s, &u, &a, &root_trust);
	for (size_t i = 0; i < u.n; i++) {
		set = &u.setting[i];
		a.path = set->path;
		a.line = set->line.line;
		a.said = set->line.said;
		a.trust = root_trust == TRUST_PACKAGED ? set->trust : root_trust;
		if (untold(&u.name, set->line.value))
			continue;
		if (executes(set->line.key) && !unit_value(&u, "RootImage").n)
			start(s, &u, set, &a);
		else if (sets_environment(set->line.key))
			environment(s, &u, set, &a);
		else if (span_starts(set->line.key, "Bind"))
			mount_binds(s, &a, set->line.value);
		else if (span_ends(set->line.key, "Credential") ||
		    span_ends(set->line.key, "CredentialEncrypted"))
			credentials_setting(s, &a, &u, set);
		else
			layers_setting(s, &a, &u.name, &set->line);
	}
	mount_unit(s, &u, &a);
	if (u.fragment.n && u.trust == TRUST_STRANGER && u.shadows && s->foreign > foreign)
		startup_say(s, STARTUP_IMPERSONATES, u.fragment, 0, name);
}
