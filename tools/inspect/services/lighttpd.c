/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lighttpd - what do lighttpd's settings load, run and have run as a program?  And Caddy's?
 *
 * Read from lighttpd's "Configuration File Syntax", its modules' pages (cgi,
 * fastcgi, magnet, accesslog), and Caddy's "Caddyfile Directives".
 */
#include "services.h"

struct pairs {
	struct startup	*s;
	struct roots	*roots;		/* NULL: judge what runs */
	struct autorun	 a;
	struct span	 setting;	/* "cgi.assign", over all lines of its list */
	struct span	 key;		/* "a" of "a" => "b"; of nested lists the last */
};

static bool
log_file(struct span setting)
{
	return span_is(setting, "accesslog.filename") || span_is(setting, "server.errorlog") ||
	    span_is(setting, "server.breakagelog");
}

static void
value(struct pairs *p, struct span text)
{
	struct startup *s = p->s;

	if (p->roots) {
		if (span_is(p->setting, "server.document-root") || span_is(p->setting, "alias.url"))
			web_root(s, p->roots, text);
		return;
	}
	if (log_file(p->setting) && span_starts(text, "|"))
		command_text(s, &p->a, span_skip(text, 1));
	else if (span_is(p->setting, "cgi.assign") && span_starts(text, "/"))
		command_words(s, &p->a, &text, 1);
	else if (span_is(p->key, "bin-path"))
		command_text(s, &p->a, text);
	else if (settings_fit(p->setting, "magnet.attract*", false) && span_starts(text, "/")) {
		command_words(s, &p->a, &text, 1);
		if (see_file(s->in, text, &text) == VIEW_OK)
			web_lua(s, &p->a, text);
	}
}

/* A name that a list hands to a program. */
static void
key(struct pairs *p, struct span name)
{
	p->key = name;
	if (p->roots || !(span_is(p->setting, "cgi.assign") || settings_fit(p->setting, "*cgi.server", false)))
		return;
	if (web_picture(see_join(p->s->in, span_of("x"), name, SPAN_NONE)) &&
	    autorun_trust(p->s, &p->a) != TRUST_PACKAGED)
		startup_say(p->s, WEB_HANDLER_ODD, p->a.path, p->a.line, p->a.said);
}

static void
strings(struct pairs *p, struct span line)
{
	struct span text;

	while (span_has(line, '"')) {
		line = span_after(line, '"');
		text = span_before(line, '"');
		line = span_trim(span_skip(line, text.n + 1));
		if (span_starts(line, "=>"))
			key(p, text);
		else
			value(p, text);
	}
}

void
lighttpd_settings(struct startup *s, void *roots, struct span path, const struct person *as)
{
	struct pairs p = { .s = s, .roots = roots };
	struct span line, name;
	struct setting_lines l;

	if (!settings_open(&l, s, path, as, "#"))
		return;
	while (settings_next(&l, &line)) {
		p.a = l.a;
		if (span_starts(line, "include_shell") && !roots) {
			settings_name(&line, " \t");
			command_text(s, &l.a, settings_unquoted(line));
			continue;
		}
		name = span_trim(span_before(span_before(line, '='), '+'));
		if (span_has(line, '=') && !span_has(name, '"') && !span_has(name, '(')) {
			p.setting = name;
			p.key = SPAN_NONE;
		}
		strings(&p, line);
	}
}

/* "root * /srv/site" and, of a plugin, "exec program words". */
void
caddy_settings(struct startup *s, void *roots, struct span path, const struct person *as)
{
	struct span line, name, word[16], last;
	struct setting_lines l;
	size_t n;

	if (!settings_open(&l, s, path, as, "#"))
		return;
	while (settings_next(&l, &line)) {
		name = settings_name(&line, " \t");
		for (n = 0, last = SPAN_NONE; n < 16 && span_field(&line, " \t\"{}", &word[n]); n++)
			last = word[n];
		if (roots && span_is(name, "root") && n)
			web_root(s, roots, last);
		else if (!roots && (span_is(name, "exec") || span_is(name, "command")) && n)
			command_words(s, &l.a, word, n);
	}
}
