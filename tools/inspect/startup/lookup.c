/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lookup - which path does a name in a command stand for? */
#include "resolve.h"

/* An absolute path inside the system, or nothing when that depends on an unknown place. */
bool
lookup_placed(struct resolver *r, const struct task *t, struct span path, struct span *out)
{
	const struct person *who;

	/* "~name/" is that account's home; "~/" was put in before. */
	if (span_starts(path, "~") && (who = people_named(r->s,
	    span_before(span_skip(path, 1), '/'))))
		path = see_path(r->s->in, who->home, span_after(path, '/'));
	if (!span_starts(path, "/")) {
		if (t->cwd.n == 0)
			return false;
		while (span_starts(path, "./"))
			path = span_skip(path, 2);
		path = see_path(r->s->in, t->cwd, path);
	}
	*out = r->a->root.n ? see_join(r->s->in, r->a->root, path, SPAN_NONE) : path;
	return out->n <= MAX_PATH;
}

bool
lookup_searched(struct resolver *r, struct span name, struct span *path)
{
	struct span search = SPAN_NONE, dir;
	struct vstat st;

	for (size_t i = 0; i < r->vars.n; i++)
		if (span_is(r->vars.name[i], "PATH"))
			search = r->vars.value[i];
	if (search.n == 0)
		search = r->a->search;
	while (span_field(&search, ":", &dir)) {
		if (!span_starts(dir, "/"))
			continue;
		*path = see_path(r->s->in, dir, name);
		if (r->a->root.n)
			*path = see_join(r->s->in, r->a->root, *path, SPAN_NONE);
		if (see_stat(r->s->in, *path, &st) == VIEW_OK && st.kind == V_FILE)
			return true;
	}
	return false;
}

/* Where administrators keep what they write themselves. */
bool
lookup_local(struct resolver *r, struct span path)
{
	struct span real;

	if (see_real(r->s->in, path, &real) != VIEW_OK)
		return false;
	return startup_within(real, "/usr/local") || startup_within(real, "/opt") ||
	    startup_within(real, "/srv") || startup_within(real, "/etc") ||
	    people_home(r->s, real);
}

bool
lookup_own(const struct resolver *r, struct span path)
{
	struct span home = r->a->as.home;

	return home.n > 1 && path.n > home.n && path.p[home.n] == '/' &&
	    span_equal((struct span){ path.p, home.n }, home);
}
