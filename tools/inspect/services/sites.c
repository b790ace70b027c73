/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sites - which files do web servers read their settings from?
 *
 * Read from Apache's Include and ServerRoot, nginx's include, lighttpd's
 * "include" and Caddy's import.  Patterns of theirs with '?' or '[' are taken
 * as if '*' stood there: rather a file too many.
 */
#include "../startup/shell.h"
#include "services.h"

#define MAX_INCLUDED	2000	/* files of one server: a host of sites has hundreds */

static const struct kind {
	const char	*files[9];	/* to begin with */
	const char	*base;		/* what relative names are relative to; NULL: the file's own directory */
	const char	*words[3];	/* what includes */
} kinds[] = {
	[SITES_APACHE] = { { "/etc/apache2/apache2.conf", "/etc/httpd/conf/httpd.conf",
	    "/etc/apache2/httpd.conf", "/etc/apache2/*-enabled/*", "/etc/apache2/conf.d/*",
	    "/etc/httpd/conf.d/*.conf", "/etc/httpd/conf.modules.d/*.conf",
	    "/etc/httpd/conf/extra/*.conf" }, "/etc/apache2", { "Include", "IncludeOptional" } },
	[SITES_NGINX] = { { "/etc/nginx/nginx.conf", "/etc/nginx/modules-enabled/*.conf",
	    "/etc/nginx/conf.d/*", "/etc/nginx/sites-enabled/*", "/usr/share/nginx/modules/*.conf" },
	    "/etc/nginx", { "include" } },
	[SITES_LIGHTTPD] = { { "/etc/lighttpd/lighttpd.conf", "/etc/lighttpd/conf-enabled/*" },
	    "/etc/lighttpd", { "include" } },
	[SITES_CADDY] = { { "/etc/caddy/Caddyfile", "/etc/caddy/conf.d/*" }, NULL, { "import" } },
};

struct sites {
	struct startup		*s;
	const struct kind	*kind;
	struct span		 base;
	struct span		*path;
	size_t			 n, room;
};

static void
take(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct sites *all = arg;
	struct span real;

	(void)as;
	if (see_real(s->in, path, &real) != VIEW_OK)
		return;
	for (size_t i = 0; i < all->n; i++)
		if (span_equal(all->path[i], real))
			return;
	if (all->n == MAX_INCLUDED) {
		say_gap(s->in, path, "more files of a web server's settings than are read");
		return;
	}
	all->path = grown(s->in, all->path, all->n, &all->room, sizeof *all->path);
	all->path[all->n++] = real;
}

/* A pattern of the server's as one of settings_files'. */
static struct span
starred(struct startup *s, struct span pattern)
{
	unsigned char *out = see_room(s->in, pattern.n + 1, 1);
	size_t n = 0;

	for (size_t i = 0; i < pattern.n; i++) {
		unsigned char c = pattern.p[i];

		if (c == '[')
			while (i + 1 < pattern.n && pattern.p[i] != ']')
				i++;
		if (c == '?' || c == '[')
			c = '*';
		if (c != '*' || n == 0 || out[n - 1] != '*')
			out[n++] = c;
	}
	return (struct span){ out, n };
}

static void
include(struct sites *all, struct span from, struct span pattern)
{
	struct startup *s = all->s;
	struct vstat st;

	if (!span_starts(pattern, "/"))
		pattern = see_path(s->in, all->kind->base ? all->base : span_parent(from), pattern);
	if (see_stat(s->in, pattern, &st) == VIEW_OK && st.kind == V_DIR)
		pattern = see_path(s->in, pattern, span_of("*"));
	settings_files_of(s, starred(s, pattern), all, take);
}

static void
scan(struct sites *all, struct span path)
{
	struct span line, word, value;
	struct setting_lines l;

	if (!settings_open(&l, all->s, path, NULL, "#"))
		return;
	while (settings_next(&l, &line)) {
		/* More than one statement may stand on a line of nginx's. */
		while (span_field(&line, ";{}", &word)) {
			value = span_trim(word);
			word = settings_name(&value, " \t");
			if (all->kind == &kinds[SITES_APACHE] && settings_fit(word, "ServerRoot", true))
				all->base = settings_unquoted(value);
			for (size_t i = 0; i < 3 && all->kind->words[i]; i++)
				if (settings_fit(word, all->kind->words[i], true) && value.n)
					include(all, path, settings_unquoted(value));
		}
	}
}

void
sites_each(struct startup *s, enum sites_of which, void *arg,
    void (*each)(struct startup *, void *, struct span path, const struct person *as))
{
	struct sites all = { .s = s, .kind = &kinds[which] };
	struct person root = people_root();
	struct vstat st;

	all.base = span_of(all.kind->base ? all.kind->base : "/");
	if (which == SITES_APACHE && see_stat(s->in, all.base, &st) != VIEW_OK)
		all.base = span_of("/etc/httpd");
	for (size_t i = 0; i < 9 && all.kind->files[i]; i++)
		settings_files(s, all.kind->files[i], &all, take);
	for (size_t i = 0; i < all.n; i++)
		scan(&all, all.path[i]);
	for (size_t i = 0; i < all.n; i++)
		each(s, arg, all.path[i], &root);
}
