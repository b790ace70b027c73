/* SPDX-License-Identifier: GPL-3.0-or-later */
/* environ - does a variable load something foreign into what is started? */
#include "autorun.h"
#include "shell.h"

enum names { NAMES_FILES, NAMES_DIRS, NAMES_OPTIONS };

/* ld.so(8), bash(1), python(1), perlrun(1), ruby(1), node(1), java(1), iconv's gconv. */
static const struct variable {
	const char	*name;
	enum names	 names;
} variable[] = {
	{ "LD_PRELOAD", NAMES_FILES },
	{ "LD_AUDIT", NAMES_FILES },
	{ "BASH_ENV", NAMES_FILES },
	{ "ENV", NAMES_FILES },
	{ "PYTHONSTARTUP", NAMES_FILES },
	{ "ZDOTDIR", NAMES_DIRS },
	{ "PYTHONHOME", NAMES_DIRS },
	{ "PERLLIB", NAMES_DIRS },
	{ "GIO_MODULE_DIR", NAMES_DIRS },
	{ "GTK_MODULES", NAMES_FILES },
	{ "OPENSSL_CONF", NAMES_FILES },
	{ "OPENSSL_MODULES", NAMES_DIRS },
	{ "LUA_INIT", NAMES_OPTIONS },
	{ "JDK_JAVA_OPTIONS", NAMES_OPTIONS },
	{ "_JAVA_OPTIONS", NAMES_OPTIONS },
	{ "CATALINA_OPTS", NAMES_OPTIONS },
	{ "LESSOPEN", NAMES_OPTIONS },
	{ "LESSCLOSE", NAMES_OPTIONS },
	{ "GIT_SSH_COMMAND", NAMES_OPTIONS },
	{ "GIT_EXEC_PATH", NAMES_DIRS },
	{ "LD_LIBRARY_PATH", NAMES_DIRS },
	{ "PYTHONPATH", NAMES_DIRS },
	{ "PERL5LIB", NAMES_DIRS },
	{ "RUBYLIB", NAMES_DIRS },
	{ "GCONV_PATH", NAMES_DIRS },
	{ "PERL5OPT", NAMES_OPTIONS },
	{ "RUBYOPT", NAMES_OPTIONS },
	{ "NODE_OPTIONS", NAMES_OPTIONS },
	{ "JAVA_TOOL_OPTIONS", NAMES_OPTIONS },
};

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

void
environ_word(struct startup *s, const struct autorun *a, struct span word)
{
	size_t n = assignment(word), i = 0, all = sizeof variable / sizeof *variable;
	struct span name = { word.p, n }, value = span_skip(word, n + 1), path;
	const char *stops;

	if (n == 0 || autorun_trust(s, a) == TRUST_PACKAGED)
		return;
	while (i < all && !span_is(name, variable[i].name))
		i++;
	if (i == all)
		return;
	stops = variable[i].names == NAMES_OPTIONS ? " \t:,=\"'" : " \t:\"'";
	while (span_field(&value, stops, &path)) {
		/* perl -I/dir, java -javaagent:/file: the path is what follows the letters. */
		while (variable[i].names == NAMES_OPTIONS && path.n && *path.p != '/')
			path = span_skip(path, 1);
		if (!span_starts(path, "/"))
			continue;
		path = target_clean(s, path);
		if (variable[i].names == NAMES_DIRS ? !foreign_dir(s, path, &a->as) :
		    !foreign_file(s, path))
			continue;
		startup_say(s, STARTUP_LIBRARY_INJECTED, a->path, a->line, word);
		if (target_volatile(path))
			startup_say(s, STARTUP_PROGRAM_VOLATILE, a->path, a->line, word);
		else if (target_hidden(path) && !people_home(s, path))
			startup_say(s, STARTUP_PROGRAM_HIDDEN, a->path, a->line, word);
		startup_entry(s, a, path);
	}
}

/* systemd.exec(5) EnvironmentFile=: NAME=VALUE lines, comments of '#' and ';'. */
void
environ_file(struct startup *s, const struct autorun *a, struct span path)
{
	struct autorun here = *a;
	struct span text, line;
	struct vstat st;

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
