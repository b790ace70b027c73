/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stores - which accounts stand outside /etc/passwd? */
#include "look.h"
#include "password.h"
#include "place.h"

void
look_say(struct inspection *in, enum finding f, const struct member *m, struct span about)
{
	struct span text = about.n ? see_join(in, m->name, span_of(": "), about) : m->name;

	say(in, f, m->path, m->line, text);
}

static void
tell(struct inspection *in, const struct member *m)
{
	say_account(in, &(struct entrant){
		.name = m->name, .home = m->home, .shell = m->shell, .path = m->path,
		.uid = m->uid, .gid = m->gid, .line = m->line,
		.password = password_opens(m->password) ? "set" : m->password.n ? "none" : "empty",
		.secret = m->secret, .secret_line = m->secret_line,
	});
}

void
stores_look(struct inspection *in, const struct roster *all)
{
	for (size_t i = 0; i < all->n; i++) {
		const struct member *m = &all->at[i];

		tell(in, m);

		if (span_is(m->path, "/etc/passwd"))
			continue;
		if (m->uid == 0 && !span_is(m->name, "root"))
			look_say(in, ACCOUNT_SECOND_ROOT, m, SPAN_NONE);
		else if (!place_pristine(in, m->path))
			look_say(in, ACCOUNT_ELSEWHERE, m, SPAN_NONE);
	}
}
