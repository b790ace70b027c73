/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * units - is a unit that guards or records masked, or made to do nothing?
 *
 * Read from systemd.unit(5): a link to /dev/null or an empty file masks a unit;
 * a drop-in that gives it another program or a condition ends it as well.
 */
#include "defences.h"

/* Of these a server that has them wants them; of the second kind it may do without. */
static const char *const records[] = {
	"auditd.service", "rsyslog.service", "syslog-ng.service", "syslog.service",
	"systemd-journald.service", "systemd-journald.socket", "apparmor.service",
	"fapolicyd.service", "fail2ban.service", "crowdsec.service", "osqueryd.service",
	"wazuh-agent.service", "falco.service", "falcon-sensor.service", "sysmon.service",
	"mdatp.service", "aidecheck.timer", "dailyaidecheck.timer", "clamav-daemon.service", NULL
};
static const char *const guards[] = {
	"firewalld.service", "nftables.service", "ufw.service", "netfilter-persistent.service",
	"iptables.service", "unattended-upgrades.service", "apt-daily.timer",
	"apt-daily-upgrade.timer", "dnf-automatic.timer", "dnf-automatic-install.timer",
	"clamav-freshclam.service", NULL
};
static const char idle[] = "true false : echo printf sleep exit";

static bool
installed(struct startup *s, struct span unit)
{
	return startup_file(s, startup_text(s, "/usr/lib/systemd/system/", unit, ""), false) ||
	    startup_file(s, startup_text(s, "/lib/systemd/system/", unit, ""), false);
}

static bool
masked(struct startup *s, struct span path)
{
	struct span to;
	struct vstat st;

	if (see_link(s->in, path, &to) == VIEW_OK)
		return span_is(to, "/dev/null");
	return see_lstat(s->in, path, &st) == VIEW_OK && st.kind == V_FILE && st.size == 0;
}

/* ExecStart=-/bin/true: the letters in front are systemd's. */
static bool
does_nothing(struct span command)
{
	struct span program;

	while (command.n && (*command.p == '-' || *command.p == '@' || *command.p == '+' ||
	    *command.p == '!' || *command.p == ':'))
		command = span_skip(command, 1);
	return span_field(&command, " \t", &program) && defences_fit(span_base(program), idle);
}

static void
changed(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct setting_lines l;
	struct span line, name;

	if (!settings_open(&l, s, path, as, "#;["))
		return;
	while (settings_next(&l, &line)) {
		name = settings_name(&line, " \t=");
		if ((span_is(name, "ExecStart") && does_nothing(line)) || (line.n &&
		    (span_starts(name, "Condition") || span_starts(name, "Assert"))))
			defences_say(s, *(const enum finding *)arg, &l.a);
	}
}

static void
look_at(struct startup *s, struct span unit, enum finding says)
{
	static const char *const dirs[] = { "/etc/systemd/system/", "/etc/systemd/system.control/",
		"/run/systemd/system/", "/usr/local/lib/systemd/system/", NULL };
	struct span path;

	if (!installed(s, unit))
		return;
	s->entries++;
	for (size_t i = 0; dirs[i]; i++) {
		path = startup_text(s, dirs[i], unit, "");
		if (masked(s, path))
			startup_say(s, says, path, 0, unit);
		else
			settings_files_of(s, path, &says, changed);
		settings_files_of(s, startup_text(s, dirs[i], unit, ".d/*.conf"), &says, changed);
	}
}

void
defences_units(struct startup *s)
{
	for (size_t i = 0; records[i]; i++)
		look_at(s, span_of(records[i]), DEFENCE_UNIT_OFF);
	for (size_t i = 0; guards[i]; i++)
		look_at(s, span_of(guards[i]), DEFENCE_UNIT_MASKED);
}
