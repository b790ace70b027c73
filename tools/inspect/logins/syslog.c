/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * syslog - which logins do the text logs tell?
 *
 * Lines as syslog daemons write them (RFC 3164, or RFC 3339 in front):
 * TIME HOST PROGRAM[PID]: MESSAGE.
 */
#include "logins.h"

struct text {
	struct logins	*l;
	struct span	 path;
	int64_t		 latest;	/* when the file was last written */
	bool		 ahead;		/* said */
};

static void
look_at(struct text *t, struct span line, unsigned number)
{
	struct session s = { .path = t->path, .by = KEPT_LOG, .line = number };
	struct span tag, identifier;
	bool zoned = false;

	if (line.n && *line.p >= '0' && *line.p <= '9') {
		if (!span_field(&line, " ", &tag) || !when_iso(tag, &s.at, &zoned))
			return;
	} else if (!when_bsd(&line, t->latest, &s.at))
		return;
	s.loose = !zoned;
	if (!span_field(&line, " ", &s.host) || !span_field(&line, " ", &tag) || !span_ends(tag, ":"))
		return;
	tag.n--;
	identifier = span_before(tag, '[');
	s.message = span_trim(line);
	if (zoned && s.at > t->latest + DAY && !t->ahead) {
		say(t->l->in, LOGIN_TIME_AHEAD, t->path, number, identifier);
		t->ahead = true;
	}
	if (said_identifier(identifier) && said_act(identifier, line, &s))
		said_keep(t->l, &s);
}

void
syslog_look(struct logins *l)
{
	const struct span dir = span_of("/var/log"), *name;
	struct span text, line;
	struct vstat st;
	size_t n;

	if (see_dir(l->in, dir, &name, &n) != VIEW_OK)
		return;
	for (size_t i = 0; i < n; i++) {
		struct text t = { .l = l, .path = see_path(l->in, dir, name[i]) };
		unsigned number = 0;

		if ((!span_starts(name[i], "auth.log") && !span_starts(name[i], "secure")) ||
		    see_stat(l->in, t.path, &st) != VIEW_OK || st.kind != V_FILE ||
		    see_unpacked(l->in, t.path, &text) != VIEW_OK)
			continue;
		l->any = true;
		t.latest = st.mtime.s > st.ctime.s ? st.mtime.s : st.ctime.s;
		while (span_line(&text, &line))
			look_at(&t, line, ++number);
	}
}
