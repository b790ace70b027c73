/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sysctl - which programs is the kernel told to run, and which guard is taken away?
 *
 * Read from sysctl.d(5), core(5) ("Piping core dumps to a program") and
 * Documentation/admin-guide/sysctl/kernel.rst.
 */
#include "../startup/shell.h"
#include "kernel.h"

#define MAX_WORDS	32	/* of a helper's command; the kernel takes 128 bytes of it */

struct value {
	const char	*key, *value;
};

/* What an intruder takes away, and hardly any administrator; what is given up for a debugger. */
static const struct value guards[] = {
	{ "kernel.randomize_va_space", "0" },
	{ "vm.mmap_min_addr", "0" }, { NULL, NULL }
};
static const struct value hardening[] = {
	{ "kernel.kptr_restrict", "0" }, { "kernel.yama.ptrace_scope", "0" },
	{ "kernel.unprivileged_bpf_disabled", "0" }, { "kernel.dmesg_restrict", "0" },
	{ "kernel.perf_event_paranoid", "-1" }, { "kernel.kexec_load_disabled", "0" },
	{ NULL, NULL }
};

static bool
listed(const struct value *list, struct span key, struct span value)
{
	for (; list->key; list++)
		if (span_is(key, list->key) && span_is(value, list->value))
			return true;
	return false;
}

/* kernel/core_pattern is kernel.core_pattern: the first of either tells which is meant. */
static struct span
dotted(struct inspection *in, struct span key)
{
	unsigned char *out = see_room(in, key.n + 1, 1);

	if (span_starts(key, "-"))
		key = span_skip(key, 1);
	for (size_t i = 0; i < key.n; i++)
		out[i] = key.p[i] == '/' ? '.' : key.p[i];
	return (struct span){ out, key.n };
}

static void
helper(struct startup *s, const struct autorun *a, struct span command)
{
	struct span word[MAX_WORDS];
	size_t n = 0;

	while (n < MAX_WORDS && span_field(&command, " \t", &word[n]))
		n++;
	command_words(s, a, word, n);
}

void
sysctl_set(struct startup *s, const struct autorun *from, struct span key, struct span value)
{
	struct autorun a = *from;

	a.when = WHEN_EVENT;
	key = dotted(s->in, key);
	value = span_trim(value);
	if (span_is(key, "kernel.core_pattern") && span_starts(value, "|"))
		helper(s, &a, span_skip(value, 1));
	else if ((span_is(key, "kernel.modprobe") || span_is(key, "kernel.hotplug") ||
	    span_is(key, "kernel.poweroff_cmd") || span_ends(key, "uevent_helper")) && value.n)
		helper(s, &a, value);
	if (autorun_trust(s, &a) == TRUST_PACKAGED)
		return;
	if (listed(guards, key, value))
		startup_say(s, KERNEL_WEAKENED, a.path, a.line, a.said);
	else if (listed(hardening, key, value))
		startup_say(s, KERNEL_HARDENING_OFF, a.path, a.line, a.said);
}

static void
settings(struct startup *s, struct autorun *a)
{
	struct span line;
	struct lines l;

	if (!lines_open(s, a, false, &l))
		return;
	while (lines_next(&l, a, &line)) {
		s->entries++;
		if (span_has(line, '='))
			sysctl_set(s, a, span_trim(span_before(line, '=')), span_after(line, '='));
	}
}

void
kernel_sysctl(struct startup *s)
{
	static const char *const dirs[] = { "/etc/sysctl.d", "/run/sysctl.d",
		"/usr/local/lib/sysctl.d", "/usr/lib/sysctl.d", "/lib/sysctl.d", NULL };

	confs_file(s, "/etc/sysctl.conf", settings);
	confs_each(s, dirs, ".conf", settings);
}
