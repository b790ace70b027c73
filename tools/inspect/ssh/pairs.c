/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pairs - which key opens several accounts, or lies in the account that it opens? */
#include <stdlib.h>

#include "../accounts/place.h"
#include "ssh.h"

#define MAX_PRIVATE	32768	/* bytes: a private key of RSA's longest is a quarter of that */

static int
by_blob(const void *a, const void *b)
{
	const struct opens *x = a, *y = b;
	int c = span_compare(x->blob, y->blob);

	if (c)
		return c;
	return x->who != y->who ? (x->who > y->who) - (x->who < y->who) :
	    (x->line > y->line) - (x->line < y->line);
}

static const struct opens *
opened_by(const struct ssh *s, struct span blob, const struct member *who)
{
	size_t low = 0, high = s->n, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (span_compare(s->opens[mid].blob, blob) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	for (; low < s->n && span_equal(s->opens[low].blob, blob); low++)
		if (s->opens[low].who == who)
			return &s->opens[low];
	return NULL;
}

/* A private key beside the public one that it answers to. */
static void
look_in(struct ssh *s, const struct member *who)
{
	const struct span *names;
	struct span dir = see_path(s->in, who->home, span_of(".ssh")), text, path;
	const struct opens *o;
	struct vstat st;
	struct key k;
	size_t n;

	if (see_dir(s->in, dir, &names, &n) != VIEW_OK)
		return;
	for (size_t i = 0; i < n; i++) {
		path = see_path(s->in, dir, names[i]);
		if (see_lstat(s->in, path, &st) == VIEW_OK && st.kind == V_FILE &&
		    see_head(s->in, path, MAX_PRIVATE, &text) == VIEW_OK &&
		    key_private(s->in, text, &k) && (o = opened_by(s, k.blob, who)))
			say(s->in, SSH_KEY_SELF, path, 0, o->about);
	}
}

void
pairs_look(struct ssh *s)
{
	bool *opened = see_room(s->in, s->roster.n + 1, sizeof *opened);

	if (s->n)
		qsort(s->opens, s->n, sizeof *s->opens, by_blob);
	for (size_t i = 1; i < s->n; i++)
		if (span_equal(s->opens[i - 1].blob, s->opens[i].blob) &&
		    s->opens[i - 1].who->uid != s->opens[i].who->uid)
			say(s->in, SSH_KEY_SHARED, s->opens[i].path, s->opens[i].line, see_join(s->in,
			    s->opens[i].about, span_of(" also opens "), s->opens[i - 1].who->name));
	/* Accounts without keys have nothing to compare. */
	for (size_t i = 0; i < s->n; i++)
		opened[s->opens[i].who - s->roster.at] = true;
	for (size_t i = 0; i < s->roster.n; i++)
		if (opened[i])
			look_in(s, &s->roster.at[i]);
}
