/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * loggers - which programs do log, audit and ban daemons start?
 *
 * Read from rsyslog.conf(5) and its omprog module, syslog-ng.conf(5),
 * auditd-plugins(5), jail.conf(5).
 */
#include <string.h>

#include "hooks.h"

/* KEY="value" anywhere in the line: the value. */
static bool
keyed(struct span line, const char *key, struct span *value)
{
	size_t n = strlen(key);

	for (; line.n > n; line = span_skip(line, 1)) {
		if (!span_starts(line, key))
			continue;
		*value = span_trim(span_skip(line, n));
		if (!span_starts(*value, "=") && !span_starts(*value, "("))
			continue;
		*value = span_trim(span_skip(*value, 1));
		if (!span_starts(*value, "\"") && !span_starts(*value, "'"))
			continue;
		*value = span_before(span_skip(*value, 1), (char)*value->p);
		return true;
	}
	return false;
}

static void
rsyslog(struct startup *s, struct includes *w, struct span path, const struct person *as)
{
	struct span base = span_of("/etc"), line, value;
	struct setting_lines l;

	if (!settings_open(&l, s, path, as, "#"))
		return;
	while (settings_next(&l, &line)) {
		if (span_starts(line, "$IncludeConfig"))
			settings_include(s, w, base, span_trim(span_skip(line, 14)), as);
		else if (span_starts(line, "include(") && keyed(line, "file", &value))
			settings_include(s, w, base, value, as);
		else if (span_starts(line, "@include") && span_has(line, '"'))
			settings_include(s, w, span_of("/etc/syslog-ng"),
			    span_before(span_after(line, '"'), '"'), as);
		else if (keyed(line, "binary", &value) || keyed(line, "program", &value))
			command_text(s, &l.a, value);
		else if (span_starts(line, "$ActionOMProgBinary"))
			command_text(s, &l.a, span_skip(line, sizeof "$ActionOMProgBinary" - 1));
		else if (span_holds(line, " ^/") || span_holds(line, "\t^/"))
			command_text(s, &l.a, span_before(span_after(line, '^'), ';'));
		else if (keyed(line, "load", &value) && span_starts(value, "/"))
			command_words(s, &l.a, &value, 1);
	}
}

static const struct settings settings[] = {
	{ "/etc/audit/plugins.d/*.conf /etc/audisp/plugins.d/*.conf", "#", " \t=", NULL,
	    { { "path", MEANS_WORDS, 0 } } },
	{ "/etc/audit/auditd.conf", "#", " \t=", NULL,
	    { { "dispatcher", MEANS_WORDS, 0 }, { "*_action", MEANS_FILES, 0 } } },
	{ NULL, NULL, NULL, NULL, { { NULL, MEANS_TEXT, 0 } } },
};

/* "<name>" in an action stands for a setting: the text around it is what can be told. */
static struct span
untagged(struct startup *s, struct span text)
{
	unsigned char *out = see_room(s->in, text.n + 1, 1);
	size_t n = 0, end;

	for (size_t i = 0; i < text.n; i++) {
		end = i + 1;
		while (text.p[i] == '<' && end < text.n && ((text.p[end] | 0x20) - (unsigned)'a' < 26 ||
		    text.p[end] == '-' || text.p[end] == '_'))
			end++;
		if (text.p[i] == '<' && end > i + 1 && end < text.n && text.p[end] == '>') {
			memcpy(out + n, text.p + i + 1, end - i - 1);
			n += end - i - 1;
			i = end;
		} else {
			out[n++] = text.p[i];
		}
	}
	return (struct span){ out, n };
}

static void
bans(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct span line, name;
	struct setting_lines l;

	(void)arg;
	if (!settings_open(&l, s, path, as, "#;"))
		return;
	l.a.lenient = true;
	while (settings_next(&l, &line)) {
		name = settings_name(&line, " \t=");
		if (settings_fit(name, "action*", false) && name.n > 6 && line.n)
			command_text(s, &l.a, untagged(s, line));
	}
}

void
hooks_loggers(struct startup *s)
{
	settings_read(s, "/etc/rsyslog.conf /etc/rsyslog.d/* /etc/syslog-ng/syslog-ng.conf"
	    " /etc/syslog-ng/conf.d/*", NULL, rsyslog);
	settings_run(s, settings);
	settings_files(s, "/etc/fail2ban/action.d/*", NULL, bans);
	settings_files(s, "/etc/fail2ban/jail.d/*", NULL, bans);
	settings_files(s, "/etc/fail2ban/jail.local", NULL, bans);
}
