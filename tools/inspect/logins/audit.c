/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * audit - which logins does the kernel's audit log tell, and are its lines in order?
 *
 * Lines of auditd(8): "type=TYPE msg=audit(SECONDS.MS:SERIAL): FIELD=VALUE ...",
 * perhaps "node=NAME" in front.  One counter numbers a boot's events; a boot,
 * and a start of the daemon, may set it back.
 */
#include <string.h>

#include "logins.h"

#define AUDIT_DIR	"/var/log/audit"
#define LATE		1000	/* events that several processors may write out of order */
#define MAX_NAME_HEX	64	/* characters of an account's name in hexadecimal */

struct walk {
	struct logins	*l;
	struct span	 path;
	unsigned	 line;
	uint64_t	 serial;	/* the highest of this run; 0: none yet */
	uint64_t	 missing;	/* numbers that no line bears */
	unsigned	 gap_line;
	int64_t		 written;	/* when the file was last changed */
	bool		 back, ahead;	/* said */
};

/* The value of NAME=, quotes taken off; empty: there is none. */
static struct span
value(struct span line, const char *name)
{
	size_t n = strlen(name);
	struct span word;

	while (span_field(&line, " '\x1d", &word)) {
		if (!span_starts(word, name) || word.n <= n || word.p[n] != '=')
			continue;
		word = span_skip(word, n + 1);
		if (span_starts(word, "\""))
			word = span_before(span_skip(word, 1), '"');
		return word;
	}
	return SPAN_NONE;
}

static int
digit(unsigned char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* audit_log_untrustedstring: a name with odd characters is told as hexadecimal, unquoted. */
static struct span
account(struct logins *l, struct span line)
{
	struct span plain = value(line, "acct"), id = value(line, "id");
	const struct member *m;
	unsigned char name[MAX_NAME_HEX / 2];
	uint64_t uid;

	if (plain.n && span_holds(line, "acct=\""))
		return plain;
	if (plain.n && plain.n <= MAX_NAME_HEX && plain.n % 2 == 0) {
		for (size_t i = 0; i < plain.n; i += 2) {
			int high = digit(plain.p[i]), low = digit(plain.p[i + 1]);

			if (high < 0 || low < 0)
				return plain;
			name[i / 2] = (unsigned char)(high << 4 | low);
		}
		return see_join(l->in, (struct span){ name, plain.n / 2 }, SPAN_NONE, SPAN_NONE);
	}
	if (!span_decimal(id, &uid) || !(m = roster_from_uid(&l->accounts, uid)) || m->uid != uid)
		return plain;
	return m->name;
}

static void
login(struct walk *w, struct span line, int64_t at)
{
	struct session s = { .path = w->path, .by = KEPT_AUDIT, .act = ACT_LOGIN, .at = at,
		.line = w->line };
	struct span result = value(line, "res");

	if (!span_is(result, "success") && !span_is(result, "1"))
		return;
	s.user = account(w->l, line);
	s.from = value(line, "addr");
	s.terminal = value(line, "terminal");
	if (span_starts(s.terminal, "/dev/"))
		s.terminal = span_skip(s.terminal, 5);
	if (s.from.n && *s.from.p == '?')
		s.from = SPAN_NONE;
	if (!s.user.n)
		return;
	session_add(w->l, &s);
	trace(&w->l->machines, s.from, "audit", s.user, w->path);
}

static void
order(struct walk *w, uint64_t serial)
{
	if (w->serial && serial + LATE < w->serial && !w->back) {
		say(w->l->in, AUDIT_OUT_OF_ORDER, w->path, w->line, SPAN_NONE);
		w->back = true;
	} else if (w->serial && serial > w->serial + 1) {
		w->missing += serial - w->serial - 1;
		w->gap_line = w->line;
	}
	if (serial > w->serial)
		w->serial = serial;
}

static void
look_at(struct walk *w, struct span line)
{
	struct span rest = line, type, stamp, seconds;
	uint64_t at, serial;

	if (!span_field(&rest, " ", &type) || (span_starts(type, "node=") &&
	    !span_field(&rest, " ", &type)) || !span_starts(type, "type=") ||
	    !span_field(&rest, " ", &stamp) || !span_starts(stamp, "msg=audit("))
		return;
	stamp = span_before(span_skip(stamp, 10), ')');
	seconds = span_before(stamp, '.');
	if (!span_decimal(seconds, &at) || !span_decimal(span_after(stamp, ':'), &serial) ||
	    at > INT64_MAX)
		return;
	/* The daemon counts its own events apart. */
	if (span_starts(type, "type=DAEMON_")) {
		if (span_is(type, "type=DAEMON_START"))
			w->serial = 0;
		return;
	}
	if ((int64_t)at > w->written + DAY && !w->ahead) {
		say(w->l->in, LOGIN_TIME_AHEAD, w->path, w->line, SPAN_NONE);
		w->ahead = true;
	}
	order(w, serial);
	if (span_is(type, "type=USER_LOGIN"))
		login(w, rest, (int64_t)at);
}

void
audit_look(struct logins *l)
{
	const struct span *name;
	struct span text, line;
	struct vstat st;
	size_t n;

	if (see_dir(l->in, span_of(AUDIT_DIR), &name, &n) != VIEW_OK)
		return;
	for (size_t i = 0; i < n; i++) {
		struct walk w = { .l = l, .path = see_path(l->in, span_of(AUDIT_DIR), name[i]) };

		if (!span_starts(name[i], "audit.log") || see_stat(l->in, w.path, &st) != VIEW_OK ||
		    st.kind != V_FILE || see_unpacked(l->in, w.path, &text) != VIEW_OK)
			continue;
		l->any = true;
		w.written = st.mtime.s > st.ctime.s ? st.mtime.s : st.ctime.s;
		while (span_line(&text, &line)) {
			w.line++;
			look_at(&w, line);
		}
		if (w.missing)
			say(l->in, AUDIT_GAP, w.path, w.gap_line, SPAN_NONE);
	}
}
