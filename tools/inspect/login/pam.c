/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pam - which programs and scripts does PAM run for who logs in?
 *
 * Read from pam.conf(5), pam_exec(8), pam_namespace(8), pam-script(7).  Whether
 * a module lets somebody in is not asked here.
 */
#include "login.h"

#define MAX_ARGUMENTS	64	/* more cannot change what is started */

static const char *const scripts[] = {
	"/etc/security/namespace.init", "/etc/security/onauth", "/etc/security/onsessionopen",
	"/etc/security/onsessionclose", "/etc/security/onpasswd", "/etc/pam-script/*",
	"/usr/share/libpam-script/pam_script_*", "/usr/share/libpam-script/*/*", NULL
};

/* The next word; "[...]" is one, whatever blanks it holds. */
static bool
argument(struct span *rest, struct span *word)
{
	*rest = span_trim(*rest);
	if (span_starts(*rest, "[")) {
		*word = span_before(span_skip(*rest, 1), ']');
		*rest = span_skip(*rest, word->n + 2);
		return true;
	}
	return span_field(rest, " \t", word);
}

/* pam_exec(8): its own options, then the program and what it gets. */
static void
program(struct startup *s, const struct autorun *a, struct span rest)
{
	static const char *const own[] = { "debug", "expose_authtok", "log=*", "type=*", "quiet",
		"quiet_log", "stdout", "seteuid", NULL };
	struct span word[MAX_ARGUMENTS], one;
	bool option;
	size_t n = 0;

	while (n < MAX_ARGUMENTS && argument(&rest, &one)) {
		option = false;
		for (size_t i = 0; n == 0 && own[i]; i++)
			option |= settings_fit(one, own[i], false);
		if (!option)
			word[n++] = one;
	}
	if (n)
		command_words(s, a, word, n);
}

static void
stack(struct startup *s, struct includes *w, struct span path, const struct person *as)
{
	struct span line, word, rest;
	struct setting_lines l;

	if (!settings_open(&l, s, path, as, "#"))
		return;
	while (settings_next(&l, &line)) {
		while (argument(&line, &word)) {
			if ((span_is(word, "@include") || span_is(word, "include") ||
			    span_is(word, "substack")) && argument(&line, &word)) {
				settings_include(s, w, span_of("/etc/pam.d"), word, as);
				break;
			}
			if (span_is(span_base(word), "pam_exec.so")) {
				program(s, &l.a, line);
				break;
			}
			if (!span_is(span_base(word), "pam_python.so") &&
			    !span_is(span_base(word), "pam_lua.so") &&
			    !span_is(span_base(word), "pam_perl.so"))
				continue;
			for (rest = line; argument(&rest, &word);)
				if (span_starts(word, "/") || span_has(word, '/'))
					command_words(s, &l.a, &word, 1);
			break;
		}
	}
}

void
login_pam(struct startup *s)
{
	settings_read(s, "/etc/pam.conf /etc/pam.d/* /usr/lib/pam.d/*", NULL, stack);
	settings_programs(s, scripts);
}
