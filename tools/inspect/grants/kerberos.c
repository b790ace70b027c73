/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * kerberos - whose keys lie in this machine's keytabs, and who may read them?
 *
 * MIT krb5's "Keytab file format": 05 02, then records, each a 32-bit size (a
 * negative one is a hole), the number of a name's parts, the realm, the parts;
 * all numbers with the high byte first.
 */
#include "grants.h"

#define MAX_PARTS	16	/* of a principal's name; two are usual */

static bool
take(struct span *s, size_t n, uint32_t *v)
{
	*v = 0;
	if (s->n < n)
		return false;
	for (size_t i = 0; i < n; i++)
		*v = *v << 8 | s->p[i];
	*s = span_skip(*s, n);
	return true;
}

static bool
text(struct span *s, struct span *one)
{
	uint32_t n;

	return take(s, 2, &n) && take_span(s, n, one);
}

/* "host/web1.example.org@EXAMPLE.ORG" */
static bool
principal(struct grants *g, struct span record, struct span *name)
{
	struct span realm, part;
	uint32_t parts;

	*name = SPAN_NONE;
	if (!take(&record, 2, &parts) || parts == 0 || parts > MAX_PARTS || !text(&record, &realm))
		return false;
	for (uint32_t i = 0; i < parts; i++) {
		if (!text(&record, &part))
			return false;
		*name = see_join(g->in, *name, span_of(i ? "/" : ""), part);
	}
	*name = see_join(g->in, *name, span_of("@"), realm);
	return true;
}

static void
look_at(struct grants *g, struct span path)
{
	struct span bytes, record, name, last = SPAN_NONE;
	struct vstat st;
	uint32_t size;

	if (see_stat(g->in, path, &st) != VIEW_OK || st.kind != V_FILE ||
	    see_file(g->in, path, &bytes) != VIEW_OK || !span_starts(bytes, "\5\2"))
		return;
	g->found = true;
	if (st.mode & 04)
		say(g->in, KEYTAB_OPEN, path, 0, SPAN_NONE);
	bytes = span_skip(bytes, 2);
	while (take(&bytes, 4, &size) && size) {
		bool hole = size >> 31;

		if (!take_span(&bytes, hole ? (size_t)(~size) + 1 : size, &record))
			return;
		/* One name has a key for each cipher. */
		if (!hole && principal(g, record, &name) && !span_equal(name, last)) {
			say_grant(g->in, name, "keytab", path, 0, SPAN_NONE);
			last = name;
		}
	}
}

void
kerberos_look(struct grants *g)
{
	const struct span *names;
	size_t n;

	if (see_dir(g->in, span_of("/etc"), &names, &n) != VIEW_OK)
		return;
	for (size_t i = 0; i < n; i++)
		if (span_ends(names[i], ".keytab"))
			look_at(g, see_path(g->in, span_of("/etc"), names[i]));
	for (size_t i = 0; i < g->roster.n; i++)
		if (span_starts(g->roster.at[i].home, "/") && g->roster.at[i].home.n > 1)
			look_at(g, see_path(g->in, g->roster.at[i].home, span_of(".keytab")));
}
