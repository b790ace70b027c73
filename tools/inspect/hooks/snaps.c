/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * snaps - which snaps are mounted at boot without the store's word?
 *
 * snapd numbers what it installed from a file, unasserted (--dangerous), from
 * x1 on: NAME_x1.snap.  Those of the store have plain numbers.
 */
#include "hooks.h"

static void
snap(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct autorun a = startup_root(s, path);
	struct span name = span_base(path);
	uint64_t number;

	(void)arg, (void)as;
	startup_entry(s, &a, path);
	name.n -= sizeof ".snap" - 1;
	while (span_has(name, '_'))
		name = span_after(name, '_');
	if (span_starts(name, "x") && span_decimal(span_skip(name, 1), &number))
		startup_say(s, SNAP_UNASSERTED, path, 0, span_base(path));
}

void
hooks_snaps(struct startup *s)
{
	settings_files(s, "/var/lib/snapd/snaps/*.snap", NULL, snap);
}
