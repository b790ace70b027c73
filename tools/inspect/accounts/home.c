/* SPDX-License-Identifier: GPL-3.0-or-later */
/* home - whose are the accounts' homes, and where do they lie? */
#include <stdlib.h>

#include "look.h"
#include "password.h"
#include "place.h"

static int
by_home(const void *a, const void *b)
{
	const struct member *x = *(const struct member *const *)a;
	const struct member *y = *(const struct member *const *)b;
	int c = span_compare(x->home, y->home);

	return c ? c : (x->uid > y->uid) - (x->uid < y->uid);
}

static void
look_at_home(struct inspection *in, const struct member *m)
{
	struct vstat st;

	if (span_starts(m->home, "/") && place_shady(in, m->home))
		look_say(in, ACCOUNT_HOME_SHADY, m, m->home);
	if (m->standing != STANDING_PERSON || m->home.n < 2)
		return;
	if (see_stat(in, m->home, &st) == VIEW_ABSENT) {
		if (password_opens(m->password))
			look_say(in, ACCOUNT_HOME_MISSING, m, m->home);
	} else if (st.kind == V_DIR && st.uid != 0 && st.uid != m->uid)
		look_say(in, ACCOUNT_HOME_FOREIGN, m, m->home);
}

/* Accounts that can log in; the others' homes are places of work or nowhere. */
void
home_look(struct inspection *in, const struct roster *all)
{
	const struct member **in_use = see_room(in, all->n + 1, sizeof *in_use);
	size_t n = 0;

	for (size_t i = 0; i < all->n; i++)
		if (password_shell(all->at[i].shell) && all->at[i].standing != STANDING_SYSTEM) {
			look_at_home(in, &all->at[i]);
			in_use[n++] = &all->at[i];
		}
	if (n)
		qsort(in_use, n, sizeof *in_use, by_home);
	for (size_t i = 1; i < n; i++)
		if (in_use[i]->home.n > 1 && span_equal(in_use[i]->home, in_use[i - 1]->home) &&
		    in_use[i]->uid != in_use[i - 1]->uid && !span_is(in_use[i]->home, "/nonexistent"))
			look_say(in, ACCOUNT_HOME_SHARED, in_use[i],
			    see_join(in, in_use[i]->home, span_of(" is also that of "), in_use[i - 1]->name));
}
