/* SPDX-License-Identifier: GPL-3.0-or-later */
/* wrap - which program do these words start in the end, and what is it told to run? */
#include <string.h>

#include "shell.h"

#define LOADER	"ld.so"		/* the dynamic loader, which starts what it is given: ld.so(8) */

/* Programs that start another: which options take a word, what stands before the command. */
static const struct wrapper {
	const char	*name;
	const char	*valued;	/* letters of options whose value may be the next word */
	const char	*spelled;	/* long options likewise, " a b " */
	unsigned	 skip;		/* words that stand before the command */
	char		 text;		/* the option whose value is shell text */
} wrapper[] = {
	{ "env", "uCS", " unset chdir split-string ", 0, 'S' },
	{ "nohup", "", "", 0, 0 },
	{ "setsid", "", "", 0, 0 },
	{ "nice", "n", " adjustment ", 0, 0 },
	{ "ionice", "cnpPu", " class classdata ", 0, 0 },
	{ "chrt", "TPD", " sched-runtime sched-period sched-deadline ", 1, 0 },
	{ "taskset", "", "", 1, 0 },
	{ "timeout", "ks", " kill-after signal ", 1, 0 },
	{ "stdbuf", "ioe", " input output error ", 0, 0 },
	{ "time", "fo", " format output ", 0, 0 },
	{ "sudo", "ughpCrtTDR", " user group host prompt chdir chroot role type ", 0, 0 },
	{ "doas", "uC", "", 0, 0 },
	{ "runuser", "ugGcs", " user group command session-command shell ", 0, 'c' },
	{ "su", "gGcs", " group command session-command shell ", 0, 'c' },
	{ "setpriv", "", " reuid regid groups ", 0, 0 },
	{ "chpst", "uUbenmdolpfcrtP/", "", 0, 0 },
	{ "flock", "wEc", " timeout conflict-exit-code command ", 1, 'c' },
	{ "exec", "a", "", 0, 0 },
	{ "command", "", "", 0, 0 },
	{ "builtin", "", "", 0, 0 },
	{ "busybox", "", "", 0, 0 },
	{ "toybox", "", "", 0, 0 },
	{ "chronic", "", "", 0, 0 },
	{ "unshare", "SGRw", " setuid setgid root wd map-user map-group ", 0, 0 },
	{ "nsenter", "tSGrw", " target setuid setgid ", 0, 0 },
	{ "prlimit", "p", " pid output ", 0, 0 },
	{ "numactl", "ipmNCl", " interleave preferred membind cpunodebind physcpubind ", 0, 0 },
	{ "strace", "aeEIoOpPsSuXb", " attach output trace ", 0, 0 },
	{ "catchsegv", "", "", 0, 0 },
	{ "systemd-cat", "tp", " identifier priority stderr-priority ", 0, 0 },
	{ "systemd-inhibit", "", " what who why mode ", 0, 0 },
	{ "systemd-run", "puMHEt", " unit property slice description uid gid setenv on-active"
	    " on-boot on-calendar working-directory service-type machine host ", 0, 0 },
	{ "xargs", "adEIiLlnPs", " arg-file delimiter max-args max-procs replace ", 0, 0 },
	{ "watch", "n", " interval ", 0, 0 },
	{ "cgexec", "g", "", 0, 0 },
	{ "torsocks", "uaP", "", 0, 0 },
	{ "proxychains", "f", "", 0, 0 },
	{ "proxychains4", "f", "", 0, 0 },
	{ "fakeroot", "lsi", "", 0, 0 },
	{ "script", "cOIBTEm", " command ", 1, 'c' },
	{ "sg", "c", " command ", 1, 'c' },
	{ "pkexec", "", " user ", 0, 0 },
	{ "gosu", "", "", 1, 0 },
	{ "su-exec", "", "", 1, 0 },
	{ "setuidgid", "", "", 1, 0 },
	{ "envdir", "", "", 1, 0 },
	{ "softlimit", "adfcrmoslpt", "", 0, 0 },
	{ "daemonize", "acelopuL", "", 0, 0 },
	{ "ssh-agent", "aEPt", "", 0, 0 },
	{ "dbus-run-session", "", " config-file dbus-daemon ", 0, 0 },
	{ "tini", "pe", "", 0, 0 },
	{ "dumb-init", "r", " rewrite ", 0, 0 },
	{ "chroot", "", " userspec groups ", 1, 0 },
	{ "setarch", "", "", 1, 0 },
	{ "linux32", "", "", 0, 0 },
	{ "linux64", "", "", 0, 0 },
	{ "aa-exec", "pn", " profile namespace ", 0, 0 },
	{ "choom", "np", " adjust pid ", 0, 0 },
	{ "logsave", "", "", 1, 0 },
	{ "run-one", "", "", 0, 0 },
	{ "keep-one-running", "", "", 0, 0 },
	{ "screen", "cehpsStTx", "", 0, 0 },
	{ "dtach", "cnAN", "", 0, 0 },
	{ "ltrace", "aADeFlnopsuwx", "", 0, 0 },
	{ "valgrind", "", "", 0, 0 },
	{ "firejail", "", "", 0, 0 },
	{ "cpulimit", "lp", " limit pid ", 0, 0 },
	{ "s6-setuidgid", "", "", 1, 0 },
	{ "s6-envdir", "", "", 1, 0 },
	{ "xvfb-run", "efnps", " error-file auth-file server-num server-args ", 0, 0 },
	{ LOADER, "", " library-path preload audit inhibit-rpath argv0 glibc-hwcaps-prepend"
	    " glibc-hwcaps-mask ", 0, 0 },
};

bool
one_of(struct span name, const char *const *words)
{
	for (; *words; words++)
		if (span_is(name, *words))
			return true;
	return false;
}

size_t
assignment(struct span s)
{
	size_t n = 0;

	while (n < s.n && (s.p[n] == '_' || (s.p[n] >= '0' && s.p[n] <= '9' && n) ||
	    (s.p[n] >= 'a' && s.p[n] <= 'z') || (s.p[n] >= 'A' && s.p[n] <= 'Z')))
		n++;
	return n && n < s.n && s.p[n] == '=' ? n : 0;
}

static bool
listed(const char *spaced, struct span name)
{
	struct span rest = span_of(spaced), one;

	while (span_field(&rest, " ", &one))
		if (span_equal(one, name))
			return true;
	return false;
}

/* Does the option's value stand in the next word?  *value: it stands in this one. */
static bool
wants_value(const struct wrapper *is, struct span o, bool *text, struct span *value)
{
	const char *at;

	*value = SPAN_NONE;
	*text = false;
	if (span_starts(o, "--")) {
		o = span_skip(o, 2);
		*text = is->text && (span_starts(o, "command") || span_starts(o, "session-com") ||
		    span_starts(o, "split-string"));
		*value = span_after(o, '=');
		return !span_has(o, '=') && listed(is->spelled, o);
	}
	for (size_t i = 1; i < o.n; i++) {
		at = strchr(is->valued, o.p[i]);
		if (!o.p[i] || !at)
			continue;
		*text = is->text && *at == is->text;
		*value = span_skip(o, i + 1);
		return value->n == 0;
	}
	return false;
}

static const struct wrapper *
wrapper_named(struct span word)
{
	struct span name = span_base(word);

	if (span_starts(name, "ld-") && span_holds(name, ".so"))
		name = span_of(LOADER);
	for (size_t i = 0; i < sizeof wrapper / sizeof *wrapper; i++)
		if (span_is(name, wrapper[i].name))
			return &wrapper[i];
	return NULL;
}

/* "ip netns exec NAME" and "screen -dm" start something; all else of theirs does not. */
static bool
subcommand(const struct word *w, size_t n, size_t *at)
{
	for (size_t i = *at + 1; i + 2 < n; i++)
		if (span_is(w[i].text, "netns") && span_is(w[i + 1].text, "exec")) {
			*at = i + 3;
			return true;
		}
	return false;
}

static bool
detaches(const struct word *w, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (span_starts(w[i].text, "-") && span_has(w[i].text, 'm'))
			return true;
	return false;
}

bool
wrap_peel(const struct word *w, size_t n, size_t *at, struct span *text)
{
	const struct wrapper *is = *at < n ? wrapper_named(w[*at].text) : NULL;
	bool is_text, next;
	struct span value;
	size_t i = *at + 1;
	unsigned skip;

	*text = SPAN_NONE;
	if (*at < n && span_is(span_base(w[*at].text), "ip"))
		return subcommand(w, n, at);
	if (!is || (span_is(span_of(is->name), "screen") && !detaches(w + *at, n - *at)))
		return false;
	skip = is->skip;
	/* "command -v NAME" asks and starts nothing. */
	if (span_is(span_base(w[*at].text), "command") && i < n && span_starts(w[i].text, "-") &&
	    !span_is(w[i].text, "-p"))
		i = n;
	for (; i < n; i++) {
		if (span_is(w[i].text, "--"))
			continue;
		if (span_starts(w[i].text, "-") && w[i].text.n > 1) {
			next = wants_value(is, w[i].text, &is_text, &value);
			if (next && i + 1 < n)
				value = w[++i].text;
			if (is_text && value.n)
				*text = value;
		} else if (assignment(w[i].text)) {
			continue;
		} else if (skip) {
			skip--;
		} else {
			break;
		}
	}
	/* What is left behind "su -c TEXT" are the account and the shell's own words. */
	if (span_is(span_of(is->name), "su") || (text->n && is->text == 'c'))
		i = n;
	*at = i;
	return true;
}

size_t
wrap_program(const struct word *w, size_t n)
{
	struct span text;
	size_t at = 0;

	while (at < n && assignment(w[at].text))
		at++;
	while (wrap_peel(w, n, &at, &text))
		;
	return at;
}
