/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * typed - when did an account sit at a shell, by the times in its history?
 *
 * bash(1): with HISTTIMEFORMAT, "#SECONDS" above each command.  zshoptions(1),
 * EXTENDED_HISTORY: ": SECONDS:LASTED;COMMAND".  fish: "  when: SECONDS".  What is
 * typed within an hour of what was before is one sitting, told by its beginning.
 * Whoever owns the file may write any time: a fact of the record, as all of these.
 */
#include "logins.h"

#define SITTING		3600
#define EARLIEST	315532800	/* 1980: "#1" is a comment that somebody typed, no time */

static const char *const histories[] = {
	".bash_history", ".zsh_history", ".histfile", ".sh_history", ".history",
	".local/share/fish/fish_history",
};

static bool
stamp(struct span line, int64_t *at)
{
	uint64_t v;

	if (span_starts(line, "#"))
		line = span_skip(line, 1);
	else if (span_starts(line, ": ") && span_has(line, ';'))
		line = span_before(span_skip(line, 2), ':');
	else if (span_starts(line, "  when: "))
		line = span_skip(line, 8);
	else
		return false;
	if (!span_decimal(span_trim(line), &v) || v < EARLIEST || v > INT64_MAX)
		return false;
	*at = (int64_t)v;
	return true;
}

static void
read_file(struct logins *l, const struct member *who, struct span path, const struct vstat *st)
{
	struct session s = { .user = who->name, .path = path, .by = KEPT_HISTORY, .act = ACT_SHELL };
	int64_t written = st->mtime.s > st->ctime.s ? st->mtime.s : st->ctime.s, last = 0, at;
	struct span text, line;
	unsigned number = 0;
	bool ahead = false;

	if (see_table(l->in, path, &text) != VIEW_OK)
		return;
	while (span_line(&text, &line)) {
		number++;
		if (!stamp(line, &at))
			continue;
		if (at > written + DAY && !ahead) {
			say(l->in, LOGIN_TIME_AHEAD, path, number, who->name);
			ahead = true;
		}
		/* Several shells write one file, each its own times in order. */
		if (!last || at > last + SITTING || at < last - SITTING) {
			s.at = at;
			s.line = number;
			session_add(l, &s);
		}
		last = at;
	}
}

void
typed_look(struct logins *l)
{
	struct vstat st;

	for (size_t i = 0; i < l->accounts.n; i++) {
		const struct member *m = &l->accounts.at[i];

		if (!span_starts(m->home, "/") || m->home.n < 2)
			continue;
		for (size_t k = 0; k < sizeof histories / sizeof *histories; k++) {
			struct span path = see_path(l->in, m->home, span_of(histories[k]));

			/* Of a home that several share, its owner's. */
			if (see_lstat(l->in, path, &st) == VIEW_OK && st.kind == V_FILE && st.uid == m->uid)
				read_file(l, m, path, &st);
		}
	}
}
