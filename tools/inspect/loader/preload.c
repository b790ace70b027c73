/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * preload - what is /etc/ld.so.preload forcing into every process?
 *
 * Grammar, from glibc elf/rtld.c: '#' starts a comment, names are parted by
 * blanks or ':', a name without '/' is searched for on the library path, $LIB
 * stands for the system's library directory.
 */
#include "loader.h"

#define PRELOAD	"/etc/ld.so.preload"

static const char *const library_dirs[] = {
	"/usr/local/lib", "/usr/local/lib/x86_64-linux-gnu", "/lib/x86_64-linux-gnu",
	"/usr/lib/x86_64-linux-gnu", "/lib64", "/usr/lib64", "/usr/local/lib64",
	"/lib/i386-linux-gnu", "/lib", "/usr/lib", NULL
};
static const char *const lib_tokens[] = {
	"lib/x86_64-linux-gnu", "lib64", "lib", NULL
};

/* /usr/$LIB/libx.so: the first directory that the token may stand for and that has it. */
static bool
with_token(struct startup *s, struct span name, struct span *path)
{
	struct span before = span_before(name, '$'), rest = span_skip(name, before.n);
	size_t n = span_starts(rest, "$LIB") ? 4 : span_starts(rest, "${LIB}") ? 6 : 0;

	for (size_t i = 0; n && lib_tokens[i]; i++) {
		*path = see_join(s->in, before, span_of(lib_tokens[i]), span_skip(rest, n));
		if (startup_file(s, *path, false))
			return true;
	}
	return false;
}

static bool
find(struct startup *s, struct span name, struct span *path)
{
	*path = name;
	if (span_has(name, '$'))
		return with_token(s, name, path);
	if (span_has(name, '/'))
		return startup_file(s, name, false);
	for (size_t i = 0; library_dirs[i]; i++) {
		*path = see_path(s->in, span_of(library_dirs[i]), name);
		if (startup_file(s, *path, false))
			return true;
	}
	return false;
}

static void
look_at(struct startup *s, struct span name, unsigned line)
{
	struct autorun a = startup_root(s, span_of(PRELOAD));
	struct span path, real;
	struct truth t;
	bool known;

	a.line = line;
	a.said = name;
	if (!find(s, name, &path)) {
		startup_say(s, PRELOAD_MISSING, span_of(PRELOAD), line, name);
		startup_entry(s, &a, name);
		return;
	}
	if (see_real(s->in, path, &real) != VIEW_OK)
		real = path;
	startup_entry(s, &a, real);
	known = see_owner(s->in, real, &t) == VIEW_OK;
	startup_say(s, known && t.kind == TRUTH_UNOWNED ? PRELOAD_UNOWNED : PRELOAD_NAMED,
	    span_of(PRELOAD), line, path);
}

void
loader_preload(struct startup *s)
{
	struct span rest, line, name;
	unsigned n = 0;

	if (see_file(s->in, span_of(PRELOAD), &rest) != VIEW_OK)
		return;
	while (span_line(&rest, &line)) {
		n++;
		line = span_before(line, '#');
		while (span_field(&line, " \t\r:", &name))
			look_at(s, name, n);
	}
}
