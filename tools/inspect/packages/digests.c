/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * digests - does every listed file equal its record?
 *
 * Files are read in the order of their inodes, which is roughly the order of
 * their bytes on the disk, and told by name, in an order that every backend
 * agrees on.  Where several packages list one file (as packages
 * of two architectures do), it may equal the record of any.
 */
#include <assert.h>
#include <stdlib.h>

#include "missing.h"
#include "packages.h"

struct listed {
	struct span	place, package;
	uint64_t	fs, ino;
	enum vkind	kind;
	struct span	digest;
	enum hash	hash;		/* of the digest */
	bool		conffile, attested;
	struct span	found;		/* what is there instead; empty: what is recorded */
};

struct work {
	struct inspection	*in;
	struct listed		*at;
	size_t			 n, room;
	struct lost		*lost;
	struct missing		 missing;
	struct span		 unsummed;	/* the package last said to have no digests */
};

static void
lose(struct work *w, struct span path, struct span digest, enum hash kind)
{
	struct lost *l = see_room(w->in, 1, sizeof *l);

	*l = (struct lost){ .path = path, .digest = digest, .kind = kind, .next = w->lost };
	w->lost = l;
}

/* Who writes the records could call a program configuration: only /etc is to be edited. */
static bool
configuration(bool conffile, bool attested, struct span place)
{
	return conffile && (attested || span_starts(place, "/etc/"));
}

static bool
edited(const struct truth_entry *e)
{
	return configuration(e->flags & TRUTH_CONFFILE, e->flags & TRUTH_ATTESTED, e->place);
}

static void
absent(struct work *w, const struct truth_entry *e)
{
	if (!e->digest.n || e->flags & (TRUTH_GHOST | TRUTH_OPTIONAL))
		return;
	if (edited(e)) {
		say(w->in, PACKAGE_CONFFILE_CHANGED, e->place, 0,
		    see_join(w->in, e->package, span_of(": removed"), SPAN_NONE));
	} else if (program_by_name(e->place) && !program_in_managed_tree(e->place)) {
		say(w->in, PACKAGE_PROGRAM_MISSING, e->place, 0, e->package);
		lose(w, e->place, e->digest, e->kind);
	} else {
		missing_add(&w->missing, e->place);
	}
}

/* A regular file that its package lists and gives no digest: dpkg writes one for each. */
static void
unrecorded(struct work *w, const struct truth_entry *e)
{
	if (e->flags & TRUTH_GHOST || edited(e))
		return;
	if (e->summed) {
		say(w->in, PACKAGE_RECORD_ODD, e->place, 0,
		    see_join(w->in, e->package, span_of(": lists the file, records no digest"),
		    SPAN_NONE));
	} else if (!span_equal(w->unsummed, e->package)) {
		w->unsummed = e->package;
		say(w->in, PACKAGE_RECORD_ODD, e->place, 0,
		    see_join(w->in, e->package, span_of(": lists files, records no digests"),
		    SPAN_NONE));
	}
}

static int
gather(void *arg, const struct truth_entry *e)
{
	struct work *w = arg;
	struct listed *l;
	struct vstat st;
	int r;

	/* Half-installed: of two versions' files, who knows which?  records.c says so. */
	if (!e->expected)
		return 0;
	if ((r = see_lstat(w->in, e->place, &st)) == VIEW_ABSENT)
		absent(w, e);
	if (r != VIEW_OK)
		return 0;
	beyond_look(w->in, e, &st);
	if (!e->digest.n) {
		if (st.kind == V_FILE && !(e->flags & TRUTH_TARGET))
			unrecorded(w, e);
		return 0;
	}
	assert(w->n < w->room);
	l = &w->at[w->n++];
	*l = (struct listed){
		.place = e->place, .package = e->package, .fs = st.fs, .ino = st.ino,
		.kind = st.kind, .digest = e->digest, .hash = e->kind,
		.conffile = e->flags & TRUTH_CONFFILE, .attested = e->flags & TRUTH_ATTESTED,
	};
	return 0;
}

static int
by_inode(const void *x, const void *y)
{
	const struct listed *a = x, *b = y;

	if (a->fs != b->fs)
		return a->fs < b->fs ? -1 : 1;
	if (a->ino != b->ino)
		return a->ino < b->ino ? -1 : 1;
	return span_compare(a->place, b->place);
}

static int
by_place(const void *x, const void *y)
{
	const struct listed *a = x, *b = y;

	return span_compare(a->place, b->place);
}

static void
tell(struct work *w, const struct listed *l)
{
	struct span about = see_join(w->in, l->package, span_of(": recorded "), l->digest);

	about = see_join(w->in, about, span_of(", found "), l->found);
	if (configuration(l->conffile, l->attested, l->place)) {
		say(w->in, PACKAGE_CONFFILE_CHANGED, l->place, 0, about);
	} else if (!program_in_managed_tree(l->place) &&
	    (program_by_name(l->place) || program_by_look(w->in, l->place))) {
		say(w->in, PACKAGE_PROGRAM_DIFFERS, l->place, 0, about);
		lose(w, l->place, l->digest, l->hash);
	} else {
		say(w->in, PACKAGE_DATA_DIFFERS, l->place, 0, about);
	}
}

/* Beside a record that chains to a key of ours the others count for nothing. */
static size_t
keep_attested(struct listed *l, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++)
		if (l[i].attested)
			l[kept++] = l[i];
	return kept ? kept : n;
}

/* One place, and all the records of it. */
static void
compare(struct work *w, struct listed *l, size_t n)
{
	static const char *const instead[] = {
		[V_DIR] = "a directory", [V_LINK] = "a link", [V_OTHER] = "no regular file",
	};
	char hex[HASH_KINDS][HASH_HEX] = { { 0 } };

	if (l->kind != V_FILE) {
		l->found = span_of(instead[l->kind]);
		return;
	}
	n = keep_attested(l, n);
	for (size_t i = 0; i < n; i++) {
		enum hash kind = l[i].hash;

		if (!hex[kind][0] && see_digest(w->in, l->place, kind, hex[kind]) != VIEW_OK)
			return;
		if (span_is(l[i].digest, hex[kind]))
			return;
	}
	l->found = see_join(w->in, span_of(hex[l->hash]), SPAN_NONE, SPAN_NONE);
}

struct lost *
digests_look(struct inspection *in, const struct truth_db *db)
{
	struct work w = { .in = in, .room = truth_count(db) };
	size_t n, bad = 0;

	w.at = see_room(in, w.room, sizeof *w.at);
	truth_each(db, gather, &w);
	if (w.n)
		qsort(w.at, w.n, sizeof *w.at, by_inode);
	for (size_t i = 0; i < w.n; i += n) {
		n = 1;
		while (i + n < w.n && span_equal(w.at[i].place, w.at[i + n].place))
			n++;
		compare(&w, &w.at[i], n);
		if (w.at[i].found.n)
			w.at[bad++] = w.at[i];
	}
	if (bad)
		qsort(w.at, bad, sizeof *w.at, by_place);
	for (size_t i = 0; i < bad; i++)
		tell(&w, &w.at[i]);
	missing_say(&w.missing, in);
	return w.lost;
}
