/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * directories - which units are there, in every place that systemd searches?
 *
 * Read from systemd.unit(5), "UNIT FILE LOAD PATH".  What is below /run is
 * empty on a disk, but not in a system looked at as a directory.
 */
#include "unit.h"

static const char *const system_dirs[] = {
	"/etc/systemd/system.control", "/run/systemd/system.control", "/run/systemd/transient",
	"/run/systemd/generator.early", "/etc/systemd/system", "/etc/systemd/system.attached",
	"/run/systemd/system", "/run/systemd/system.attached", "/run/systemd/generator",
	"/usr/local/lib/systemd/system", "/usr/lib/systemd/system", "/lib/systemd/system",
	"/run/systemd/generator.late", NULL
};
static const char *const user_dirs[] = {
	"/etc/xdg/systemd/user", "/etc/systemd/user", "/run/systemd/user",
	"/usr/local/share/systemd/user", "/usr/share/systemd/user",
	"/usr/local/lib/systemd/user", "/usr/lib/systemd/user", "/lib/systemd/user", NULL
};
static const char *const home_dirs[] = {
	"/.config/systemd/user.control", "/.config/systemd/user", "/.local/share/systemd/user", NULL
};

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

/* Is the directory the one to look at a name for: the first that has it, as a unit or a drop-in's? */
static bool
first_with(struct startup *s, const struct unit_dirs *d, size_t dir, struct span unit, bool dropin)
{
	struct span more = see_join(s->in, unit, span_of(".d"), SPAN_NONE);

	for (size_t i = 0; i < d->n; i++) {
		if (unit_dirs_has(d, i, unit))
			return !dropin && i == dir;
	}
	for (size_t i = 0; i < dir; i++)
		if (unit_dirs_has(d, i, more))
			return false;
	return true;
}

/* The link's target lies where no units are kept, and no package put it there. */
static bool
strays(struct startup *s, const struct unit_dirs *d, struct span path, struct span *real)
{
	struct span target;
	struct truth t;

	if (see_link(s->in, path, &target) != VIEW_OK)
		return false;
	if (see_real(s->in, path, real) != VIEW_OK)
		*real = span_starts(target, "/") ? target_clean(s, target) : SPAN_NONE;
	for (size_t i = 0; i < d->n; i++)
		if (span_equal(span_parent(*real), d->path[i]))
			return false;
	if (span_is(*real, "/dev/null") || span_is(target, "/dev/null"))
		return false;
	if (!target_volatile(*real) && !target_hidden(*real) && !people_home(s, *real))
		return false;
	return see_owner(s->in, *real, &t) != VIEW_OK || t.kind == TRUTH_UNOWNED;
}

static bool
exists(struct startup *s, const struct unit_dirs *d, struct span name)
{
	struct unit_name n = unit_name_of(name);
	struct span template = see_join(s->in, n.prefix, span_of("@."), n.type);

	for (size_t i = 0; i < d->n; i++)
		if (unit_dirs_has(d, i, name) || (n.instance.n && unit_dirs_has(d, i, template)))
			return true;
	return false;
}

/* foo@bar.service in a *.wants directory is the only place where some instances are named. */
static void
examine_wanted(struct startup *s, const struct unit_dirs *d, struct span dir,
    const struct person *as)
{
	const struct span *name;
	struct span path, real;
	size_t n;

	if (see_dir(s->in, dir, &name, &n) != VIEW_OK)
		return;
	for (size_t i = 0; i < n; i++) {
		path = see_path(s->in, dir, name[i]);
		if (strays(s, d, path, &real))
			startup_say(s, STARTUP_ENTRY_ODD, path, 0, real);
		else if (!exists(s, d, name[i]) && see_link(s->in, path, &real) == VIEW_OK &&
		    startup_trust(s, path) == TRUST_STRANGER)
			startup_say(s, STARTUP_GHOST, path, 0, real);
		if (starts_things(name[i]) && unit_name_of(name[i]).instance.n)
			unit_examine(s, d, name[i], as);
	}
}

/* Every unit that the first `own` directories name, with all of them to search. */
static void
examine_all(struct startup *s, struct unit_dirs *d, size_t own, const struct person *as)
{
	struct span name, real;
	size_t foreign;
	bool dropin;

	activate_read(s, d);
	for (size_t i = 0; i < own; i++)
		for (size_t j = 0; j < d->names[i]; j++) {
			name = d->name[i][j];
			look_at_name(s, d->path[i], name);
			if (span_ends(name, ".wants") || span_ends(name, ".requires") ||
			    span_ends(name, ".upholds")) {
				examine_wanted(s, d, see_path(s->in, d->path[i], name), as);
				continue;
			}
			/* A fragment in a volatile place is told where it is read. */
			if (strays(s, d, see_path(s->in, d->path[i], name), &real) &&
			    !target_volatile(real))
				startup_say(s, STARTUP_ENTRY_ODD,
				    see_path(s->in, d->path[i], name), 0, real);
			dropin = span_ends(name, ".d");
			name.n -= dropin ? 2 : 0;
			if (!starts_things(name) || !first_with(s, d, i, name, dropin))
				continue;
			foreign = s->foreign;
			unit_examine(s, d, name, as);
			if (!dropin && s->foreign > foreign)
				unit_near(s, d, see_path(s->in, d->path[i], name));
		}
}

static void
add_all(struct startup *s, struct unit_dirs *d, const char *const *dirs, struct span above)
{
	for (; *dirs; dirs++)
		unit_dirs_add(s, d, see_join(s->in, above, span_of(*dirs), SPAN_NONE));
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
