/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * maintainers - what will the scripts that dpkg keeps run, as root, at the next upgrade?
 *
 * Read from deb-postinst(5) and its kin, and debconf-devel(7) for "config".  A
 * script that a reference pack knows is its package's as it is; of one that was
 * changed, or that nobody vouches for, what it runs is judged.
 */
#include "../startup/shell.h"
#include "hooks.h"

#define INFO	"/var/lib/dpkg/info"

static bool
runs(struct span name)
{
	static const char *const ends[] = { ".preinst", ".postinst", ".prerm", ".postrm", ".config",
		NULL };

	for (size_t i = 0; ends[i]; i++)
		if (span_ends(name, ends[i]))
			return true;
	return false;
}

static bool
pristine(struct startup *s, struct span path)
{
	char want[HASH_HEX], have[HASH_HEX];

	return see_database(s->in) && truth_control(see_database(s->in), path, want) &&
	    see_digest(s->in, path, HASH_SHA256, have) == VIEW_OK && span_is(span_of(want), have);
}

void
hooks_maintainers(struct startup *s)
{
	struct span dir = span_of(INFO), path;
	const struct span *name;
	struct autorun a;
	size_t n;

	if (see_dir(s->in, dir, &name, &n) != VIEW_OK)
		return;
	for (size_t i = 0; i < n; i++) {
		path = see_path(s->in, dir, name[i]);
		if (!runs(name[i]) || !startup_file(s, path, false))
			continue;
		if (pristine(s, path)) {
			s->entries++;
			continue;
		}
		a = startup_root(s, path);
		a.trust = TRUST_STRANGER;
		a.lenient = true;
		command_file(s, &a, false);
	}
}
