/* SPDX-License-Identifier: GPL-3.0-or-later */
/* journals - what do systemd's journals say of logins, and are they whole? */
#include "journal.h"
#include "traces.h"

#define MAX_JOURNALS	4096	/* files of one machine: journald keeps 100 */

struct place {
	struct traces	*t;
	struct span	 path;
};

static bool
is_login(struct span identifier)
{
	return span_is(identifier, "sshd") || span_is(identifier, "sshd-session") ||
	    span_is(identifier, "sudo");
}

static bool
is_message(struct span message)
{
	return span_starts(message, "Accepted ") || span_holds(message, "COMMAND=");
}

static void
entry(void *arg, const struct journal_entry *e)
{
	struct place *p = arg;
	struct span user, machine, command = e->message;

	if (login_message(e->message, &user, &machine)) {
		trace(p->t, machine, "sshd", user, p->path);
		return;
	}
	while (command.n && !span_starts(command, "COMMAND="))
		command = span_skip(command, 1);
	if (span_is(e->identifier, "sudo") && command.n)
		command_trace(p->t, span_skip(command, 8), SPAN_NONE, p->path);
}

static void
look_at(struct traces *t, struct span path)
{
	struct place p = { t, path };
	struct journal_wants wants = { is_login, is_message, entry, &p };

	switch (journal_walk(t->in, path, &wants)) {
	case JOURNAL_BAD:
		say(t->in, JOURNAL_CONTRADICTS, path, 0, SPAN_NONE);
		break;
	case JOURNAL_NONE:
		say(t->in, JOURNAL_CONTRADICTS, path, 0, span_of("not a journal"));
		break;
	case JOURNAL_OPEN:
		say(t->in, JOURNAL_UNCLEAN, path, 0, SPAN_NONE);
		break;
	default:
		break;
	}
	t->any = true;
}

void
journals_trace(struct traces *t)
{
	const struct span top = span_of("/var/log/journal"), *machine, *name;
	struct span dir, path;
	size_t machines, n, files = 0;
	struct vstat st;

	if (see_dir(t->in, top, &machine, &machines) != VIEW_OK)
		return;
	for (size_t i = 0; i < machines; i++) {
		dir = see_path(t->in, top, machine[i]);
		if (see_lstat(t->in, dir, &st) != VIEW_OK || st.kind != V_DIR ||
		    see_dir(t->in, dir, &name, &n) != VIEW_OK)
			continue;
		for (size_t k = 0; k < n; k++) {
			if (!span_ends(name[k], ".journal") && !span_ends(name[k], ".journal~"))
				continue;
			path = see_path(t->in, dir, name[k]);
			if (++files > MAX_JOURNALS) {
				say_gap(t->in, dir, "more journals than are read");
				return;
			}
			if (see_lstat(t->in, path, &st) == VIEW_OK && st.kind == V_FILE && st.size)
				look_at(t, path);
		}
	}
}
