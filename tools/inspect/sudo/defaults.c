/* SPDX-License-Identifier: GPL-3.0-or-later */
/* defaults - which of sudo's own precautions does a setting take away? */
#include "sudo.h"
#include "../accounts/place.h"

/* Variables that make a program load or run what they name. */
static bool
loads(struct span name)
{
	static const char *const names[] = {
		"LD_PRELOAD", "LD_LIBRARY_PATH", "LD_AUDIT", "PYTHONPATH", "PERL5LIB", "PERL5OPT",
		"PERLLIB", "RUBYLIB", "RUBYOPT", "BASH_ENV", "ENV", "NODE_OPTIONS", "PYTHONSTARTUP",
		"LD_*", "PYTHON*", "*",
	};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (span_is(name, names[i]))
			return true;
	return false;
}

static void
kept(struct sudo *s, const struct statement *from, struct span value)
{
	struct span name;

	while (span_field(&value, "\" \t", &name))
		if (loads(span_before(name, '='))) {
			sudo_say(s, SUDO_LIBRARY_KEPT, from, from->text);
			return;
		}
}

static void
search(struct sudo *s, const struct statement *from, struct span value)
{
	struct span dir;

	while (span_field(&value, "\": \t", &dir))
		if (!span_starts(dir, "/") || place_shady(s->in, dir) || place_open(s->in, dir, 0, 0).n) {
			sudo_say(s, SUDO_DEFAULTS_WEAK, from, from->text);
			return;
		}
}

static void
setting(struct sudo *s, const struct statement *from, struct span item)
{
	static const char *const weak[] = {
		"!authenticate", "!syslog", "visiblepw", "!env_reset", "setenv", "!log_allowed",
	};
	struct span name = span_trim(span_before(item, '=')), value = span_trim(span_after(item, '='));

	for (size_t i = 0; i < sizeof weak / sizeof *weak; i++)
		if (span_is(name, weak[i]))
			sudo_say(s, SUDO_DEFAULTS_WEAK, from, from->text);
	if (span_ends(name, "+") || span_ends(name, "-"))
		name = span_trim((struct span){ name.p, name.n - 1 });
	if (span_is(name, "env_keep") && !span_holds(item, "-="))
		kept(s, from, value);
	else if (span_is(name, "secure_path"))
		search(s, from, value);
	else if (span_is(name, "logfile") && span_holds(value, "/dev/null"))
		sudo_say(s, SUDO_DEFAULTS_WEAK, from, from->text);
}

/* "Defaults", "Defaults:user", "Defaults@host", "Defaults>runas", "Defaults!command", then a list. */
void
defaults_look(struct sudo *s, const struct statement *from)
{
	struct span rest = from->text, item;

	if (from->pristine || !span_field(&rest, " \t", &item))
		return;
	while (files_part(&rest, ",", &item))
		setting(s, from, item);
}
