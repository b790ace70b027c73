/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * present - who was logged in when this disk, or this layer of a container, was left?
 *
 * utmp(5) holds the sessions of the moment, in a file system in memory; where it
 * lies on a disk, a container, a copy of a running machine or one that keeps no
 * such file system wrote it.  Its records are written over, zeros are free ones.
 */
#include <string.h>

#include "logins.h"
#include "utmp.h"

#define MAX_PRESENT	20	/* strangers that are said one by one */

static bool
all_zeros(struct span bytes)
{
	for (size_t i = 0; i < bytes.n; i++)
		if (bytes.p[i])
			return false;
	return true;
}

static void
look_at(struct logins *l, struct span path)
{
	const struct utmp_layout *layout;
	struct utmp_record r;
	unsigned number = 0, strangers = 0;
	struct span bytes;
	struct vstat st;

	if (see_lstat(l->in, path, &st) != VIEW_OK || st.kind != V_FILE || st.size == 0 ||
	    see_table(l->in, path, &bytes) != VIEW_OK)
		return;
	l->any = true;
	layout = utmp_layout(bytes);
	if (!layout) {
		if (!all_zeros(bytes))
			say(l->in, LOGIN_RECORD_ODD, path, 0, SPAN_NONE);
		return;
	}
	while (utmp_take(layout, &bytes, &r)) {
		number++;
		if (r.type != UTMP_USER || r.seconds <= 0 || !r.user.n)
			continue;
		session_add(l, &(struct session){ .user = r.user, .from = r.host, .terminal = r.line,
		    .path = path, .at = r.seconds, .by = KEPT_UTMP, .line = number });
		if (l->accounts.n && !roster_named(&l->accounts, r.user) && ++strangers <= MAX_PRESENT)
			say(l->in, LOGIN_STRANGER, path, number, r.user);
	}
}

void
present_look(struct logins *l)
{
	struct span real;

	look_at(l, span_of("/run/utmp"));
	/* One and the same but on old systems, where a directory stands there. */
	if (see_real(l->in, span_of("/var/run"), &real) == VIEW_OK && span_is(real, "/var/run"))
		look_at(l, span_of("/var/run/utmp"));
}
