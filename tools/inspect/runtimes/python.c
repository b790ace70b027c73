/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * python - which lines of .pth files does every Python run as it starts?
 *
 * Read from the documentation of Python's "site" module: in site-packages and
 * their kin a line of a .pth file that begins with "import" and a blank is
 * executed, any other names a directory to search.
 */
#include "../startup/confs.h"
#include "../startup/shell.h"
#include "runtimes.h"

struct place {
	const char	*files;
	bool		 vendor;	/* only packages, or pip by its records, write there */
	bool		 own;		/* an account's or an environment's */
};

static const struct place places[] = {
	{ "/usr/lib/python*/dist-packages/*.pth", true, false },
	{ "/usr/lib/python*/site-packages/*.pth", true, false },
	{ "/usr/lib64/python*/site-packages/*.pth", true, false },
	{ "/usr/local/lib/python*/dist-packages/*.pth", false, false },
	{ "/usr/local/lib/python*/site-packages/*.pth", false, false },
	{ "/usr/local/lib64/python*/site-packages/*.pth", false, false },
	{ "~/.local/lib/python*/site-packages/*.pth", false, true },
	{ "~/*/lib/python*/site-packages/*.pth", false, true },
	{ "~/*/*/lib/python*/site-packages/*.pth", false, true },
	{ "~/.pyenv/versions/*/lib/python*/site-packages/*.pth", false, true },
	{ "/opt/*/lib/python*/site-packages/*.pth", false, true },
	{ "/opt/*/*/lib/python*/site-packages/*.pth", false, true },
	{ "/srv/*/lib/python*/site-packages/*.pth", false, true },
	{ "/srv/*/*/lib/python*/site-packages/*.pth", false, true },
	{ "/var/www/*/lib/python*/site-packages/*.pth", false, true },
	{ "/var/www/*/*/lib/python*/site-packages/*.pth", false, true },
	{ "/var/lib/*/*/lib/python*/site-packages/*.pth", false, true },
	{ "/usr/local/*/lib/python*/site-packages/*.pth", false, true },
	{ NULL, false, false }
};

/* Shell text in the line's strings, and in strings in those: os.system("sh -c '...'"). */
static void
strings(struct startup *s, const struct autorun *a, struct span line)
{
	const struct simple *where;
	unsigned char *trait;
	struct script text;
	struct span string;

	for (; line.n; line = span_skip(line, 1)) {
		if (*line.p != '"' && *line.p != '\'')
			continue;
		string = span_before(span_skip(line, 1), (char)*line.p);
		script_parse(s->in, string, &text);
		trait = script_traits(s->in, &text);
		if (payload_shell(&text, trait, &where))
			startup_say(s, STARTUP_SHELL_NETWORK, a->path, a->line, a->said);
		if (payload_fetch(s->in, &text, trait, &where))
			startup_say(s, STARTUP_FETCH_AND_RUN, a->path, a->line, a->said);
	}
}

/* "import NAME" and no more: the module beside it, if it is there. */
static bool
plain_import(struct startup *s, struct span site, struct span line, struct span *module)
{
	struct span name = span_trim(span_skip(line, 6));

	for (size_t i = 0; i < name.n; i++)
		if (!(name.p[i] == '_' || (name.p[i] >= '0' && name.p[i] <= '9') ||
		    ((name.p[i] | 0x20) >= 'a' && (name.p[i] | 0x20) <= 'z')))
			return false;
	*module = see_path(s->in, site, see_join(s->in, name, span_of(".py"), SPAN_NONE));
	if (startup_file(s, *module, false))
		return true;
	*module = see_path(s->in, see_path(s->in, site, name), span_of("__init__.py"));
	return startup_file(s, *module, false);
}

static void
code(struct startup *s, const struct place *is, const struct autorun *a, struct span line)
{
	struct span site = span_parent(a->path), module = SPAN_NONE;
	bool installed = record_lists(s, site, a->path), plain;

	startup_shape(s, a);
	if (inline_shell(line, false))
		startup_say(s, STARTUP_SHELL_NETWORK, a->path, a->line, a->said);
	if (inline_fetch(line))
		startup_say(s, STARTUP_FETCH_AND_RUN, a->path, a->line, a->said);
	strings(s, a, line);
	plain = plain_import(s, site, line, &module);
	startup_entry(s, a, plain ? module : a->path);
	if (plain)
		command_code(s, module);
	if (installed || (is->own && plain))
		startup_say(s, RUNTIME_CODE_INSTALLED, a->path, a->line, a->said);
	else
		startup_say(s, RUNTIME_CODE_AT_START, a->path, a->line, a->said);
	if (is->vendor && !installed)
		startup_say(s, STARTUP_VENDOR_UNOWNED, a->path, 0, SPAN_NONE);
}

static void
one_file(struct startup *s, void *arg, struct span path, const struct person *as)
{
	const struct place *is = arg;
	struct autorun a = startup_root(s, path);
	struct lines l;
	struct span line;

	/* Services may have / for a home. */
	if (is->own && (startup_within(path, "/usr/lib") || startup_within(path, "/usr/local/lib")))
		return;
	a.as = *as;
	if (!lines_open(s, &a, false, &l))
		return;
	while (lines_next(&l, &a, &line)) {
		if (autorun_trust(s, &a) == TRUST_PACKAGED)
			startup_entry(s, &a, path);
		else if (span_starts(line, "import ") || span_starts(line, "import\t"))
			code(s, is, &a, line);
		else
			environ_word(s, &a, see_join(s->in, span_of("PYTHONPATH="), line, SPAN_NONE));
	}
}

void
runtimes_python(struct startup *s)
{
	for (const struct place *is = places; is->files; is++)
		settings_files_of(s, span_of(is->files), is, one_file);
}
