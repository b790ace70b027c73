/* SPDX-License-Identifier: GPL-3.0-or-later */
/* login_shell - is each account's shell there, a package's, and what its name says? */
#include "look.h"
#include "password.h"
#include "place.h"

#define MAX_SHELLS	256	/* different ones; a system has some five */

/* Names under which shells are packaged.  busybox is many programs: its name tells which. */
static const char *const shells[] = {
	"bash", "dash", "sh", "zsh", "ksh", "ksh93", "mksh", "fish", "csh", "tcsh", "ash", "yash",
	"rbash", "zsh5", "bash-static", "sash",
};

#define SHELLS	(sizeof shells / sizeof *shells)

static bool
named_as_shell(struct span path)
{
	for (size_t i = 0; i < SHELLS; i++)
		if (span_is(span_base(path), shells[i]))
			return true;
	return false;
}

/* The bytes of one of the system's own shells, whatever it is called. */
static bool
copy_of_shell(struct inspection *in, struct span path, const struct vstat *st)
{
	char mine[HASH_HEX], theirs[HASH_HEX];
	bool known = false;

	for (size_t i = 0; i < SHELLS; i++) {
		struct span other = see_path(in, span_of("/bin"), span_of(shells[i]));
		struct vstat o;

		if (see_stat(in, other, &o) != VIEW_OK || o.kind != V_FILE || o.size != st->size ||
		    o.ino == st->ino)
			continue;
		if (!known && see_digest(in, path, HASH_SHA256, mine) != VIEW_OK)
			return false;
		known = true;
		if (see_digest(in, other, HASH_SHA256, theirs) == VIEW_OK &&
		    span_equal(span_of(mine), span_of(theirs)))
			return true;
	}
	return false;
}

/* FINDING_COUNT: nothing to say. */
static enum finding
wrong_with(struct inspection *in, struct span shell)
{
	struct span real;
	struct vstat st;

	if (see_stat(in, shell, &st) != VIEW_OK)
		return ACCOUNT_SHELL_MISSING;
	if (see_real(in, shell, &real) != VIEW_OK)
		return FINDING_COUNT;
	if (!password_shell(shell) && named_as_shell(real))
		return ACCOUNT_SHELL_DISGUISED;
	if (place_shady(in, shell))
		return ACCOUNT_SHELL_SHADY;
	if (place_foreign(in, shell))
		return copy_of_shell(in, real, &st) ? ACCOUNT_SHELL_DISGUISED : ACCOUNT_SHELL_FOREIGN;
	return place_open(in, real, 0, 0).n ? ACCOUNT_SHELL_FOREIGN : FINDING_COUNT;
}

void
login_shell_look(struct inspection *in, const struct roster *all)
{
	struct span *seen = see_room(in, MAX_SHELLS, sizeof *seen);
	enum finding *wrong = see_room(in, MAX_SHELLS, sizeof *wrong);
	size_t n = 0, at;

	for (size_t i = 0; i < all->n; i++) {
		const struct member *m = &all->at[i];

		if (!span_starts(m->shell, "/"))
			continue;
		for (at = 0; at < n && !span_equal(seen[at], m->shell); at++)
			;
		if (at == MAX_SHELLS) {
			say_gap(in, m->path, "more different login shells than are looked at");
			return;
		}
		if (at == n) {
			seen[n] = m->shell;
			wrong[n++] = wrong_with(in, m->shell);
		}
		/* Packages name /usr/sbin/nologin and kin whether or not it is there. */
		if (wrong[at] != FINDING_COUNT && (wrong[at] != ACCOUNT_SHELL_MISSING ||
		    (m->standing == STANDING_PERSON && password_opens(m->password))))
			look_say(in, wrong[at], m, m->shell);
	}
}
