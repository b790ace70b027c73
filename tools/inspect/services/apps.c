/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * apps - what do application, build and code servers run by their own settings?
 *
 * Read from Tomcat's RUNNING.txt and "Host" and "Context", Jenkins' job
 * configuration and "Groovy Hook Scripts", GitLab's "Server hooks" and "File
 * hooks", GitLab Runner's config.toml, Gitea's "Hooks", supervisord's
 * "[program:x]", uWSGI's "Hooks", HAProxy's external-check and program.
 * A build runs what its authors like: of its steps only a shell that is tied to
 * the network tells.
 */
#include <string.h>

#include "../startup/shell.h"
#include "services.h"

static const char *const started[] = {
	"/usr/share/tomcat*/bin/setenv.sh", "/var/lib/tomcat*/bin/setenv.sh", "/opt/*tomcat*/bin/setenv.sh",
	"/etc/default/tomcat*", "/etc/tomcat*/tomcat*.conf", "/etc/default/jenkins", "/etc/default/gitea",
	NULL
};
/* What a Java server loads before any application: packaged, or somebody's. */
static const char *const libraries[] = {
	"/usr/share/tomcat*/lib/*.jar", "/var/lib/tomcat*/lib/*.jar", "/var/lib/tomcat*/common/*.jar",
	"/var/lib/jenkins/init.groovy", "/var/lib/jenkins/init.groovy.d/*.groovy", NULL
};
static const char *const hooks[] = {
	"/var/opt/gitlab/gitaly/custom_hooks/*/*", "/var/opt/gitlab/git-data/custom_hooks/*/*",
	"/var/opt/gitlab/git-data/repositories/*/*.git/custom_hooks/*",
	"/var/opt/gitlab/git-data/repositories/*/*/*.git/custom_hooks/*",
	"/var/opt/gitlab/git-data/repositories/*/*/*/*.git/custom_hooks/*",
	"/var/opt/gitlab/git-data/repositories/*/*/*/*.git/custom_hooks/*/*",
	"/opt/gitlab/embedded/service/gitlab-shell/hooks/*/*",
	"/opt/gitlab/embedded/service/gitlab-rails/file_hooks/*",
	"/var/lib/gitea/*/*/*/*.git/hooks/*", "/var/lib/gitea/*/*/*/*.git/hooks/*/*",
	"/var/lib/forgejo/*/*/*/*.git/hooks/*/*", "/srv/git/*.git/hooks/*", "/var/lib/git/*.git/hooks/*",
	"/home/git/repositories/*.git/hooks/*", "/var/lib/gitolite*/repositories/*.git/hooks/*", NULL
};
static const char *const jobs[] = {
	"/var/lib/jenkins/jobs/*/config.xml", "/var/lib/jenkins/jobs/*/jobs/*/config.xml", NULL
};
static const struct settings settings[] = {
	{ "/etc/supervisord.conf /etc/supervisor/supervisord.conf /etc/supervisor/conf.d/*.conf"
	    " /etc/supervisord.d/*", "#;[", " \t=", NULL, { { "command", MEANS_TEXT, 0 } } },
	{ "/etc/uwsgi/apps-enabled/*.ini /etc/uwsgi.d/*.ini /etc/uwsgi/vassals/*.ini", "#;[", " \t=",
	    "www-data", { { "exec-*", MEANS_TEXT, 0 }, { "hook-*", MEANS_TEXT, ':' },
	    { "attach-daemon*", MEANS_TEXT, 0 }, { "smart-attach-daemon*", MEANS_TEXT, 0 },
	    { "plugin*-dir", MEANS_FILES, 0 } } },
	{ "/etc/haproxy/haproxy.cfg /etc/haproxy/conf.d/*.cfg", "#", " \t", NULL,
	    { { "command", MEANS_WORDS, 0 }, { "lua-load*", MEANS_FILES, 0 } } },
	{ NULL, NULL, NULL, NULL, { { NULL, MEANS_TEXT, 0 } } },
};

static void
library(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct autorun a = startup_root(s, path);

	(void)arg, (void)as;
	command_words(s, &a, &a.path, 1);
}

static void
hook(struct startup *s, void *arg, struct span path, const struct person *as)
{
	const struct person *git = people_named(s, span_of("git"));

	(void)arg;
	if (!span_ends(path, ".sample"))
		command_hook(s, path, git ? git : as);
}

/* -javaagent:/x.jar in what starts a server of Java's. */
static void
agents(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct setting_lines l;
	struct span line, word;

	(void)arg;
	if (!settings_open(&l, s, path, as, "#"))
		return;
	while (settings_next(&l, &line))
		while (span_field(&line, " \t\"'", &word)) {
			if (!span_starts(word, "-javaagent:") && !span_starts(word, "-agentpath:"))
				continue;
			word = span_before(span_after(word, ':'), '=');
			if (span_starts(word, "/"))
				command_words(s, &l.a, &word, 1);
		}
}

/* "&lt;" and kin, as XML has them. */
static struct span
plain(struct startup *s, struct span xml)
{
	static const struct {
		const char	*name;
		char		 is;
	} entities[] = { { "&lt;", '<' }, { "&gt;", '>' }, { "&amp;", '&' }, { "&quot;", '"' },
		{ "&apos;", '\'' }, { "&#13;", ' ' }, { "&#xd;", ' ' }, { "&#10;", '\n' }, { "&#xa;", '\n' } };
	unsigned char *out = see_room(s->in, xml.n + 1, 1);
	size_t n = 0, e, count = sizeof entities / sizeof *entities;

	while (xml.n) {
		for (e = 0; e < count && !span_starts(xml, entities[e].name);)
			e++;
		out[n++] = e < count ? (unsigned char)entities[e].is : *xml.p;
		xml = span_skip(xml, e < count ? strlen(entities[e].name) : 1);
	}
	return (struct span){ out, n };
}

/* <command> of a shell's step, <script> of a pipeline. */
static void
job(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct autorun a = startup_root(s, path);
	struct span text, step;
	bool shell;

	(void)arg, (void)as;
	if (see_file(s->in, path, &text) != VIEW_OK)
		return;
	startup_entry(s, &a, SPAN_NONE);
	while (span_has(text, '<')) {
		text = span_after(text, '<');
		shell = span_starts(text, "command>");
		if (!shell && !span_starts(text, "script>"))
			continue;
		step = plain(s, span_before(span_after(text, '>'), '<'));
		if (container_shell(s, step) || (!shell && inline_shell(step, true)))
			startup_say(s, STARTUP_SHELL_NETWORK, path, 0, step);
	}
}

/* A runner's own commands, around every build. */
static void
runner(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct setting_lines l;
	struct span line, name;

	(void)arg;
	if (!settings_open(&l, s, path, as, "#["))
		return;
	startup_entry(s, &l.a, SPAN_NONE);
	while (settings_next(&l, &line)) {
		name = settings_name(&line, " \t=");
		if ((settings_fit(name, "pre_*_script", false) || settings_fit(name, "post_*_script", false)) &&
		    container_shell(s, settings_unquoted(line)))
			startup_say(s, STARTUP_SHELL_NETWORK, path, l.a.line, l.a.said);
	}
}

/* Ruby that is run as root whenever GitLab is set up anew. */
static void
code(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct autorun a = startup_root(s, path);

	(void)arg, (void)as;
	startup_entry(s, &a, SPAN_NONE);
	if (a.trust != TRUST_PACKAGED)
		command_code(s, path);
}

void
services_apps(struct startup *s)
{
	settings_sourced(s, started);
	for (size_t i = 0; started[i]; i++)
		settings_files(s, started[i], NULL, agents);
	for (size_t i = 0; libraries[i]; i++)
		settings_files(s, libraries[i], NULL, library);
	settings_run(s, settings);
}

void
services_builds(struct startup *s)
{
	for (size_t i = 0; jobs[i]; i++)
		settings_files(s, jobs[i], NULL, job);
	for (size_t i = 0; hooks[i]; i++)
		settings_files(s, hooks[i], NULL, hook);
	settings_files(s, "/etc/gitlab-runner/config.toml", NULL, runner);
	settings_files(s, "~/.gitlab-runner/config.toml", NULL, runner);
	settings_files(s, "/etc/gitlab/gitlab.rb", NULL, code);
}

/* appBase and docBase, in the settings of a server of Java's: where its pages lie. */
void
tomcat_roots(struct startup *s, void *roots, struct span path, const struct person *as)
{
	static const char *const names[] = { "appBase=\"", "docBase=\"" };
	struct span line, at, root;
	struct setting_lines l;

	if (!settings_open(&l, s, path, as, ""))
		return;
	while (settings_next(&l, &line))
		for (size_t i = 0; i < sizeof names / sizeof *names; i++)
			for (at = line; at.n; at = span_skip(at, 1)) {
				if (!span_starts(at, names[i]))
					continue;
				root = span_before(span_skip(at, strlen(names[i])), '"');
				web_root(s, roots, span_ends(root, ".war") ? SPAN_NONE : root);
			}
}
