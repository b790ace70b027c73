/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cmdline - what does a kernel command line start, and which guard does it take away?
 *
 * Read from Documentation/admin-guide/kernel-parameters.txt (words, quotes, what
 * goes to init's environment) and kernel-command-line(7) of systemd 257.
 */
#include "../startup/shell.h"
#include "../systemd/unit.h"
#include "kernel.h"

static const char *const inits[] = {
	"init", "systemd", "openrc-init", "runit-init", "runit", "s6-linux-init", "dinit",
	"busybox", "sysvinit", NULL
};
/* What an intruder takes away, and hardly any administrator. */
static const char *const guards[] = {
	"selinux=0", "enforcing=0", "apparmor=0", "audit=0", "audit=off", "module.sig_enforce=0",
	"lockdown=none", "ima_appraise=off", "ima_appraise=fix", "systemd.debug-shell",
	"systemd.debug_shell", "systemd.debug-shell=1", "systemd.debug_shell=1", "evm=fix", NULL
};
/* What is given up for speed. */
static const char *const hardening[] = {
	"mitigations=off", "init_on_alloc=0", "init_on_free=0", "nokaslr", "norandmaps", "nosmep",
	"nosmap", "nopti", "pti=off", "nospectre_v1", "nospectre_v2", "spectre_v2=off", NULL
};

/* The next word; a double quote keeps blanks in it and is itself no part of it. */
static bool
next(struct inspection *in, struct span *rest, struct span *word)
{
	unsigned char *out;
	bool quoted = false;
	size_t n = 0, at;

	*rest = span_trim(*rest);
	if (rest->n == 0)
		return false;
	for (at = 0; at < rest->n && (quoted || (rest->p[at] != ' ' && rest->p[at] != '\t')); at++)
		quoted ^= rest->p[at] == '"';
	out = see_room(in, at + 1, 1);
	for (size_t i = 0; i < at; i++)
		if (rest->p[i] != '"')
			out[n++] = rest->p[i];
	*word = (struct span){ out, n };
	*rest = span_skip(*rest, at);
	return true;
}

static void
starts(struct startup *s, const struct autorun *a, struct span path, bool inside)
{
	struct span real;
	struct truth t;
	bool there = see_real(s->in, path, &real) == VIEW_OK && startup_file(s, real, false);

	/* What rdinit= names lies in the initramfs. */
	if (inside) {
		if (!span_is(path, "/init") && !span_is(path, "/sbin/init"))
			startup_say(s, KERNEL_INIT_OTHER, a->path, a->line, path);
		return;
	}
	command_words(s, a, &path, 1);
	if (!see_database(s->in))
		return;
	if (!there || !startup_truth(s, real, &t) || t.kind == TRUTH_UNOWNED)
		startup_say(s, KERNEL_INIT_FOREIGN, a->path, a->line, path);
	else if (!one_of(span_base(path), inits))
		startup_say(s, KERNEL_INIT_OTHER, a->path, a->line, path);
}

/* What the kernel starts when no entry says otherwise: kernel_init() in init/main.c. */
void
kernel_init(struct startup *s)
{
	static const char *const paths[] = { "/sbin/init", "/etc/init", "/bin/init", NULL };
	struct autorun a;

	for (size_t i = 0; paths[i]; i++)
		if (startup_file(s, span_of(paths[i]), false)) {
			a = startup_root(s, span_of(paths[i]));
			starts(s, &a, a.path, false);
			return;
		}
}

static void
runs(struct startup *s, const struct autorun *a, struct span command)
{
	struct span word[MAX_EXEC_WORDS];
	size_t n = 0;

	startup_say(s, KERNEL_INIT_OTHER, a->path, a->line, command);
	while (n < MAX_EXEC_WORDS && exec_word(s->in, &command, &word[n]))
		n++;
	command_words(s, a, word, n);
}

static void
masked(struct startup *s, const struct autorun *a, struct span unit)
{
	static const char *const watch[] = { "auditd", "rsyslog", "syslog-ng", "systemd-journald",
		"firewalld", "nftables", "ufw", "apparmor", "fail2ban", NULL };

	if (one_of(span_before(unit, '.'), watch))
		startup_say(s, KERNEL_WEAKENED, a->path, a->line, unit);
}

static void
parameter(struct startup *s, const struct autorun *a, struct span word)
{
	struct span key = span_before(word, '='), value = span_after(word, '=');

	if (one_of(word, guards))
		startup_say(s, KERNEL_WEAKENED, a->path, a->line, word);
	else if (one_of(word, hardening))
		startup_say(s, KERNEL_HARDENING_OFF, a->path, a->line, word);
	else if (span_is(key, "init") && value.n)
		starts(s, a, value, false);
	else if (span_is(key, "rdinit") && value.n)
		starts(s, a, value, true);
	else if (span_is(key, "systemd.run") && value.n)
		runs(s, a, value);
	else if (span_is(key, "systemd.mask"))
		masked(s, a, value);
	else if (span_is(key, "systemd.setenv"))
		environ_word(s, a, value);
	else if (span_starts(key, "systemd.set_credential") ||
	    span_starts(key, "systemd.set-credential"))
		startup_say(s, KERNEL_CREDENTIAL, a->path, a->line, word);
	else if (span_starts(key, "sysctl."))
		sysctl_set(s, a, span_skip(key, 7), value);
	else	/* what the kernel does not know becomes init's environment */
		environ_word(s, a, word);
}

void
cmdline(struct startup *s, struct autorun *a, struct span line)
{
	struct span word;

	a->when = WHEN_KERNEL;
	s->entries++;
	while (next(s->in, &line, &word))
		parameter(s, a, word);
}
