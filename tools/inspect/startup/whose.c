/* SPDX-License-Identifier: GPL-3.0-or-later */
/* whose - is a file a package's, and is it as the package installed it? */
#include "autorun.h"
#include "shell.h"

#define BUCKETS	1024	/* of files asked about: a busy server starts a thousand */

struct known {
	struct known	*next;
	struct span	 real;
	struct truth	 truth;
	int		 answer;
};

static struct known *
ask(struct startup *s, struct span path)
{
	struct known *k, **at;
	struct span real;
	size_t h = 0;

	if (see_real(s->in, path, &real) != VIEW_OK)
		real = path;
	for (size_t i = 0; i < real.n; i++)
		h = h * 131 + real.p[i];
	if (!s->known)
		s->known = see_room(s->in, BUCKETS, sizeof(struct known *));
	at = &s->known[h % BUCKETS];
	for (k = *at; k; k = k->next)
		if (span_equal(k->real, real))
			return k;
	k = see_room(s->in, 1, sizeof *k);
	k->real = real;
	k->answer = see_truth(s->in, real, &k->truth);
	k->next = *at;
	return *at = k;
}

bool
startup_truth(struct startup *s, struct span path, struct truth *t)
{
	const struct known *k = ask(s, path);

	*t = k->truth;
	return k->answer == VIEW_OK;
}

enum trust
startup_trust(struct startup *s, struct span path)
{
	struct truth t;

	if (!startup_truth(s, path, &t))
		return see_database(s->in) ? TRUST_STRANGER : TRUST_UNKNOWN;
	return t.kind == TRUTH_UNOWNED || t.kind == TRUTH_DIFFERS ? TRUST_STRANGER : TRUST_PACKAGED;
}

enum whose_line
startup_line(struct startup *s, struct span path, unsigned line, struct span said)
{
	enum whose_line one, all = see_line(s->in, path, line);

	for (size_t i = 0; i < said.n && all == LINE_PACKAGED; i++)
		if (said.p[i] == '\n' && (one = see_line(s->in, path, ++line)) != LINE_UNKNOWN)
			all = one;
	return all;
}

enum trust
autorun_trust(struct startup *s, const struct autorun *a)
{
	if (a->trust == TRUST_STRANGER &&
	    startup_line(s, a->path, a->line, a->said) == LINE_PACKAGED)
		return TRUST_PACKAGED;
	return a->trust;
}

/* A link that leads to a package's file only gives it another name; one to /dev/null masks. */
static void
vendor_entry(struct startup *s, struct span path)
{
	struct span real;
	struct truth t;

	if (see_owner(s->in, path, &t) != VIEW_OK || t.kind != TRUTH_UNOWNED)
		return;
	if (see_link(s->in, path, &real) == VIEW_OK && span_is(real, "/dev/null"))
		return;
	if (see_real(s->in, path, &real) == VIEW_OK && !span_equal(real, path) &&
	    see_owner(s->in, real, &t) == VIEW_OK && t.kind != TRUTH_UNOWNED)
		return;
	startup_say(s, STARTUP_VENDOR_UNOWNED, path, 0, SPAN_NONE);
}

void
startup_vendor(struct startup *s, const char *dir, unsigned depth)
{
	struct vendor_dir {
		struct span	path;
		unsigned	depth;
	} *all = NULL, here;
	const struct span *name;
	struct span path;
	struct vstat st;
	size_t n, waiting = 0, room = 0;

	if (see_real(s->in, span_of(dir), &path) != VIEW_OK)
		return;
	for (here = (struct vendor_dir){ path, depth };; here = all[--waiting]) {
		if (see_dir(s->in, here.path, &name, &n) != VIEW_OK)
			n = 0;
		for (size_t i = 0; i < n; i++) {
			path = see_path(s->in, here.path, name[i]);
			if (see_lstat(s->in, path, &st) != VIEW_OK)
				continue;
			if (st.kind != V_DIR) {
				vendor_entry(s, path);
			} else if (here.depth) {
				all = grown(s->in, all, waiting, &room, sizeof *all);
				all[waiting++] = (struct vendor_dir){ path, here.depth - 1 };
			}
		}
		if (waiting == 0)
			return;
	}
}
