/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lines - which lines of a packaged text did somebody add? */
#include "../lib/limits.h"
#include "../lib/lines.h"
#include "inspection.h"

#define BUCKETS		256		/* of texts asked about */
#define MAX_TEXT	(1U << 20)	/* bytes: four times the longest content that a pack keeps */

struct changed {
	struct changed	*next;
	struct span	 path;
	bool		*added;		/* NULL: no original to compare with */
	size_t		 lines;
};

/* What a package's script makes, once, of a file of its own: openssh-server, postfix, base-files, adduser. */
static const struct {
	const char	*made, *from;
} original[] = {
	{ "/etc/ssh/sshd_config", "/usr/share/openssh/sshd_config" },
	{ "/etc/profile", "/usr/share/base-files/profile" },
	{ "/etc/postfix/master.cf", "/usr/share/postfix/master.cf.dist" },
	{ "/etc/nsswitch.conf", "/usr/share/libc-bin/nsswitch.conf" },
	{ "/root/.bashrc", "/usr/share/base-files/dot.bashrc" },
	{ "/root/.profile", "/usr/share/base-files/dot.profile" },
	{ "*/.bashrc", "/etc/skel/.bashrc" },
	{ "*/.profile", "/etc/skel/.profile" },
	{ "*/.bash_logout", "/etc/skel/.bash_logout" },
};

static bool
fits(struct span path, const char *pattern)
{
	return *pattern == '*' ? span_ends(path, pattern + 1) : span_is(path, pattern);
}

/* pg_createcluster makes each cluster's settings of its version's sample. */
static struct span
sample_of(struct inspection *in, struct span path)
{
	static const char clusters[] = "/etc/postgresql/";

	if (!span_starts(path, clusters) || !span_ends(path, "/postgresql.conf"))
		return SPAN_NONE;
	return see_join(in, span_of("/usr/share/postgresql/"),
	    span_before(span_skip(path, sizeof clusters - 1), '/'), span_of("/postgresql.conf.sample"));
}

/* The disk's copy of it counts when a signed record says that it is the package's. */
static int
original_of(struct inspection *in, struct span path, struct span *bytes)
{
	struct span from = sample_of(in, path);
	struct truth t;

	for (size_t i = 0; from.n == 0 && i < sizeof original / sizeof *original; i++)
		if (fits(path, original[i].made))
			from = span_of(original[i].from);
	if (from.n && see_truth(in, from, &t) == VIEW_OK && t.kind == TRUTH_VERIFIED)
		return see_file(in, from, bytes);
	return VIEW_ABSENT;
}

/* A line that goes on in the next is as that one is. */
static void
join(struct inspection *in, struct changed *c, struct span text)
{
	bool *goes_on = see_room(in, c->lines + 1, sizeof *goes_on);
	struct span line;

	for (size_t i = 0; span_line(&text, &line); i++)
		goes_on[i] = span_ends(span_trim(line), "\\");
	for (size_t i = c->lines; i-- > 1;)
		c->added[i - 1] |= goes_on[i - 1] && c->added[i];
}

static void
compare(struct inspection *in, struct changed *c)
{
	struct span before, now;
	struct vstat st;

	if (in->compared == MAX_CHANGED || see_stat(in, c->path, &st) != VIEW_OK ||
	    st.kind != V_FILE || st.size > MAX_TEXT)
		return;
	if (see_pristine(in, c->path, &before) != VIEW_OK &&
	    original_of(in, c->path, &before) != VIEW_OK)
		return;
	in->compared++;
	if (see_file(in, c->path, &now) == VIEW_OK &&
	    (c->added = lines_added(&in->arena, before, now, &c->lines)))
		join(in, c, now);
}

static const struct changed *
changed(struct inspection *in, struct span path)
{
	struct changed *c, **at;
	size_t h = 0;

	if (!in->changed)
		in->changed = see_room(in, BUCKETS, sizeof(struct changed *));
	for (size_t i = 0; i < path.n; i++)
		h = h * 131 + path.p[i];
	at = &in->changed[h % BUCKETS];
	for (c = *at; c; c = c->next)
		if (span_equal(c->path, path))
			return c;
	c = see_room(in, 1, sizeof *c);
	c->path = see_join(in, path, SPAN_NONE, SPAN_NONE);
	compare(in, c);
	c->next = *at;
	return *at = c;
}

enum whose_line
see_line(struct inspection *in, struct span path, unsigned line)
{
	const struct changed *c = line ? changed(in, path) : NULL;

	if (!c || !c->added || line > c->lines)
		return LINE_UNKNOWN;
	return c->added[line - 1] ? LINE_ADDED : LINE_PACKAGED;
}
