/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * vouched - who vouches for the packages' records?
 *
 * A vendor's signature, a reference pack of ours, or this disk alone: then a
 * match proves nothing, and the question is not answered in full.
 */
#include <stdio.h>

#include "packages.h"

#define MAX_NAMED	100	/* packages without a reference that are named one by one */

struct count {
	struct inspection	*in;
	size_t			 referred, sealed, alone;
	struct span		 database;	/* the last that was said to stand alone */
};

static int
add(void *arg, const struct truth_package *p)
{
	struct count *n = arg;

	say_package(n->in, p);
	if (p->referred) {
		n->referred++;
	} else if (p->sealed) {
		n->sealed++;
	} else {
		n->alone++;
		if (!span_equal(n->database, p->database))
			say(n->in, PACKAGE_DISK_WORD, p->database, 0, SPAN_NONE);
		n->database = p->database;
	}
	return 0;
}

struct naming {
	struct inspection	*in;
	size_t			 n;
};

static int
name(void *arg, const struct truth_package *p)
{
	struct naming *w = arg;
	struct span about;

	if (p->referred || p->sealed || w->n++ == MAX_NAMED)
		return w->n > MAX_NAMED;
	about = see_join(w->in, p->name, span_of(" "), p->version);
	say(w->in, PACKAGE_UNREFERRED, p->database, 0,
	    see_join(w->in, about, span_of(" "), p->arch));
	return 0;
}

void
vouched_look(struct inspection *in, const struct truth_db *db)
{
	struct count n = { .in = in };
	struct naming w = { .in = in };
	char why[128];

	truth_each_package(db, add, &n);
	if (!n.referred && !n.sealed && !n.alone)
		say_gap(in, span_of("/"), "the package database names no installed package");
	if (!n.alone)
		return;
	if (n.referred)
		truth_each_package(db, name, &w);
	snprintf(why, sizeof why, "%zu of its packages are in no reference pack: nothing proves them", n.alone);
	say_gap(in, n.database, n.referred ? why :
	    "no reference pack holds its packages: only this disk's own word stands for them");
}
