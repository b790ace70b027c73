/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * web - do scripts that web servers offer obey whoever asks, or lie where none belong?
 *
 * Roots are those that nginx's, Apache's and lighttpd's settings name, and the
 * usual ones.  Packages' own files are the packages' inspector's.
 */
#include <string.h>

#include "../startup/shell.h"
#include "services.h"

#define MAX_ROOTS	128		/* sites of one server; a busy host's are below a few */
#define MAX_SCRIPTS	((size_t)192 << 20)	/* bytes of scripts read: a hundred shops' */
#define MAX_WALKED	400000		/* files below all roots */
#define MAX_DEEP	40		/* directories below a root */

struct roots {
	struct span	path[MAX_ROOTS];
	size_t		n;
};

struct waiting {
	struct span	dir;
	unsigned	depth;
	bool		uploads;	/* visitors' files are kept here */
};

struct site {
	struct startup	*s;
	struct php	*php;
	struct waiting	*dir;
	size_t		 n, room, walked, read;
	bool		 full;
};

static void
add_root(struct startup *s, struct roots *r, struct span path)
{
	struct span real;

	if (!span_starts(path, "/") || see_real(s->in, path, &real) != VIEW_OK ||
	    span_is(real, "/") || span_is(real, "/usr") || span_is(real, "/usr/share"))
		return;
	for (size_t i = 0; i < r->n; i++)
		if (span_equal(real, r->path[i]) || (real.n > r->path[i].n &&
		    real.p[r->path[i].n] == '/' && span_starts(real, "/") &&
		    span_equal((struct span){ real.p, r->path[i].n }, r->path[i])))
			return;
	if (r->n < MAX_ROOTS)
		r->path[r->n++] = real;
	else
		say_gap(s->in, real, "more web roots than are looked at");
}

static void
names_roots(struct startup *s, void *arg, struct span path, const struct person *as)
{
	static const char *const settings[] = { "root", "alias", "DocumentRoot", "VirtualDocumentRoot",
		"server.document-root", NULL };
	struct span line, name, root;
	struct setting_lines l;

	if (!settings_open(&l, s, path, as, "#"))
		return;
	while (settings_next(&l, &line)) {
		name = settings_name(&line, " \t=");
		for (size_t i = 0; settings[i]; i++)
			if (settings_fit(name, settings[i], true) &&
			    span_field(&line, " \t;\"'", &root))
				add_root(s, arg, root);
	}
}

static bool
script_name(struct span name)
{
	static const char *const suffixes[] = { "*.php", "*.php3", "*.php4", "*.php5", "*.php7",
		"*.php8", "*.phtml", "*.pht", "*.phar", "*.inc", NULL };

	for (size_t i = 0; suffixes[i]; i++)
		if (settings_fit(name, suffixes[i], true))
			return true;
	return false;
}

/* AddHandler, SetHandler, AddType: names that are no scripts' are run as such. */
static void
handlers(struct startup *s, struct span path)
{
	static const char *const runs[] = { "php", "cgi-script", "python", "perl", NULL };
	struct setting_lines l;
	struct span line, name, suffix;
	bool run;

	if (!settings_open(&l, s, path, NULL, "#"))
		return;
	while (settings_next(&l, &line)) {
		name = settings_name(&line, " \t");
		if (settings_fit(name, "php_*value", true) && (span_holds(line, "auto_prepend_file") ||
		    span_holds(line, "auto_append_file"))) {
			settings_name(&line, " \t");
			line = settings_unquoted(line);
			if (!span_starts(line, "/"))
				line = see_path(s->in, span_parent(path), line);
			command_words(s, &l.a, &line, 1);
			continue;
		}
		if (!settings_fit(name, "AddHandler", true) && !settings_fit(name, "AddType", true))
			continue;
		run = false;
		for (size_t i = 0; runs[i]; i++)
			run |= span_holds(line, runs[i]);
		settings_name(&line, " \t");
		while (run && span_field(&line, " \t", &suffix)) {
			suffix = see_join(s->in, span_of("x"), span_starts(suffix, ".") ? SPAN_NONE :
			    span_of("."), suffix);
			if (settings_fit(suffix, "*.jpg", true) || settings_fit(suffix, "*.jpeg", true) ||
			    settings_fit(suffix, "*.png", true) || settings_fit(suffix, "*.gif", true) ||
			    settings_fit(suffix, "*.ico", true) || settings_fit(suffix, "*.txt", true) ||
			    settings_fit(suffix, "*.css", true))
				startup_say(s, WEB_HANDLER_ODD, path, l.a.line, l.a.said);
		}
	}
}

/* .user.ini, which PHP reads beside its scripts. */
static void
user_ini(struct startup *s, struct span path)
{
	struct setting_lines l;
	struct span line, name;

	if (!settings_open(&l, s, path, NULL, ";#["))
		return;
	while (settings_next(&l, &line)) {
		name = settings_name(&line, " \t=");
		line = settings_unquoted(line);
		if (line.n == 0 || (!span_is(name, "auto_prepend_file") &&
		    !span_is(name, "auto_append_file")))
			continue;
		if (!span_starts(line, "/"))
			line = see_path(s->in, span_parent(path), line);
		command_words(s, &l.a, &line, 1);
	}
}

static void
java_page(struct startup *s, struct span path, struct span text)
{
	if (span_holds(text, "getParameter(") && (span_holds(text, ".exec(") ||
	    span_holds(text, "ProcessBuilder(")))
		startup_say(s, WEB_SHELL, path, 0, SPAN_NONE);
}

static void
script(struct site *w, struct span path, uint64_t size, bool uploads)
{
	struct span text;
	unsigned line;
	struct truth t;

	if (see_owner(w->s->in, path, &t) == VIEW_OK && t.kind != TRUTH_UNOWNED)
		return;
	if (size > MAX_SCRIPTS - w->read) {
		w->full = true;
		return;
	}
	w->read += (size_t)size;
	if (see_file(w->s->in, path, &text) != VIEW_OK)
		return;
	if (!script_name(span_base(path))) {
		java_page(w->s, path, text);
		return;
	}
	if ((line = php_obeys(w->php, text)))
		startup_say(w->s, WEB_SHELL, path, line, SPAN_NONE);
	else if (uploads && php_says(w->php, text))
		startup_say(w->s, WEB_SCRIPT_MISPLACED, path, 0, SPAN_NONE);
}

static void
one_entry(struct site *w, struct waiting here, struct span name)
{
	struct span path = see_path(w->s->in, here.dir, name);
	struct vstat st;

	if (see_lstat(w->s->in, path, &st) != VIEW_OK)
		return;
	if (st.kind == V_DIR) {
		if (here.depth == MAX_DEEP) {
			say_gap(w->s->in, path, "deeper below a web root than is looked at");
			return;
		}
		w->dir = grown(w->s->in, w->dir, w->n, &w->room, sizeof *w->dir);
		w->dir[w->n++] = (struct waiting){ path, here.depth + 1,
		    here.uploads || settings_fit(name, "uploads", true) };
	} else if (st.kind == V_FILE) {
		if (span_is(name, ".htaccess"))
			handlers(w->s, path);
		else if (span_is(name, ".user.ini"))
			user_ini(w->s, path);
		else if (script_name(name) || settings_fit(name, "*.jsp*", true))
			script(w, path, st.size, here.uploads);
	}
}

static void
walk(struct site *w, struct span root)
{
	const struct span *name;
	struct waiting here = { root, 0, false };
	size_t n;

	for (;; here = w->dir[--w->n]) {
		if (see_dir(w->s->in, here.dir, &name, &n) != VIEW_OK)
			n = 0;
		for (size_t i = 0; i < n && !w->full; i++) {
			w->full |= ++w->walked > MAX_WALKED;
			one_entry(w, here, name[i]);
		}
		if (w->n == 0 || w->full)
			break;
	}
	if (w->full)
		say_gap(w->s->in, here.dir, "more files below web roots than are looked at");
	w->n = 0;
}

static void
home_root(struct startup *s, void *arg, struct span path, const struct person *as)
{
	(void)as;
	add_root(s, arg, span_parent(path));
}

void
services_web_roots(struct startup *s)
{
	static const char *const settings[] = { "/etc/nginx/nginx.conf", "/etc/nginx/conf.d/*",
		"/etc/nginx/sites-enabled/*", "/etc/apache2/apache2.conf", "/etc/apache2/sites-enabled/*",
		"/etc/apache2/conf-enabled/*", "/etc/httpd/conf/httpd.conf", "/etc/httpd/conf.d/*",
		"/etc/lighttpd/lighttpd.conf", "/etc/lighttpd/conf-enabled/*", NULL };
	static const char *const usual[] = { "/var/www", "/srv/www", "/srv/http",
		"/usr/share/nginx/html", "/usr/local/www", "/var/lib/tomcat10/webapps",
		"/var/lib/tomcat9/webapps", NULL };
	struct site w = { .s = s, .php = php_open(s->in) };
	struct roots r = { .n = 0 };
	struct autorun a;

	for (size_t i = 0; usual[i]; i++)
		add_root(s, &r, span_of(usual[i]));
	for (size_t i = 0; settings[i]; i++)
		settings_files(s, settings[i], &r, names_roots);
	settings_files(s, "~/public_html/*", &r, home_root);
	for (size_t i = 0; i < r.n && !w.full; i++) {
		a = startup_root(s, r.path[i]);
		startup_entry(s, &a, SPAN_NONE);
		walk(&w, r.path[i]);
	}
}
