/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * packagers - what do the other package managers and their helpers run?
 *
 * Read from dnf.conf(5) and its plugins' pages, libdnf5-plugins(7), zypp's
 * plugin directory, alpm-hooks(5), rpm-macros(7), apk's commit_hooks.d, needrestart(1).
 */
#include "../startup/shell.h"
#include "hooks.h"

/* Only packages write here: nobody's file in one tells by itself. */
static const struct {
	const char	*dir;
	unsigned	 depth;
} vendor[] = {
	{ "/usr/lib/yum-plugins", 1 },
	{ "/usr/share/yum-plugins", 1 },
	{ "/usr/lib64/libdnf/plugins", 1 },
	{ "/usr/lib/libdnf/plugins", 1 },
	{ "/usr/lib64/libdnf5/plugins", 1 },
	{ "/usr/lib64/dnf5/plugins", 1 },
	{ "/usr/lib/zypp/plugins", 2 },
	{ "/usr/lib/zypper/commands", 1 },
	{ "/usr/share/libalpm/hooks", 1 },
	{ "/usr/share/libalpm/scripts", 1 },
	{ "/lib/apk/commit_hooks.d", 1 },
	{ "/usr/lib/apt/methods", 0 },
	{ "/usr/lib/apt/solvers", 0 },
	{ "/usr/lib/apt/planners", 0 },
	{ "/usr/lib/dpkg/methods", 2 },
	{ "/usr/lib/update-notifier", 0 },
	{ "/usr/lib/snapd", 1 },
	{ "/usr/share/flatpak/triggers", 0 },
	{ "/usr/share/unattended-upgrades", 0 },
	{ "/usr/lib/rpm-plugins", 0 },
	{ "/usr/lib64/rpm-plugins", 0 },
};
static const char *const programs[] = {
	"/etc/apk/commit_hooks.d/*", "/etc/etckeeper/*.d/*", "/etc/portage/bashrc",
	"/etc/portage/postsync.d/*", "/etc/portage/repo.postsync.d/*", "/etc/needrestart/hook.d/*", "/etc/needrestart/notify.d/*", "/etc/needrestart/restart.d/*",
	"/var/lib/update-notifier/user.d/*", NULL
};
#define RPM_MACROS	"/etc/rpm/macros /etc/rpm/macros.* ~/.rpmmacros ~/.config/rpm/macros" \
			" /usr/lib/rpm/macros.d/*"

static const struct settings settings[] = {
	{ "/etc/pacman.d/hooks/*.hook /usr/share/libalpm/hooks/*.hook", "#", " \t=", NULL,
	    { { "Exec", MEANS_WORDS, 0 } } },
	{ "/etc/pacman.conf", "#", " \t=", NULL, { { "XferCommand", MEANS_TEXT, 0 } } },
	/* What rpm starts or loads by a macro's word. */
	{ RPM_MACROS, "#", " \t", NULL, { { "%__*", MEANS_FILES, 0 } } },
	{ "/etc/zypp/zypp.conf", "#", " \t=", NULL,
	    { { "rpm.install.*script", MEANS_WORDS, 0 } } },
	{ NULL, NULL, NULL, NULL, { { NULL, MEANS_TEXT, 0 } } },
};
/* Python loads what it finds in the plugins' directory of any of its versions. */
static const char *const python_plugins[] = {
	"/usr/lib/python*/site-packages/dnf-plugins/*", "/usr/lib/python*/site-packages/rpmconf/*",
	"/usr/share/dnf-plugins/*", NULL
};

static void
plugin(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct truth t;

	(void)arg, (void)as;
	if (see_owner(s->in, path, &t) == VIEW_OK && t.kind == TRUTH_UNOWNED)
		startup_say(s, STARTUP_VENDOR_UNOWNED, path, 0, SPAN_NONE);
}

/* "a:b:...:command": what stands behind so many colons. */
static void
actions(struct startup *s, void *arg, struct span path, const struct person *as)
{
	unsigned columns = *(const unsigned *)arg;
	struct span line, column;
	struct setting_lines l;

	if (!settings_open(&l, s, path, as, "#"))
		return;
	while (settings_next(&l, &line)) {
		for (unsigned i = 0; i < columns && span_column(&line, ':', &column); i++)
			;
		command_text(s, &l.a, line);
	}
}

/* "%(command)" in a macro is shell text, run whenever the macro is used. */
static void
macros(struct startup *s, struct includes *w, struct span path, const struct person *as)
{
	struct setting_lines l;
	struct span line;

	(void)w;
	if (!settings_open(&l, s, path, as, "#") || l.a.trust == TRUST_PACKAGED)
		return;
	while (settings_next(&l, &line))
		for (; line.n; line = span_skip(line, 1))
			if (span_starts(line, "%("))
				command_text(s, &l.a, span_before(span_skip(line, 2), ')'));
}

static void
python(struct startup *s, struct includes *w, struct span path, const struct person *as)
{
	struct autorun a = startup_root(s, path);

	(void)w, (void)as;
	if (span_ends(path, ".py"))
		command_words(s, &a, &path, 1);
}

/* pluginpath= of dnf.conf(5) and yum.conf(5): directories that hold Python. */
static void
plugin_paths(struct startup *s, struct includes *w, struct span path, const struct person *as)
{
	struct includes found = { .n = 0 };
	struct span line, name, dir;
	struct setting_lines l;

	(void)w;
	if (!settings_open(&l, s, path, as, "#"))
		return;
	while (settings_next(&l, &line)) {
		name = settings_name(&line, " \t=");
		while (span_is(name, "pluginpath") && span_field(&line, " \t,", &dir))
			settings_include(s, &found, span_of("/"), dir, as);
	}
	settings_each(s, &found, python);
}

void
hooks_packagers(struct startup *s)
{
	unsigned two = 2, four = 4;

	for (size_t i = 0; i < sizeof vendor / sizeof *vendor; i++)
		startup_vendor(s, vendor[i].dir, vendor[i].depth);
	for (size_t i = 0; python_plugins[i]; i++)
		settings_files(s, python_plugins[i], NULL, plugin);
	settings_files(s, "/etc/dnf/libdnf5-plugins/actions.d/*.actions", &four, actions);
	settings_files(s, "/etc/dnf/plugins/post-transaction-actions.d/*.action", &two, actions);
	settings_files(s, "/etc/yum/post-actions/*.action", &two, actions);
	settings_programs(s, programs);
	settings_run(s, settings);
	settings_read(s, RPM_MACROS, NULL, macros);
	settings_read(s, "/etc/dnf/dnf.conf /etc/yum.conf", NULL, plugin_paths);
}

/* Words of Perl that start something; settings only assign, but for the file that reads the others. */
static bool
calls(struct span line, bool reads_others)
{
	static const char *const words[] = { "system", "exec", "qx", "require", "use", "open", "fork",
		"BEGIN", NULL };
	struct span word;

	if (span_has(line, '`'))
		return true;
	while (span_field(&line, " \t;(){}'\"/,=<>|", &word))
		if (one_of(word, words) || (!reads_others && (span_is(word, "eval") ||
		    span_is(word, "do"))))
			return true;
	return false;
}

/* needrestart evaluates its settings as Perl, as root, after each installation. */
static void
perl_settings(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct span line;
	struct setting_lines l;

	(void)arg;
	if (!settings_open(&l, s, path, as, "#"))
		return;
	startup_entry(s, &l.a, SPAN_NONE);
	if (l.a.trust == TRUST_PACKAGED)
		return;
	if (inline_shell(l.rest, true))
		startup_say(s, STARTUP_SHELL_NETWORK, path, 0, SPAN_NONE);
	while (settings_next(&l, &line)) {
		if (inline_fetch(line))
			startup_say(s, STARTUP_FETCH_AND_RUN, path, l.a.line, l.a.said);
		else if (calls(line, span_is(span_base(path), "needrestart.conf")))
			startup_say(s, HOOK_CODE_LOCAL, path, l.a.line, l.a.said);
	}
}

void
hooks_needrestart(struct startup *s)
{
	static const char *const files[] = { "/etc/needrestart/needrestart.conf",
		"/etc/needrestart/conf.d/*.conf", "/etc/needrestart/notify.conf", NULL };

	for (size_t i = 0; files[i]; i++)
		settings_files(s, files[i], NULL, perl_settings);
}
