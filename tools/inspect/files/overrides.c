/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * overrides - what has dpkg been told to give to packaged files, at each upgrade anew?
 *
 * dpkg-statoverride(1) is how administrators keep a mode, and how an intruder
 * has the package manager itself make a way to root again.
 */
#include <stdio.h>

#include "files.h"

#define OTHERS	0022U	/* write permission of the group and of all */

static struct span
told(struct inspection *in, const struct truth_override *o)
{
	struct span who = see_join(in, o->user, span_of(" "), o->group);
	char mode[16];

	snprintf(mode, sizeof mode, " %04o ", o->mode);
	return see_join(in, see_join(in, who, span_of(mode), SPAN_NONE), o->place, SPAN_NONE);
}

static int
look(void *arg, const struct truth_override *o)
{
	struct files *f = arg;
	struct vstat st, given;
	struct span shell;

	if (see_lstat(f->in, o->place, &st) != VIEW_OK || st.kind != V_FILE)
		return 0;
	given = st;
	given.mode = (st.mode & ~07777U) | o->mode;
	if (program_runs_as_owner(&given) && rights_shell(f, o->place, &shell))
		say(f->in, PROGRAM_OVERRIDE_SHELL, o->file, o->line, told(f->in, o));
	else if ((program_runs_as_owner(&given) && !rights_granted(f, o->place, o->mode, 0)) ||
	    (program_by_name(o->place) && o->mode & OTHERS))
		say(f->in, PROGRAM_OVERRIDE_RIGHTS, o->file, o->line, told(f->in, o));
	return 0;
}

void
overrides_look(struct files *f)
{
	const struct truth_db *db = see_database(f->in);

	if (db)
		truth_each_override(db, look, f);
}

/* Empty where it says nothing, or something else. */
struct span
overrides_word(struct inspection *in, struct span path, const struct vstat *st)
{
	const struct truth_db *db = see_database(in);
	struct truth_override o;

	if (!db || !truth_override(db, path, &o) || (st->mode & 07777) != o.mode)
		return SPAN_NONE;
	return see_join(in, span_of("as dpkg-statoverride asks: "), told(in, &o), SPAN_NONE);
}
