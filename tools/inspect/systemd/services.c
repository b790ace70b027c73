/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * services - what do units start, in every place that systemd searches?
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
		if (!executes(line->key) && !sets_environment(line->key))
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

	while (exec_next(s->in, &rest, &u->name, word, &n))
		command_words(s, a, word, n);
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

static void
examine(struct startup *s, const struct unit_dirs *d, struct span name, const struct person *as)
{
	size_t foreign = s->foreign;
	struct autorun a = { .as = *as };
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
		if (executes(set->line.key))
			start(s, &u, set, &a);
		else if (sets_environment(set->line.key))
			environment(s, &u, set, &a);
	}
	if (u.fragment.n && u.trust == TRUST_STRANGER && u.shadows && s->foreign > foreign)
		startup_say(s, STARTUP_IMPERSONATES, u.fragment, 0, name);
}

/* dbus-org.*.service is always a link that systemctl made; a file is a disguise. */
static void
look_at_name(struct startup *s, struct span dir, struct span name)
{
	struct span path = see_path(s->in, dir, name);
	struct vstat st;

	if (span_starts(name, "dbus-org.") && span_ends(name, ".service") &&
	    see_lstat(s->in, path, &st) == VIEW_OK && st.kind == V_FILE &&
	    startup_trust(s, path) == TRUST_STRANGER)
		startup_say(s, STARTUP_IMPERSONATES, path, 0, name);
}

static bool
starts_things(struct span name)
{
	return span_ends(name, ".service") || span_ends(name, ".socket") ||
	    span_ends(name, ".mount") || span_ends(name, ".swap");
}

/* foo@bar.service in a *.wants directory is the only place where some instances are named. */
static void
examine_wanted(struct startup *s, const struct unit_dirs *d, struct span dir,
    const struct person *as)
{
	const struct span *name;
	struct span target;
	size_t n;

	if (see_dir(s->in, dir, &name, &n) != VIEW_OK)
		return;
	for (size_t i = 0; i < n; i++) {
		if (see_link(s->in, see_path(s->in, dir, name[i]), &target) == VIEW_OK &&
		    (target_volatile(target_clean(s, target)) && span_starts(target, "/")))
			startup_say(s, STARTUP_ENTRY_ODD, see_path(s->in, dir, name[i]), 0, target);
		if (starts_things(name[i]) && unit_name_of(name[i]).instance.n)
			examine(s, d, name[i], as);
	}
}

/* Every unit that the first `own` directories name, with all of them to search. */
static void
examine_all(struct startup *s, const struct unit_dirs *d, size_t own, const struct person *as)
{
	struct span name;

	for (size_t i = 0; i < own; i++) {
		for (size_t j = 0; j < d->names[i]; j++) {
			name = d->name[i][j];
			look_at_name(s, d->path[i], name);
			if (span_ends(name, ".wants") || span_ends(name, ".requires") ||
			    span_ends(name, ".upholds")) {
				examine_wanted(s, d, see_path(s->in, d->path[i], name), as);
				continue;
			}
			if (span_ends(name, ".d"))
				name.n -= 2;
			if (starts_things(name))
				examine(s, d, name, as);
		}
	}
}

static const char *const system_dirs[] = {
	"/etc/systemd/system.control", "/etc/systemd/system", "/etc/systemd/system.attached",
	"/usr/local/lib/systemd/system", "/usr/lib/systemd/system", "/lib/systemd/system", NULL
};
static const char *const user_dirs[] = {
	"/etc/xdg/systemd/user", "/etc/systemd/user", "/usr/local/share/systemd/user",
	"/usr/share/systemd/user", "/usr/local/lib/systemd/user", "/usr/lib/systemd/user",
	"/lib/systemd/user", NULL
};
static const char *const home_dirs[] = {
	"/.config/systemd/user.control", "/.config/systemd/user", "/.local/share/systemd/user", NULL
};

static void
add_all(struct startup *s, struct unit_dirs *d, const char *const *dirs, struct span above)
{
	for (; *dirs; dirs++)
		unit_dirs_add(s, d, see_join(s->in, above, span_of(*dirs), SPAN_NONE));
}

static void
manager_settings(struct startup *s, struct span path)
{
	struct unit_reader r = { .in = s->in };
	struct unit_line line = { .line = 0 };
	struct autorun a = { .path = path, .as = people_root() };
	struct span word;

	if (see_file(s->in, path, &r.rest) != VIEW_OK)
		return;
	a.trust = startup_trust(s, path);
	while (unit_next(&r, &line)) {
		a.line = line.line;
		a.said = line.said;
		if (span_is(line.key, "DefaultEnvironment") ||
		    span_is(line.key, "ManagerEnvironment"))
			while (exec_word(s->in, &line.value, &word))
				environ_word(s, &a, word);
	}
}

void
systemd_managers(struct startup *s)
{
	static const char *const confs[] = { "/etc/systemd/system.conf", "/etc/systemd/user.conf",
		NULL };
	const struct span *name;
	struct span dir;
	size_t n;

	for (size_t i = 0; confs[i]; i++) {
		manager_settings(s, span_of(confs[i]));
		dir = startup_text(s, confs[i], span_of(".d"), "");
		if (see_dir(s->in, dir, &name, &n) == VIEW_OK)
			for (size_t j = 0; j < n; j++)
				if (span_ends(name[j], ".conf"))
					manager_settings(s, see_path(s->in, dir, name[j]));
	}
}

void
systemd_system(struct startup *s)
{
	struct person root = people_root();
	struct unit_dirs d = { .n = 0 };

	add_all(s, &d, system_dirs, SPAN_NONE);
	examine_all(s, &d, d.n, &root);
}

void
systemd_user(struct startup *s)
{
	struct person each = people_root();
	struct unit_dirs d = { .n = 0 };

	each.name = span_of("*");
	add_all(s, &d, user_dirs, SPAN_NONE);
	examine_all(s, &d, d.n, &each);
}

void
systemd_homes(struct startup *s)
{
	struct unit_dirs d;
	size_t own;

	for (size_t i = 0; i < s->n; i++) {
		if (!s->people[i].first)
			continue;
		d.n = 0;
		add_all(s, &d, home_dirs, s->people[i].home);
		if ((own = d.n) == 0)
			continue;
		add_all(s, &d, user_dirs, SPAN_NONE);
		examine_all(s, &d, own, &s->people[i]);
	}
}
