/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * syslog - which messages are thrown away before they are written?
 *
 * Read from rsyslog.conf(5) and syslog.conf(5): "FACILITY.PRIORITY ACTION",
 * ":PROPERTY, OPERATION, "VALUE" ACTION", "if CONDITION then ACTION"; the
 * actions "~" and "stop" discard, as a file of /dev/null does.
 */
#include "defences.h"

/* Who says that somebody came in, or became root. */
static const char watched[] = "sshd sudo su login audit* audisp* kernel systemd-logind sshd-session";

static bool
discards(struct span action)
{
	action = span_trim(action);
	return span_is(action, "~") || span_is(action, "stop") || span_is(action, "{ stop }") ||
	    span_is(action, "{stop}") || span_is(action, "/dev/null") || span_is(action, "-/dev/null") ||
	    (span_starts(action, "action(") && span_holds(action, "\"/dev/null\""));
}

/* Is it from some priority on, not one priority alone? */
static bool
from_there_on(struct span priority)
{
	return !span_is(priority, "none") && !span_starts(priority, "=") &&
	    !span_starts(priority, "!");
}

/* "auth,authpriv.*;kern.none" */
static enum finding
selected(struct span selector)
{
	struct span part, facilities, facility;
	bool all = false, entries = false;

	while (span_field(&selector, ";", &part)) {
		facilities = span_before(part, '.');
		while (span_field(&facilities, ",", &facility)) {
			if (span_is(span_after(part, '.'), "none") && span_starts(facility, "auth"))
				return DEFENCE_LOG_FILTERED;
			all |= span_is(facility, "*") && from_there_on(span_after(part, '.'));
			/* Logins are told at "info": that level alone is enough. */
			entries |= span_starts(facility, "auth") && (from_there_on(span_after(part, '.')) ||
			    span_is(span_after(part, '.'), "=info"));
		}
	}
	return all || entries ? DEFENCE_LOG_OFF : DEFENCE_LOG_FILTERED;
}

enum finding
defences_silenced(struct span text)
{
	struct span word;

	while (span_field(&text, " \t\r\n\"',()=[:;{}", &word))
		if (defences_fit(word, watched) || defences_fit(word, "auth authpriv"))
			return DEFENCE_LOG_OFF;
	return DEFENCE_LOG_FILTERED;
}

/* Who is meant by a condition on the program's name?  What a message says is a matter of noise. */
static enum finding
conditional(struct span condition)
{
	if (!span_holds(condition, "programname") && !span_holds(condition, "syslogtag") &&
	    !span_holds(condition, "app-name") && !span_holds(condition, "syslogfacility"))
		return DEFENCE_LOG_FILTERED;
	return defences_silenced(condition);
}

/* The part of a line behind its last "then", or behind what ends in a quote: its action. */
static struct span
last_action(struct span line, struct span *condition)
{
	static const char then[] = " then ";

	for (size_t i = line.n; i-- > 0;)
		if (span_starts(span_skip(line, i), then) || line.p[i] == '"') {
			*condition = (struct span){ line.p, i + 1 };
			return span_trim(span_skip(line, i + (line.p[i] == '"' ? 1 : sizeof then - 1)));
		}
	*condition = line;
	return SPAN_NONE;
}

static void
rules(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct span line, action, condition, selector;
	struct setting_lines l;
	size_t depth = 0;
	bool open = false;	/* the line before began what this one may end */

	(void)arg;
	if (!settings_open(&l, s, path, as, "#$"))
		return;
	while (settings_next(&l, &line)) {
		s->entries++;
		if (depth == 0 && !open && discards(line))
			defences_say(s, DEFENCE_LOG_OFF, &l.a);
		open = span_starts(line, "if ") && !span_holds(line, "{");
		for (size_t i = 0; i < line.n; i++)
			depth = line.p[i] == '{' ? depth + 1 : depth - (line.p[i] == '}' && depth);
		if (span_starts(line, ":") || span_starts(line, "if ")) {
			action = last_action(line, &condition);
			if (discards(action)) {
				open = false;
				defences_say(s, conditional(condition), &l.a);
			}
			continue;
		}
		selector = settings_name(&line, " \t");
		if (span_has(selector, '.') && discards(line))
			defences_say(s, selected(selector), &l.a);
	}
}

void
defences_syslog(struct startup *s)
{
	static const char *const files[] = { "/etc/rsyslog.conf", "/etc/rsyslog.d/*.conf",
		"/etc/syslog.conf", "/etc/syslog.d/*.conf", NULL };

	for (size_t i = 0; files[i]; i++)
		settings_files(s, files[i], NULL, rules);
	defences_syslog_ng(s);
}
