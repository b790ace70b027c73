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
	struct root {
		struct span	path;
		bool		programs;	/* what lies there is run */
	}		root[MAX_ROOTS];
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
add_root(struct startup *s, struct roots *r, struct span path, bool programs)
{
	struct span real;

	if (!span_starts(path, "/") || see_real(s->in, path, &real) != VIEW_OK ||
	    span_is(real, "/") || span_is(real, "/usr") || span_is(real, "/usr/share"))
		return;
	for (size_t i = 0; i < r->n; i++)
		if (r->root[i].programs == programs && (span_equal(real, r->root[i].path) ||
		    (real.n > r->root[i].path.n && real.p[r->root[i].path.n] == '/' &&
		    span_equal((struct span){ real.p, r->root[i].path.n }, r->root[i].path))))
			return;
	if (r->n < MAX_ROOTS)
		r->root[r->n++] = (struct root){ real, programs };
	else
		say_gap(s->in, real, "more web roots than are looked at");
}

void
web_root(struct startup *s, struct roots *r, struct span path)
{
	add_root(s, r, path, false);
}

void
web_programs(struct startup *s, struct roots *r, struct span path)
{
	add_root(s, r, path, true);
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

/* Scripts that a server runs as programs of their own. */
static bool
program_name(struct span name)
{
	static const char *const suffixes[] = { "*.cgi", "*.fcgi", "*.pl", "*.py", "*.sh", "*.rb", NULL };

	for (size_t i = 0; suffixes[i]; i++)
		if (settings_fit(name, suffixes[i], true))
			return true;
	return false;
}

/* Visitors' files and pictures: no place for scripts. */
static bool
for_files(struct span name)
{
	static const char *const names[] = { "uploads", "userfiles", "attachments", "avatars", "images",
		"img", "pictures", "photos", "thumbs", "thumbnails", "icons", NULL };

	for (size_t i = 0; names[i]; i++)
		if (settings_fit(name, names[i], true))
			return true;
	return false;
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
		if ((line = cgi_obeys(text)))
			startup_say(w->s, WEB_SHELL, path, line, SPAN_NONE);
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
		    here.uploads || for_files(name) };
	} else if (st.kind == V_FILE) {
		if (span_is(name, ".htaccess"))
			apache_directory(w->s, path);
		else if (span_is(name, ".user.ini"))
			user_ini(w->s, path);
		else if (script_name(name) || settings_fit(name, "*.jsp*", true) ||
		    (program_name(name) && (st.mode & 0111)))
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
	web_root(s, arg, span_parent(path));
}

static void
program(struct startup *s, void *arg, struct span path, const struct person *as)
{
	const struct person *server = people_named(s, span_of("www-data"));
	struct autorun a = startup_root(s, path);
	struct span head, text;
	unsigned line;

	(void)arg;
	if (!startup_file(s, path, true))
		return;
	a.as = server ? *server : *as;
	command_file(s, &a, true);
	if (a.trust != TRUST_PACKAGED && see_head(s->in, path, 2, &head) == VIEW_OK &&
	    span_is(head, "#!") && see_file(s->in, path, &text) == VIEW_OK && (line = cgi_obeys(text)))
		startup_say(s, WEB_SHELL, path, line, SPAN_NONE);
}

/* Every root that a server's settings name, and the usual ones. */
static struct roots *
all_roots(struct startup *s)
{
	static const char *const usual[] = { "/var/www", "/srv/www", "/srv/http",
		"/usr/share/nginx/html", "/usr/local/www", "/var/lib/tomcat11/webapps",
		"/var/lib/tomcat10/webapps", "/var/lib/tomcat9/webapps", "/opt/tomcat/webapps", NULL };
	static const char *const tomcats[] = { "/etc/tomcat*/server.xml", "/etc/tomcat*/*/*/*.xml",
		"/opt/*tomcat*/conf/server.xml", "/opt/*tomcat*/conf/*/*/*.xml", NULL };
	struct roots *r = see_room(s->in, 1, sizeof *r);

	for (size_t i = 0; usual[i]; i++)
		web_root(s, r, span_of(usual[i]));
	web_programs(s, r, span_of("/usr/lib/cgi-bin"));
	web_programs(s, r, span_of("/var/www/cgi-bin"));
	sites_each(s, SITES_NGINX, r, nginx_settings);
	sites_each(s, SITES_APACHE, r, apache_settings);
	sites_each(s, SITES_LIGHTTPD, r, lighttpd_settings);
	sites_each(s, SITES_CADDY, r, caddy_settings);
	for (size_t i = 0; tomcats[i]; i++)
		settings_files(s, tomcats[i], r, tomcat_roots);
	settings_files(s, "~/public_html/*", r, home_root);
	return r;
}

void
services_web_roots(struct startup *s)
{
	struct site w = { .s = s, .php = php_open(s->in) };
	const struct roots *r = all_roots(s);
	struct autorun a;

	for (size_t i = 0; i < r->n && !w.full; i++) {
		if (r->root[i].programs)
			continue;
		a = startup_root(s, r->root[i].path);
		startup_entry(s, &a, SPAN_NONE);
		walk(&w, r->root[i].path);
	}
}

void
services_cgi(struct startup *s)
{
	const struct roots *r = all_roots(s);

	for (size_t i = 0; i < r->n; i++)
		if (r->root[i].programs) {
			settings_files_of(s, see_path(s->in, r->root[i].path, span_of("*")), NULL, program);
			settings_files_of(s, see_path(s->in, r->root[i].path, span_of("*/*")), NULL, program);
		}
}
