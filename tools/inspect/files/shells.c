/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shells - is this a shell, an interpreter, or a copy of one? */
#include <string.h>

#include "files.h"

#define MAX_SHELLS	64	/* a server has five; interpreters of several versions twenty */

struct shells {
	struct inspection	*in;
	size_t			 n;
	struct {
		struct span	path;
		char		sha256[HASH_HEX];
	}	shell[MAX_SHELLS];
};

/* Whoever starts one of these can make it do anything; a version may follow the name. */
static const char *const interpreters[] = {
	"ash", "bash", "busybox", "csh", "dash", "fish", "gawk", "ksh", "lua", "mawk", "mksh",
	"node", "nodejs", "perl", "php", "python", "rbash", "ruby", "sh", "tclsh", "tcsh", "zsh",
};

static const char *const command_dirs[] = { "/bin", "/usr/bin" };

static bool
interpreter(struct span base)
{
	for (size_t i = 0; i < sizeof interpreters / sizeof *interpreters; i++) {
		struct span rest = span_skip(base, strlen(interpreters[i]));

		if (span_starts(base, interpreters[i]) &&
		    (!rest.n || (*rest.p >= '0' && *rest.p <= '9')))
			return true;
	}
	return false;
}

static void
add(struct shells *s, struct span path)
{
	struct truth t;

	if (s->n == MAX_SHELLS || see_owner(s->in, path, &t) != VIEW_OK ||
	    t.kind == TRUTH_UNOWNED)
		return;
	if (see_digest(s->in, path, HASH_SHA256, s->shell[s->n].sha256) == VIEW_OK)
		s->shell[s->n++].path = path;
}

/* Format, from shells(5): a path a line; '#' starts a comment. */
static void
add_login_shells(struct shells *s)
{
	struct span text, line;

	if (see_file(s->in, span_of("/etc/shells"), &text) != VIEW_OK)
		return;
	while (span_line(&text, &line)) {
		line = span_trim(span_before(line, '#'));
		if (span_starts(line, "/"))
			add(s, line);
	}
}

struct shells *
shells_ready(struct inspection *in)
{
	struct shells *s = see_room(in, 1, sizeof *s);
	const struct span *names;
	size_t n;

	s->in = in;
	for (size_t d = 0; d < sizeof command_dirs / sizeof *command_dirs; d++) {
		if (see_dir(in, span_of(command_dirs[d]), &names, &n) != VIEW_OK)
			continue;
		for (size_t i = 0; i < n; i++)
			if (interpreter(names[i]))
				add(s, see_path(in, span_of(command_dirs[d]), names[i]));
	}
	add_login_shells(s);
	return s;
}

bool
shells_copy(const struct shells *s, const char *sha256, struct span *shell)
{
	for (size_t i = 0; i < s->n; i++)
		if (strcmp(s->shell[i].sha256, sha256) == 0) {
			*shell = s->shell[i].path;
			return true;
		}
	return false;
}
