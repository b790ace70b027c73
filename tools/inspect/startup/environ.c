/* SPDX-License-Identifier: GPL-3.0-or-later */
/* environ - does a variable load something foreign into what is started? */
#include "autorun.h"
#include "settings.h"
#include "shell.h"

enum names { NAMES_FILES, NAMES_DIRS, NAMES_OPTIONS, NAMES_AGENTS };

/*
 * ld.so(8), bash(1), zsh(1), python(1), perlrun(1), ruby(1), node(1), java(1), lua(1), php(1),
 * erl(1), git(1), less(1), the GNU C library's iconv, OpenSSL's config(5), and the manuals of
 * GLib, GTK, GStreamer, Qt, Cyrus SASL and .NET.
 */
static const struct variable {
	const char	*name;
	enum names	 names;
} variable[] = {
	{ "LD_PRELOAD", NAMES_FILES },
	{ "LD_AUDIT", NAMES_FILES },
	{ "LD_LIBRARY_PATH", NAMES_DIRS },
	{ "GCONV_PATH", NAMES_DIRS },
	{ "BASH_ENV", NAMES_FILES },
	{ "ENV", NAMES_FILES },
	{ "ZDOTDIR", NAMES_DIRS },
	{ "PYTHONSTARTUP", NAMES_FILES },
	{ "PYTHONHOME", NAMES_DIRS },
	{ "PYTHONPATH", NAMES_DIRS },
	{ "PYTHONUSERBASE", NAMES_DIRS },
	{ "PERLLIB", NAMES_DIRS },
	{ "PERL5LIB", NAMES_DIRS },
	{ "PERL5OPT", NAMES_OPTIONS },
	{ "RUBYLIB", NAMES_DIRS },
	{ "RUBYOPT", NAMES_OPTIONS },
	{ "GEM_HOME", NAMES_DIRS },
	{ "GEM_PATH", NAMES_DIRS },
	{ "NODE_OPTIONS", NAMES_OPTIONS },
	{ "NODE_PATH", NAMES_DIRS },
	{ "LUA_INIT", NAMES_OPTIONS },
	{ "LUA_PATH", NAMES_OPTIONS },
	{ "LUA_CPATH", NAMES_OPTIONS },
	{ "PHP_INI_SCAN_DIR", NAMES_DIRS },
	{ "ERL_LIBS", NAMES_DIRS },
	{ "DOTNET_STARTUP_HOOKS", NAMES_FILES },
	{ "CORECLR_PROFILER_PATH", NAMES_FILES },
	{ "GIO_MODULE_DIR", NAMES_DIRS },
	{ "GIO_EXTRA_MODULES", NAMES_DIRS },
	{ "GTK_MODULES", NAMES_FILES },
	{ "GTK_PATH", NAMES_DIRS },
	{ "GDK_PIXBUF_MODULE_FILE", NAMES_FILES },
	{ "GST_PLUGIN_PATH", NAMES_DIRS },
	{ "QT_PLUGIN_PATH", NAMES_DIRS },
	{ "SASL_PATH", NAMES_DIRS },
	{ "OPENSSL_CONF", NAMES_FILES },
	{ "OPENSSL_ENGINES", NAMES_DIRS },
	{ "OPENSSL_MODULES", NAMES_DIRS },
	{ "LESSOPEN", NAMES_OPTIONS },
	{ "LESSCLOSE", NAMES_OPTIONS },
	{ "GIT_SSH_COMMAND", NAMES_OPTIONS },
	{ "GIT_EXEC_PATH", NAMES_DIRS },
};
/* java(1) takes them from its command line and from several variables; scripts that start it, from more. */
static const char *const agents[] = { "-javaagent:", "-agentpath:", "-Xbootclasspath", NULL };

static bool
agent(struct span word)
{
	for (size_t i = 0; agents[i]; i++)
		if (span_starts(word, agents[i]))
			return true;
	return false;
}

static bool
foreign_file(struct startup *s, struct span path)
{
	struct vstat st;
	struct truth t;
	struct span real;

	if (see_stat(s->in, path, &st) != VIEW_OK)
		return target_volatile(path) || target_hidden(path);
	if (see_real(s->in, path, &real) != VIEW_OK)
		real = path;
	return see_owner(s->in, real, &t) == VIEW_OK && t.kind == TRUTH_UNOWNED;
}

/* Vendors keep libraries of their own in /opt and the like: only odd places tell. */
static bool
foreign_dir(struct startup *s, struct span path, const struct person *as)
{
	struct vstat st;

	if (target_volatile(path) || (target_hidden(path) && !people_home(s, path)))
		return true;
	return see_stat(s->in, path, &st) == VIEW_OK &&
	    ((st.mode & 002) || (st.uid != 0 && st.uid != as->uid));
}

/* Options name either: perl -I/dir, perl -M/file. */
static bool
foreign(struct startup *s, enum names names, struct span path, const struct person *as)
{
	struct vstat st;

	if (names == NAMES_DIRS || (names != NAMES_FILES &&
	    see_stat(s->in, path, &st) == VIEW_OK && st.kind == V_DIR))
		return foreign_dir(s, path, as);
	return foreign_file(s, path);
}

static void
loads(struct startup *s, const struct autorun *a, struct span word, struct span path)
{
	startup_say(s, STARTUP_LIBRARY_INJECTED, a->path, a->line, word);
	if (target_volatile(path))
		startup_say(s, STARTUP_PROGRAM_VOLATILE, a->path, a->line, word);
	else if (target_hidden(path) && !people_home(s, path))
		startup_say(s, STARTUP_PROGRAM_HIDDEN, a->path, a->line, word);
	startup_entry(s, a, path);
}

void
environ_word(struct startup *s, const struct autorun *a, struct span word)
{
	size_t n = assignment(word), i = 0, all = sizeof variable / sizeof *variable;
	struct span name = { word.p, n }, value = span_skip(word, n + 1), path;
	enum names names;

	if (n == 0 || autorun_trust(s, a) == TRUST_PACKAGED)
		return;
	while (i < all && !span_is(name, variable[i].name))
		i++;
	names = i < all ? variable[i].names : NAMES_AGENTS;
	while (span_field(&value, names == NAMES_AGENTS ? " \t\"'" :
	    names == NAMES_OPTIONS ? " \t:;,=\"'" : " \t:\"'", &path)) {
		if (names == NAMES_AGENTS)
			path = agent(path) ? span_before(span_after(path, ':'), '=') : SPAN_NONE;
		/* perl -I/dir: the path is what follows the letters. */
		while (names == NAMES_OPTIONS && path.n && *path.p != '/')
			path = span_skip(path, 1);
		if (!span_starts(path, "/"))
			continue;
		path = target_clean(s, path);
		if (foreign(s, names, path, &a->as))
			loads(s, a, word, path);
	}
}

struct reader {
	const struct autorun	*a;
};

static void
one_file(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct autorun here = *((struct reader *)arg)->a;
	struct span text, line;
	struct vstat st;

	(void)as;
	if (see_stat(s->in, path, &st) != VIEW_OK || st.kind != V_FILE ||
	    see_file(s->in, path, &text) != VIEW_OK)
		return;
	here.path = path;
	here.line = 0;
	here.trust = startup_trust(s, path);
	while (span_line(&text, &line)) {
		here.line++;
		line = span_trim(line);
		if (!span_starts(line, "#") && !span_starts(line, ";"))
			environ_word(s, &here, line);
	}
}

/* systemd.exec(5) EnvironmentFile=: NAME=VALUE lines, comments of '#' and ';'; a pattern names several. */
void
environ_file(struct startup *s, const struct autorun *a, struct span path)
{
	struct reader r = { a };

	if (span_has(path, '*') || span_has(path, '?') || span_has(path, '['))
		settings_files_of(s, path, &r, one_file);
	else
		one_file(s, &r, path, NULL);
}
