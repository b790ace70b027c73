/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * guards - which settings keep a guard from guarding?
 *
 * Read from auditd.conf(5), auditctl(8), journald.conf(5), selinux_config(5),
 * fapolicyd.conf(5), firewalld.conf(5), dnf.conf(5), zypp.conf(5), pacman.conf(5).
 */
#include "defences.h"

#define AUDIT_RULES	"/etc/audit/rules.d/*.rules /etc/audit/audit.rules"
#define JOURNALD	"/etc/systemd/journald.conf /etc/systemd/journald.conf.d/*.conf" \
	" /usr/local/lib/systemd/journald.conf.d/*.conf /usr/lib/systemd/journald.conf.d/*.conf"
#define REPOSITORIES	"/etc/yum.repos.d/*.repo /etc/zypp/repos.d/*.repo /etc/dnf/dnf.conf" \
	" /etc/yum.conf /etc/zypp/zypp.conf"

static const struct guard {
	const char	*files;
	const char	*stops;
	const char	*name, *value;	/* patterns; of the value any, parted by blanks */
	enum finding	 says;
} guards[] = {
	{ "/etc/audit/auditd.conf", " \t=", "write_logs", "no", DEFENCE_AUDIT_OFF },
	{ "/etc/audit/auditd.conf", " \t=", "log_format", "nolog", DEFENCE_AUDIT_OFF },
	{ AUDIT_RULES, " \t", "-e", "0", DEFENCE_AUDIT_OFF },
	{ AUDIT_RULES, " \t", "-a", "never,task task,never", DEFENCE_AUDIT_OFF },
	{ JOURNALD, " \t=", "Storage", "none", DEFENCE_LOG_OFF },
	{ JOURNALD, " \t=", "MaxLevelStore", "emerg alert crit 0 1 2", DEFENCE_LOG_OFF },
	{ JOURNALD, " \t=", "Storage", "volatile", DEFENCE_LOG_FILTERED },
	{ "/etc/selinux/config", " \t=", "SELINUX", "disabled", DEFENCE_CONFINEMENT_OFF },
	{ "/etc/selinux/config", " \t=", "SELINUX", "permissive", DEFENCE_CONFINEMENT_LOOSE },
	{ "/etc/fapolicyd/fapolicyd.conf", " \t=", "permissive", "1", DEFENCE_CONFINEMENT_LOOSE },
	{ "/etc/firewalld/firewalld.conf", " \t=", "DefaultZone", "trusted", DEFENCE_FIREWALL_ODD },
	{ REPOSITORIES, " \t=", "*gpgcheck", "0 no off false", DEFENCE_PACKAGES_UNCHECKED },
	{ REPOSITORIES, " \t=", "sslverify", "0 no off false", DEFENCE_PACKAGES_UNCHECKED },
	{ REPOSITORIES, " \t=", "proxy", "http*", DEFENCE_PROXY },
	{ "/etc/pacman.conf", " \t=", "SigLevel", "never *trustall", DEFENCE_PACKAGES_UNCHECKED },
	{ "/etc/environment", " \t=", "*_proxy", "http* socks*", DEFENCE_PROXY },
	{ NULL, NULL, NULL, NULL, FINDING_COUNT }
};

static void
one_file(struct startup *s, void *arg, struct span path, const struct person *as)
{
	const struct guard *is = arg;
	struct setting_lines l;
	struct span line, name;

	if (!settings_open(&l, s, path, as, "#;["))
		return;
	while (settings_next(&l, &line)) {
		name = settings_name(&line, is->stops);
		if (!settings_fit(name, is->name, true))
			continue;
		s->entries++;
		if (defences_fit(settings_unquoted(line), is->value))
			defences_say(s, is->says, &l.a);
	}
}

/* apparmor.d(5): a link here keeps a profile from being loaded. */
static void
profile_off(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct truth t;

	(void)arg, (void)as;
	s->entries++;
	if (see_owner(s->in, path, &t) != VIEW_OK || t.kind == TRUTH_UNOWNED)
		startup_say(s, DEFENCE_CONFINEMENT_LOOSE, path, 0, SPAN_NONE);
}

void
defences_settings(struct startup *s)
{
	struct span all, one;

	for (const struct guard *is = guards; is->files; is++)
		for (all = span_of(is->files); span_field(&all, " ", &one);)
			settings_files_of(s, one, is, one_file);
	settings_files(s, "/etc/apparmor.d/disable/*", NULL, profile_off);
	settings_files(s, "/etc/apparmor.d/force-complain/*", NULL, profile_off);
}
