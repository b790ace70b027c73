/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * php - what do PHP's settings put before and into every script?
 *
 * Read from PHP's manual, "List of php.ini directives": auto_prepend_file and
 * kin name scripts, extension and zend_extension libraries, extension_dir
 * where those of bare names lie, sendmail_path shell text.
 */
#include "runtimes.h"

static const char *const files[] = {
	"/etc/php/*/*/php.ini", "/etc/php/*/*/conf.d/*.ini", "/etc/php/*/mods-available/*.ini",
	"/etc/php.ini", "/etc/php.d/*.ini", "/etc/php*/php.ini", "/etc/php*/conf.d/*.ini",
	"/usr/local/etc/php/php.ini", "/usr/local/etc/php/conf.d/*.ini", "/usr/local/lib/php.ini", NULL
};
static const char *const scripts[] = { "auto_prepend_file", "auto_append_file", "opcache.preload",
	"ffi.preload", NULL };
static const char *const library_dirs[] = { "/usr/lib/php/*/", "/usr/lib64/php/modules/",
	"/usr/lib/php*/modules/", "/usr/lib/php*/", "/usr/local/lib/php/extensions/*/", NULL };

static void
library(struct startup *s, void *arg, struct span path, const struct person *as)
{
	(void)as;
	command_words(s, arg, &path, 1);
}

static void
extension(struct startup *s, struct autorun *a, struct span dir, struct span name)
{
	if (span_has(name, '/')) {
		command_words(s, a, &name, 1);
		return;
	}
	if (!span_ends(name, ".so"))
		name = see_join(s->in, name, span_of(".so"), SPAN_NONE);
	if (dir.n)
		settings_files_of(s, see_path(s->in, dir, name), a, library);
	for (size_t i = 0; dir.n == 0 && library_dirs[i]; i++)
		settings_files_of(s, see_join(s->in, span_of(library_dirs[i]), name, SPAN_NONE), a, library);
}

static bool
among(struct span name, const char *const *names)
{
	for (; *names; names++)
		if (span_is(name, *names))
			return true;
	return false;
}

static void
setting(struct startup *s, struct autorun *a, struct span name, struct span value, struct span *dir)
{
	bool packaged = autorun_trust(s, a) == TRUST_PACKAGED;

	if (value.n == 0)
		return;
	if (among(name, scripts) && !span_is(value, "none")) {
		if (!packaged)
			startup_say(s, RUNTIME_CODE_AT_START, a->path, a->line, a->said);
		if (span_starts(value, "/"))
			command_words(s, a, &value, 1);
	} else if (span_is(name, "extension") || span_is(name, "zend_extension")) {
		extension(s, a, *dir, value);
	} else if (span_is(name, "extension_dir") && span_starts(value, "/")) {
		*dir = value;
		environ_word(s, a, see_join(s->in, span_of("LD_LIBRARY_PATH="), value, SPAN_NONE));
	} else if (span_is(name, "sendmail_path")) {
		command_text(s, a, value);
	} else if (span_is(name, "allow_url_include") && !packaged &&
	    (settings_fit(value, "on", true) || span_is(value, "1") || settings_fit(value, "yes", true))) {
		startup_say(s, RUNTIME_REMOTE_CODE, a->path, a->line, a->said);
	}
}

static void
one_file(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct span line, name, dir = SPAN_NONE;
	struct setting_lines l;

	(void)arg;
	if (!settings_open(&l, s, path, as, ";#["))
		return;
	while (settings_next(&l, &line)) {
		name = settings_name(&line, " \t=");
		if (!span_starts(line, "\"") && !span_starts(line, "'"))
			line = span_before(line, ';');
		setting(s, &l.a, name, settings_unquoted(line), &dir);
	}
}

void
runtimes_php(struct startup *s)
{
	for (size_t i = 0; files[i]; i++)
		settings_files(s, files[i], NULL, one_file);
}
