/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * wrappers - which commands do the TCP wrappers run for who connects?
 *
 * Read from hosts_access(5) and hosts_options(5): daemons : clients : option ...;
 * spawn, twist and aclexec run shell text, a colon in it behind a backslash.
 */
#include "../startup/shell.h"
#include "hooks.h"

/* The part before the next bare colon; those in [...] belong to an address. */
static bool
part(struct startup *s, struct span *rest, struct span *out)
{
	unsigned char *text = see_room(s->in, rest->n + 1, 1);
	bool inside = false;
	size_t n = 0, i = 0;

	if (rest->n == 0)
		return false;
	for (; i < rest->n && (inside || rest->p[i] != ':'); i++) {
		inside = rest->p[i] == '[' || (inside && rest->p[i] != ']');
		if (rest->p[i] == '\\' && i + 1 < rest->n && rest->p[i + 1] == ':')
			i++;
		text[n++] = rest->p[i];
	}
	*rest = span_skip(*rest, i + 1);
	*out = span_trim((struct span){ text, n });
	return true;
}

static void
option(struct startup *s, const struct autorun *a, struct span option)
{
	static const char *const runs[] = { "spawn", "twist", "aclexec", NULL };
	struct span name = settings_name(&option, " \t=");

	if (one_of(name, runs)) {
		command_text(s, a, option);
	} else if (span_is(name, "setenv")) {
		name = settings_name(&option, " \t");
		environ_word(s, a, see_join(s->in, name, span_of("="), option));
	}
}

static void
table(struct startup *s, struct includes *w, struct span path, const struct person *as)
{
	struct span line, one;
	struct setting_lines l;

	(void)w;
	if (!settings_open(&l, s, path, as, "#"))
		return;
	while (settings_next(&l, &line))
		for (size_t n = 0; part(s, &line, &one); n++)
			if (n > 1)
				option(s, &l.a, one);
}

void
hooks_wrappers(struct startup *s)
{
	settings_read(s, "/etc/hosts.allow /etc/hosts.deny", NULL, table);
}
