/* SPDX-License-Identifier: GPL-3.0-or-later */
/* units - which files make up one systemd unit, and in which order do they count? */
#include <stdlib.h>
#include <string.h>

#include "../startup/shell.h"
#include "unit.h"

#define MAX_DROPINS	256	/* drop-ins of one unit; a handful is usual */

static int
by_bytes(const void *key, const void *name)
{
	return span_compare(*(const struct span *)key, *(const struct span *)name);
}

bool
unit_dirs_has(const struct unit_dirs *d, size_t dir, struct span name)
{
	return d->names[dir] &&
	    bsearch(&name, d->name[dir], d->names[dir], sizeof name, by_bytes) != NULL;
}

void
unit_dirs_add(struct startup *s, struct unit_dirs *d, struct span path)
{
	struct span real;

	if (d->n == MAX_UNIT_DIRS || see_real(s->in, path, &real) != VIEW_OK)
		return;
	for (size_t i = 0; i < d->n; i++)
		if (span_equal(d->path[i], real))
			return;
	if (see_dir(s->in, real, &d->name[d->n], &d->names[d->n]) != VIEW_OK)
		return;
	d->path[d->n++] = real;
}

/* Is the link an alias: another name for a unit that is searched for under its own? */
static bool
alias_of(struct startup *s, const struct unit_dirs *d, struct span path, struct span *target)
{
	struct span real;

	if (see_link(s->in, path, target) != VIEW_OK)
		return false;
	*target = span_base(*target);
	if (see_real(s->in, path, &real) != VIEW_OK)
		return true;
	for (size_t i = 0; i < d->n; i++)
		if (span_equal(span_parent(real), d->path[i]))
			return true;
	return false;
}

static bool
find_fragment(struct startup *s, const struct unit_dirs *d, struct span name, struct unit *u,
    struct span *alias)
{
	struct span path = SPAN_NONE, real;
	struct vstat st;

	*alias = SPAN_NONE;
	for (size_t i = 0; i < d->n; i++) {
		if (!unit_dirs_has(d, i, name))
			continue;
		if (path.n) {
			u->shadows = true;
			break;
		}
		path = see_path(s->in, d->path[i], name);
	}
	if (path.n == 0)
		return false;
	if (alias_of(s, d, path, alias) && !span_equal(*alias, name))
		return false;
	*alias = SPAN_NONE;
	if (see_stat(s->in, path, &st) != VIEW_OK || st.kind != V_FILE || st.size == 0)
		return false;	/* masked: a link to /dev/null, or empty */
	u->fragment = path;
	if (see_real(s->in, path, &real) == VIEW_OK && target_volatile(real))
		startup_say(s, STARTUP_PROGRAM_VOLATILE, path, 0, real);
	return true;
}

static void
read_settings(struct startup *s, struct unit *u, struct span path, enum trust trust)
{
	struct unit_reader r = { .in = s->in };
	struct unit_line line = { .line = 0 };
	struct vstat st;

	/* A link to /dev/null takes a drop-in away. */
	if (see_stat(s->in, path, &st) != VIEW_OK || st.kind != V_FILE ||
	    see_file(s->in, path, &r.rest) != VIEW_OK)
		return;
	while (unit_next(&r, &line)) {
		u->setting = grown(s->in, u->setting, u->n, &u->room, sizeof *u->setting);
		u->setting[u->n++] = (struct setting){ line, path, trust };
	}
}

struct dropins {
	struct span	name[MAX_DROPINS], path[MAX_DROPINS];
	size_t		n;
};

/* Keep the list sorted by file name; of equal names the first to come counts. */
static void
insert(struct dropins *all, struct span name, struct span path)
{
	size_t at = 0;

	while (at < all->n && span_compare(all->name[at], name) < 0)
		at++;
	if (all->n == MAX_DROPINS || (at < all->n && span_equal(all->name[at], name)))
		return;
	memmove(&all->name[at + 1], &all->name[at], (all->n - at) * sizeof name);
	memmove(&all->path[at + 1], &all->path[at], (all->n - at) * sizeof path);
	all->name[at] = name;
	all->path[at] = path;
	all->n++;
}

static void
gather(struct startup *s, const struct unit_dirs *d, struct span unit, struct dropins *all)
{
	struct span dir = see_join(s->in, unit, span_of(".d"), SPAN_NONE), path;
	const struct span *name;
	size_t n;

	for (size_t i = 0; i < d->n; i++) {
		if (!unit_dirs_has(d, i, dir))
			continue;
		path = see_path(s->in, d->path[i], dir);
		if (see_dir(s->in, path, &name, &n) != VIEW_OK)
			continue;
		for (size_t j = 0; j < n; j++)
			if (span_ends(name[j], ".conf"))
				insert(all, name[j], see_path(s->in, path, name[j]));
	}
}

static struct span
template_of(struct startup *s, const struct unit_name *name)
{
	struct span at = see_join(s->in, name->prefix, span_of("@."), name->type);

	return name->instance.n ? at : SPAN_NONE;
}

/* The unit's own drop-ins, its template's, those of its dashed prefixes, its type's. */
static void
gather_all(struct startup *s, const struct unit_dirs *d, const struct unit_name *name,
    struct dropins *all)
{
	struct span template = template_of(s, name), prefix = name->prefix, full;

	gather(s, d, name->full, all);
	if (template.n)
		gather(s, d, template, all);
	while (prefix.n > 1) {
		prefix.n--;
		if (prefix.p[prefix.n - 1] != '-')
			continue;
		full = see_join(s->in, prefix, span_of("."), name->type);
		gather(s, d, full, all);
	}
	gather(s, d, name->type, all);
}

bool
unit_load(struct startup *s, const struct unit_dirs *d, struct span full, struct unit *u)
{
	struct dropins all = { .n = 0 };
	struct span alias, template;

	*u = (struct unit){ .name = unit_name_of(full), .trust = TRUST_PACKAGED };
	gather_all(s, d, &u->name, &all);
	if (!find_fragment(s, d, full, u, &alias)) {
		template = template_of(s, &u->name);
		/* Another name's own drop-ins still count, with the unit it stands for. */
		if (alias.n && all.n && !span_equal(alias, full))
			find_fragment(s, d, alias, u, &alias);
		else if (!alias.n && template.n)
			find_fragment(s, d, template, u, &alias);
	}
	u->name.fragment = u->fragment;
	if (u->fragment.n) {
		u->trust = startup_trust(s, u->fragment);
		read_settings(s, u, u->fragment, u->trust);
	}
	for (size_t i = 0; i < all.n; i++)
		read_settings(s, u, all.path[i], startup_trust(s, all.path[i]));
	return u->n > 0;
}

struct span
unit_value(const struct unit *u, const char *key)
{
	for (size_t i = u->n; i; i--)
		if (span_is(u->setting[i - 1].line.key, key))
			return u->setting[i - 1].line.value;
	return SPAN_NONE;
}
