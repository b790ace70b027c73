/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * apt - what do apt's and dpkg's settings run?
 *
 * From apt.conf(5): Pre-Invoke, Post-Invoke and their kin are shell text,
 * Dir::Bin:: and Proxy-Auto-Detect name programs, DPkg::Options is dpkg's command
 * line; dpkg.cfg(5): hooks likewise.
 */
#include "../startup/shell.h"
#include "aptconf.h"
#include "hooks.h"

static void
one_setting(struct aptconf *c, const struct autorun *a)
{
	static const char *const text[] = { "Pre-Invoke", "Post-Invoke", "Post-Invoke-*",
		"Pre-Install-Pkgs", "Hooks", "Proxy-Auto-Detect", "ProxyAutoDetect", NULL };
	static const char *const programs[] = { "Bin", "Binary", "gpgvcommand", NULL };
	static const char *const options[] = { "--pre-invoke", "--post-invoke", "--status-logger", NULL };
	struct span value = c->value;

	if (aptconf_has(c, "Options") && one_of(span_before(value, '='), options)) {
		command_text(c->s, a, settings_unquoted(span_after(value, '=')));
		return;
	}
	for (size_t i = 0; text[i]; i++)
		if (aptconf_has(c, text[i])) {
			command_text(c->s, a, value);
			return;
		}
	for (size_t i = 0; programs[i]; i++)
		if (aptconf_has(c, programs[i]) && span_starts(value, "/") &&
		    startup_file(c->s, value, false)) {
			command_words(c->s, a, &value, 1);
			return;
		}
}

static void
one_file(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct autorun a = startup_root(s, path);
	struct aptconf c;
	struct span text;

	(void)arg, (void)as;
	if (see_file(s->in, path, &text) != VIEW_OK)
		return;
	aptconf_open(&c, s, text);
	while (aptconf_next(&c)) {
		a.line = c.at;
		a.said = c.value;
		one_setting(&c, &a);
	}
}

void
hooks_apt(struct startup *s)
{
	aptconf_files(s, NULL, one_file);
}

static const struct settings dpkg[] = {
	{ "/etc/dpkg/dpkg.cfg /etc/dpkg/dpkg.cfg.d/* ~/.dpkg.cfg", "#", " \t=", NULL,
	    { { "pre-invoke", MEANS_TEXT, 0 }, { "post-invoke", MEANS_TEXT, 0 },
	    { "status-logger", MEANS_TEXT, 0 } } },
	{ NULL, NULL, NULL, NULL, { { NULL, MEANS_TEXT, 0 } } },
};

void
hooks_dpkg(struct startup *s)
{
	settings_run(s, dpkg);
}
