/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rpm_caps - which capabilities does a header's text permit a file?
 *
 * Grammar, from cap_text_formats(7): clauses parted by blanks; each a list of
 * names parted by commas (none, or "all": every one), then operators with
 * flags.  Packages write "cap_net_raw=ep"; older ones "= cap_net_raw+ep".  The
 * names in the order of their numbers: include/uapi/linux/capability.h.
 */
#include "rpm.h"

static const char *const names[] = {
	"cap_chown", "cap_dac_override", "cap_dac_read_search", "cap_fowner", "cap_fsetid",
	"cap_kill", "cap_setgid", "cap_setuid", "cap_setpcap", "cap_linux_immutable",
	"cap_net_bind_service", "cap_net_broadcast", "cap_net_admin", "cap_net_raw",
	"cap_ipc_lock", "cap_ipc_owner", "cap_sys_module", "cap_sys_rawio", "cap_sys_chroot",
	"cap_sys_ptrace", "cap_sys_pacct", "cap_sys_admin", "cap_sys_boot", "cap_sys_nice",
	"cap_sys_resource", "cap_sys_time", "cap_sys_tty_config", "cap_mknod", "cap_lease",
	"cap_audit_write", "cap_audit_control", "cap_setfcap", "cap_mac_override",
	"cap_mac_admin", "cap_syslog", "cap_wake_alarm", "cap_block_suspend", "cap_audit_read",
	"cap_perfmon", "cap_bpf", "cap_checkpoint_restore",
};

#define COUNT	(sizeof names / sizeof *names)

static uint64_t
listed(struct span list)
{
	struct span name;
	uint64_t caps = 0;

	if (!list.n || span_is(list, "all"))
		return ((uint64_t)1 << COUNT) - 1;
	while (span_field(&list, ",", &name))
		for (size_t i = 0; i < COUNT; i++)
			if (span_is(name, names[i]))
				caps |= (uint64_t)1 << i;
	return caps;
}

static bool
operator(unsigned char c)
{
	return c == '=' || c == '+' || c == '-';
}

/* '=' sets the flags that follow and clears the others, '+' sets them, '-' clears them. */
static uint64_t
apply(uint64_t before, struct span clause)
{
	size_t at = 0;
	uint64_t caps;
	unsigned char how;
	bool permitted;

	while (at < clause.n && !operator(clause.p[at]))
		at++;
	caps = listed((struct span){ clause.p, at });
	while (at < clause.n && operator(how = clause.p[at])) {
		for (permitted = false, at++; at < clause.n && !operator(clause.p[at]); at++)
			permitted = permitted || clause.p[at] == 'p';
		if (permitted && how != '-')
			before |= caps;
		else if (how == '=' || permitted)
			before &= ~caps;
	}
	return before;
}

uint64_t
rpm_caps(struct span text)
{
	struct span clause;
	uint64_t caps = 0;

	while (span_field(&text, " \t\n", &clause))
		caps = apply(caps, clause);
	return caps;
}
