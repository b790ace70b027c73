/* SPDX-License-Identifier: GPL-3.0-or-later */
/* logs - do logs lead to nothing, or are they gone while older ones are there? */
#include "logins.h"

/* Written since the first boot by what every server runs. */
static const char *const logs[] = {
	"/var/log/wtmp", "/var/log/btmp", "/var/log/lastlog", "/var/log/auth.log",
	"/var/log/secure", "/var/log/syslog", "/var/log/messages", "/var/log/audit/audit.log",
	"/var/log/faillog", "/var/log/journal", "/var/log/audit", "/var/log/tallylog",
};

static void
look_at(struct logins *l, struct span path)
{
	struct span target;
	struct vstat st;

	if (see_lstat(l->in, path, &st) != VIEW_OK)
		return;
	if (st.kind == V_OTHER)		/* a device or a pipe of that name */
		say(l->in, LOG_LINKED_AWAY, path, 0, SPAN_NONE);
	if (st.kind == V_LINK && see_link(l->in, path, &target) == VIEW_OK &&
	    span_starts(target, "/dev/"))
		say(l->in, LOG_LINKED_AWAY, path, 0, target);
}

/* logrotate's names: the log's own with ".1" or "-20260131" behind it. */
static bool
is_rotated(struct span name, struct span log)
{
	return name.n > log.n + 1 && span_equal((struct span){ name.p, log.n }, log) &&
	    (name.p[log.n] == '.' || name.p[log.n] == '-') &&
	    name.p[log.n + 1] >= '0' && name.p[log.n + 1] <= '9';
}

static void
look_for(struct logins *l, struct span log, const struct span *name, size_t n)
{
	struct vstat st;

	if (see_lstat(l->in, log, &st) != VIEW_ABSENT)
		return;
	for (size_t i = 0; i < n; i++)
		if (is_rotated(name[i], span_base(log))) {
			say(l->in, LOG_MISSING, log, 0, name[i]);
			return;
		}
}

void
logs_look(struct logins *l)
{
	const struct span *name;
	size_t n;

	if (see_dir(l->in, span_of("/var/log"), &name, &n) != VIEW_OK)
		return;
	for (size_t i = 0; i < sizeof logs / sizeof *logs; i++) {
		look_at(l, span_of(logs[i]));
		if (span_equal(span_parent(span_of(logs[i])), span_of("/var/log")))
			look_for(l, span_of(logs[i]), name, n);
	}
}
