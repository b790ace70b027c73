/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * apache - what do Apache's settings load, run and have run as a program?
 *
 * Read from its "Directive Index" (core, mod_so, mod_alias, mod_cgi, mod_mime,
 * mod_log_config, mod_rewrite, mod_ext_filter, mod_lua), from mod_perl's,
 * mod_wsgi's, mod_fcgid's and mod_authnz_external's pages, and PHP's "Apache".
 */
#include "services.h"

/* Settings that name one file or command, whatever they stand in. */
static const struct settings settings[] = {
	{ "", "#", " \t", NULL,
	    { { "LoadFile", MEANS_FILES, 0 }, { "RewriteMap", MEANS_WORDS, ':' },
	    { "SSLPassPhraseDialog", MEANS_WORDS, '|' }, { "PerlRequire", MEANS_FILES, 0 },
	    { "Perl*ConfigRequire", MEANS_FILES, 0 }, { "WSGIImportScript", MEANS_FILES, 0 },
	    { "WSGIScriptAlias*", MEANS_FILES, 0 }, { "WSGI*Script", MEANS_FILES, 0 },
	    { "FcgidWrapper", MEANS_FILES, 0 }, { "Fcgid*orizer", MEANS_FILES, 0 },
	    { "Fcgid*enticator", MEANS_FILES, 0 }, { "FastCgi*Server", MEANS_FILES, 0 },
	    { "FastCgiWrapper", MEANS_FILES, 0 }, { "DefineExternal*", MEANS_WORDS, ':' },
	    { "CGIDScript*", MEANS_FILES, 0 }, { "Passenger*Ruby", MEANS_FILES, 0 },
	    { "Passenger*Python", MEANS_FILES, 0 }, { "Passenger*Nodejs", MEANS_FILES, 0 } } },
};

/* "|", "||" and "|$" begin a program that reads the log. */
static void
log_pipe(struct startup *s, const struct autorun *a, struct span to)
{
	if (!span_starts(to, "|"))
		return;
	to = span_skip(to, 1);
	if (span_starts(to, "|") || span_starts(to, "$"))
		to = span_skip(to, 1);
	command_text(s, a, to);
}

static bool
any(struct span name, const char *const *patterns)
{
	for (; *patterns; patterns++)
		if (settings_fit(name, *patterns, true))
			return true;
	return false;
}

bool
web_picture(struct span name)
{
	static const char *const kinds[] = { "*.jpg", "*.jpeg", "*.png", "*.gif", "*.ico", "*.txt",
		"*.css", "*.svg", "*.webp", "*.bmp", "*.pdf", "*.js", "*.woff", "*.woff2", NULL };

	return any(name, kinds);
}

bool
web_pictures(struct startup *s, struct span pattern)
{
	unsigned char *out = see_room(s->in, pattern.n + 1, 1);
	struct span end = { out, 0 }, one;
	bool all = false;

	/* What stands behind the last dot; "jpe?g" as if both were there. */
	while (span_has(pattern, '.'))
		pattern = span_after(pattern, '.');
	for (size_t i = 0; i < pattern.n; i++)
		if (pattern.p[i] != '?')
			out[end.n++] = pattern.p[i];
	while (span_field(&end, "()|:$\\\"'>~ ", &one)) {
		if (!web_picture(see_join(s->in, span_of("x."), one, SPAN_NONE)))
			return false;
		all = true;
	}
	return all;
}

static bool
runs(struct span line)
{
	static const char *const handlers[] = { "php", "cgi-script", "fcgid", "python", "perl",
		"wsgi-script", NULL };

	for (size_t i = 0; handlers[i]; i++)
		if (span_holds(line, handlers[i]))
			return true;
	return false;
}

/* AddHandler, AddType: names that are no scripts' are run as such. */
static bool
adds_pictures(struct startup *s, struct span line)
{
	struct span suffix;

	if (!runs(line))
		return false;
	settings_argument(&line);
	while ((suffix = settings_argument(&line)).n)
		if (web_picture(see_join(s->in, span_of("x"), span_starts(suffix, ".") ? SPAN_NONE :
		    span_of("."), suffix)))
			return true;
	return false;
}

static void
prepended(struct startup *s, const struct autorun *a, struct span line)
{
	struct span name = settings_argument(&line), file = settings_argument(&line);

	if (!settings_fit(name, "auto_*pend_file", true) || file.n == 0 || span_is(file, "none"))
		return;
	if (!span_starts(file, "/"))
		file = see_path(s->in, span_parent(a->path), file);
	command_words(s, a, &file, 1);
}

/* "LoadModule name file", the file below ServerRoot when it is not absolute. */
static void
module(struct startup *s, const struct autorun *a, struct span line)
{
	static const char *const bases[] = { "/etc/httpd", "/usr/lib/apache2", "/etc/apache2" };
	struct span file, path;

	settings_argument(&line);
	file = settings_argument(&line);
	if (span_starts(file, "/"))
		command_words(s, a, &file, 1);
	for (size_t i = 0; file.n && *file.p != '/' && i < sizeof bases / sizeof *bases; i++) {
		path = see_path(s->in, span_of(bases[i]), file);
		if (startup_file(s, path, false)) {
			command_words(s, a, &path, 1);
			return;
		}
	}
}

/* ExtFilterDefine NAME mode=output cmd="/usr/bin/x y" */
static void
filter(struct startup *s, const struct autorun *a, struct span line)
{
	for (; line.n; line = span_skip(line, 1))
		if (span_starts(line, "cmd=")) {
			line = span_skip(line, 4);
			command_text(s, a, settings_argument(&line));
			return;
		}
}

static void
lua_file(struct startup *s, const struct autorun *a, struct span line)
{
	struct span file, text;

	while ((file = settings_argument(&line)).n)
		if (span_starts(file, "/") && startup_file(s, file, false)) {
			command_words(s, a, &file, 1);
			if (see_file(s->in, file, &text) == VIEW_OK)
				web_lua(s, a, text);
		}
}

static void
directive(struct startup *s, const struct autorun *a, struct span name, struct span line, bool pictures)
{
	static const char *const logs[] = { "CustomLog", "ErrorLog", "TransferLog", "ForensicLog",
		"GlobalLog", "CookieLog", NULL };
	bool odd;

	if (settings_fit(name, "php_*value", true))
		prepended(s, a, line);
	else if (settings_fit(name, "LoadModule", true))
		module(s, a, line);
	else if (any(name, logs))
		log_pipe(s, a, settings_argument(&line));
	else if (settings_fit(name, "ExtFilterDefine", true))
		filter(s, a, line);
	else if (settings_fit(name, "LuaHook*", true) || settings_fit(name, "LuaMapHandler", true))
		lua_file(s, a, line);
	odd = settings_fit(name, "AddHandler", true) || settings_fit(name, "AddType", true) ?
	    adds_pictures(s, line) : pictures && (settings_fit(name, "SetHandler", true) ||
	    settings_fit(name, "ForceType", true)) && runs(line);
	if (odd && autorun_trust(s, a) != TRUST_PACKAGED)
		startup_say(s, WEB_HANDLER_ODD, a->path, a->line, a->said);
}

static void
collect(struct startup *s, struct roots *r, struct span name, struct span line)
{
	struct span first = settings_argument(&line), second = settings_argument(&line);

	if (settings_fit(name, "DocumentRoot", true) || settings_fit(name, "VirtualDocumentRoot", true))
		web_root(s, r, span_parent(see_path(s->in, span_before(first, '%'), span_of("x"))));
	else if (settings_fit(name, "Alias*", true))
		web_root(s, r, span_before(second, '$'));
	else if (settings_fit(name, "ScriptAlias*", true))
		web_programs(s, r, span_before(second, '$'));
}

static void
perl(struct setting_lines *l)
{
	struct autorun a = l->a;
	struct span line, code = SPAN_NONE;

	while (settings_next(l, &line) && !settings_fit(line, "</Perl>", true))
		code = see_join(l->s->in, code, span_of("\n"), line);
	web_lua(l->s, &a, code);
}

static void
each_line(struct startup *s, struct roots *roots, struct span path, const struct person *as)
{
	bool pictures = false;
	struct span line, name;
	struct setting_lines l;

	if (!settings_open(&l, s, path, as, "#"))
		return;
	while (settings_next(&l, &line)) {
		if (!roots && settings_fit(line, "<Perl>", true)) {
			perl(&l);
			continue;
		}
		name = settings_name(&line, " \t");
		if (settings_fit(name, "<Files*", true))
			pictures = web_pictures(s, line);
		else if (settings_fit(name, "</Files*", true))
			pictures = false;
		else if (roots)
			collect(s, roots, name, line);
		else
			directive(s, &l.a, name, line, pictures);
	}
}

void
apache_settings(struct startup *s, void *roots, struct span path, const struct person *as)
{
	each_line(s, roots, path, as);
	for (size_t i = 0; !roots && i < sizeof settings / sizeof *settings; i++)
		settings_file(s, (void *)(uintptr_t)&settings[i], path, as);
}

void
apache_directory(struct startup *s, struct span path)
{
	each_line(s, NULL, path, NULL);
}
