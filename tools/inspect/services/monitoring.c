/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * monitoring - which commands do monitoring agents run when they are asked, or all the time?
 *
 * Read from NRPE's and Zabbix's sample files, munin-node.conf(5), snmpd.conf(5)
 * (extend, exec, sh, pass, dlmod, perl), monit(1), collectd-exec(5), Telegraf's
 * exec and execd plugins, Icinga's and Nagios' commands, Checkmk's mrpe.cfg.
 */
#include <string.h>

#include "../startup/shell.h"
#include "services.h"

static const struct settings settings[] = {
	{ "/etc/zabbix/*.conf /etc/zabbix/*.d/*", "#", "=", NULL,
	    { { "UserParameter", MEANS_TEXT, ',' }, { "LoadModule", MEANS_FILES, 0 },
	    { "Plugins.*.System.Path", MEANS_TEXT, 0 } } },
	{ "/etc/munin/plugin-conf.d/*", "#[", " \t", NULL, { { "command", MEANS_TEXT, 0 } } },
	{ "/etc/monit/monitrc /etc/monit/conf.d/* /etc/monit/conf-enabled/* /etc/monitrc", "#", "\"",
	    NULL, { { "*start*program*", MEANS_TEXT, 0 }, { "*stop*program*", MEANS_TEXT, 0 },
	    { "*exec*", MEANS_TEXT, 0 }, { "check program*", MEANS_TEXT, 0 } } },
	{ "/etc/check_mk/mrpe.cfg /etc/check_mk/mrpe.cfg.d/*", "#", " \t", NULL,
	    { { "*", MEANS_TEXT, 0 } } },
	{ NULL, NULL, NULL, NULL, { { NULL, MEANS_TEXT, 0 } } },
};
static const char *const agents[] = {
	"/etc/munin/plugins/*", "/usr/local/lib/nagios/plugins/*", "/usr/lib/check_mk_agent/*/*",
	"/etc/sensu/plugins/*", "/usr/lib/zabbix/externalscripts/*", "/usr/lib/zabbix/alertscripts/*",
	"/etc/netdata/custom-plugins.d/*", NULL
};
/* Shell text that an agent reads in. */
static const char *const sourced[] = {
	"/etc/netdata/charts.d/*.conf", "/etc/netdata/health_alarm_notify.conf", NULL
};

/* "include" and kin lead to more files of the same kind. */
static void	nrpe(struct startup *, void *, struct span, const struct person *);
static void	snmpd(struct startup *, void *, struct span, const struct person *);

#define MAX_NESTED	4	/* files that name files: agents' own have one level */

static void
more(struct startup *s, const unsigned *depth, struct span path, bool directory, const char *names,
    void (*each)(struct startup *, void *, struct span, const struct person *))
{
	unsigned deeper = *depth + 1;

	path = settings_unquoted(path);
	if (!span_starts(path, "/"))
		return;
	if (deeper == MAX_NESTED)
		say_gap(s->in, path, "settings that name settings, more often than is followed");
	else
		settings_files_of(s, directory ? see_path(s->in, path, span_of(names)) : path, &deeper, each);
}

static void
nrpe(struct startup *s, void *depth, struct span path, const struct person *as)
{
	struct span line, name;
	struct setting_lines l;

	if (!settings_open(&l, s, path, as, "#"))
		return;
	while (settings_next(&l, &line)) {
		name = settings_name(&line, "=");
		if (settings_fit(name, "command[*]", false) || span_is(name, "command_prefix"))
			command_text(s, &l.a, line);
		else if (span_is(name, "include") || span_is(name, "include_file"))
			more(s, depth, line, false, NULL, nrpe);
		else if (span_is(name, "include_dir"))
			more(s, depth, line, true, "*.cfg", nrpe);
	}
}

/* What follows options, an object's number and a name: the command. */
static struct span
extended(struct span line, bool named)
{
	struct span rest = line, word;

	while (rest = line, span_field(&rest, " \t", &word)) {
		if (span_starts(word, "-")) {
			line = rest;
			if (!span_field(&line, " \t", &word))
				return SPAN_NONE;
		} else if (span_starts(word, ".") || (*word.p >= '0' && *word.p <= '9' && span_has(word, '.'))) {
			line = rest;
		} else {
			break;
		}
	}
	if (named)
		span_field(&line, " \t", &word);
	return span_trim(line);
}

static void
snmpd_line(struct startup *s, const unsigned *depth, const struct autorun *a, struct span name,
    struct span line)
{
	static const char *const named[] = { "extend", "extend-sh", "extendfix", "exec", "execfix", "exec2",
		"sh", NULL };
	struct span text, word, last = SPAN_NONE;

	if (one_of(name, named) || settings_fit(name, "pass*", false)) {
		text = extended(line, one_of(name, named));
		if (text.n)
			command_text(s, a, text);
	} else if (span_is(name, "dlmod")) {
		while (span_field(&line, " \t", &word))
			last = word;
		if (span_starts(last, "/"))
			command_words(s, a, &last, 1);
	} else if (span_is(name, "perl") || span_is(name, "perlInitFile")) {
		web_lua(s, a, line);
		while (span_field(&line, " \t\"';()", &word))
			if (span_starts(word, "/") && span_ends(word, ".pl"))
				command_words(s, a, &word, 1);
	} else if (span_is(name, "includeFile")) {
		more(s, depth, line, false, NULL, snmpd);
	} else if (span_is(name, "includeDir")) {
		more(s, depth, line, true, "*.conf", snmpd);
	}
}

static void
snmpd(struct startup *s, void *depth, struct span path, const struct person *as)
{
	struct span line, name;
	struct setting_lines l;

	if (!settings_open(&l, s, path, as, "#"))
		return;
	while (settings_next(&l, &line)) {
		name = settings_name(&line, " \t");
		snmpd_line(s, depth, &l.a, name, line);
	}
}

#define MAX_ARRAY	64	/* words of one command */

struct toml {
	struct startup	*s;
	struct autorun	 a;
	bool		 runs, open;	/* in a plugin that runs programs; within an array */
	struct span	 name;
	struct span	 word[MAX_ARRAY];
	size_t		 n;
};

/* The strings of a line: each a command, or together the words of one. */
static void
toml_strings(struct toml *t, struct span line)
{
	bool each = span_is(t->name, "commands");
	struct span text;
	char quote;

	while (line.n && *line.p != '#') {
		quote = *line.p == '"' || *line.p == '\'' ? (char)*line.p : 0;
		t->open &= *line.p != ']';
		line = span_skip(line, 1);
		if (!quote)
			continue;
		text = span_before(line, quote);
		line = span_skip(line, text.n + 1);
		if (!t->runs || !(each || span_is(t->name, "command")))
			continue;
		if (each || !t->open)
			command_text(t->s, &t->a, text);
		else if (t->n < MAX_ARRAY)
			t->word[t->n++] = text;
	}
}

/* TOML: commands = ["a b", 'c'] and command = ["a", "b"], over as many lines as it takes. */
static void
telegraf(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct toml t = { .s = s };
	struct setting_lines l;
	struct span line;

	(void)arg;
	if (!settings_open(&l, s, path, as, "#"))
		return;
	while (settings_next(&l, &line)) {
		t.a = l.a;
		if (!t.open && span_starts(line, "[")) {
			t.runs = span_holds(line, "exec");
			continue;
		}
		if (!t.open) {
			t.name = settings_name(&line, " \t=");
			t.open = span_starts(line, "[");
			t.n = 0;
		}
		toml_strings(&t, line);
		if (!t.open && t.n)
			command_words(s, &t.a, t.word, t.n);
		t.n = t.open ? t.n : 0;
	}
}

/* <Plugin exec> Exec "account:group" "/program" "argument" */
static void
collectd(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct span line, name, word[16], user;
	const struct person *whose;
	struct setting_lines l;
	struct autorun a;
	size_t n;

	(void)arg;
	if (!settings_open(&l, s, path, as, "#"))
		return;
	while (settings_next(&l, &line)) {
		name = settings_name(&line, " \t");
		if (!settings_fit(name, "Exec", true) && !settings_fit(name, "NotificationExec", true))
			continue;
		user = settings_argument(&line);
		for (n = 0; n < 16 && (word[n] = settings_argument(&line)).n;)
			n++;
		a = l.a;
		if ((whose = people_named(s, span_before(user, ':'))))
			a.as = *whose;
		if (n)
			command_words(s, &a, word, n);
	}
}

/* "$USER1$/check_x": the plugins' directory, as resource.cfg has it. */
static struct span
macros(struct startup *s, struct span text)
{
	static const char from[] = "$USER1$", to[] = "/usr/lib/nagios/plugins";
	const unsigned char *at = memmem(text.p, text.n, from, sizeof from - 1);
	struct span head = { text.p, at ? (size_t)(at - text.p) : 0 };

	return at ? see_join(s->in, head, span_of(to), span_skip(text, head.n + sizeof from - 1)) : text;
}

static void
nagios(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct span line, name;
	struct setting_lines l;

	(void)arg;
	if (!settings_open(&l, s, path, as, "#;"))
		return;
	l.a.lenient = true;
	while (settings_next(&l, &line)) {
		name = settings_name(&line, " \t=");
		if (span_is(name, "command_line"))
			command_text(s, &l.a, macros(s, line));
	}
}

/* object CheckCommand "x" { command = [ "/program", "argument" ] } */
static void
icinga(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct span line, name, word;
	struct setting_lines l;

	(void)arg;
	if (!settings_open(&l, s, path, as, "#/"))
		return;
	while (settings_next(&l, &line)) {
		name = settings_name(&line, " \t=");
		if (!span_is(name, "command"))
			continue;
		while (span_has(line, '"')) {
			line = span_after(line, '"');
			word = span_before(line, '"');
			line = span_skip(line, word.n + 1);
			if (container_shell(s, word))
				startup_say(s, STARTUP_SHELL_NETWORK, path, l.a.line, l.a.said);
			else if (span_starts(word, "/"))
				command_words(s, &l.a, &word, 1);
		}
	}
}

static void
every(struct startup *s, const char *patterns, void *arg,
    void (*each)(struct startup *, void *, struct span, const struct person *))
{
	struct span all = span_of(patterns), one;

	while (span_field(&all, " ", &one))
		settings_files_of(s, one, arg, each);
}

void
services_monitoring(struct startup *s)
{
	unsigned depth = 0;

	startup_vendor(s, "/usr/lib/nagios/plugins", 0);
	startup_vendor(s, "/usr/share/munin/plugins", 0);
	every(s, "/etc/nagios/nrpe.cfg /etc/nagios/nrpe_local.cfg /etc/nagios/nrpe.d/*.cfg"
	    " /etc/nrpe.d/*.cfg", &depth, nrpe);
	every(s, "/etc/snmp/snmpd.conf /etc/snmp/snmpd.local.conf /etc/snmp/snmpd.conf.d/*"
	    " /usr/share/snmp/snmpd.conf /var/lib/snmp/snmpd.conf", &depth, snmpd);
	settings_run(s, settings);
	every(s, "/etc/telegraf/telegraf.conf /etc/telegraf/telegraf.d/*.conf", NULL, telegraf);
	every(s, "/etc/collectd/collectd.conf /etc/collectd/collectd.conf.d/*", NULL, collectd);
	every(s, "/etc/nagios*/commands.cfg /etc/nagios*/objects/*.cfg /etc/nagios*/conf.d/*.cfg"
	    " /etc/icinga/*.cfg /etc/icinga/objects/*.cfg", NULL, nagios);
	every(s, "/etc/icinga2/conf.d/*.conf /etc/icinga2/zones.d/*/*.conf", NULL, icinga);
	settings_programs(s, agents);
	settings_sourced(s, sourced);
}
