/* SPDX-License-Identifier: GPL-3.0-or-later */
/* copies - does a stranger hold the bytes of a packaged shell, or of a program moved aside? */
#include <string.h>

#include "packages.h"

#define MAX_SHELLS	64	/* a server has five; interpreters of several versions twenty */

struct copies {
	struct inspection	*in;
	size_t			 n;
	struct {
		struct span	path;
		char		md5[HASH_HEX];
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
add(struct copies *c, struct span path)
{
	struct truth t;

	if (c->n == MAX_SHELLS || see_owner(c->in, path, &t) != VIEW_OK ||
	    t.kind == TRUTH_UNOWNED)
		return;
	if (see_digest(c->in, path, HASH_MD5, c->shell[c->n].md5) == VIEW_OK)
		c->shell[c->n++].path = path;
}

/* Format, from shells(5): a path a line; '#' starts a comment. */
static void
add_login_shells(struct copies *c)
{
	struct span text, line;

	if (see_file(c->in, span_of("/etc/shells"), &text) != VIEW_OK)
		return;
	while (span_line(&text, &line)) {
		line = span_trim(span_before(line, '#'));
		if (span_starts(line, "/"))
			add(c, line);
	}
}

struct copies *
copies_ready(struct inspection *in)
{
	struct copies *c = see_room(in, 1, sizeof *c);
	const struct span *names;
	size_t n;

	c->in = in;
	for (size_t d = 0; d < sizeof command_dirs / sizeof *command_dirs; d++) {
		if (see_dir(in, span_of(command_dirs[d]), &names, &n) != VIEW_OK)
			continue;
		for (size_t i = 0; i < n; i++)
			if (interpreter(names[i]))
				add(c, see_path(in, span_of(command_dirs[d]), names[i]));
	}
	add_login_shells(c);
	return c;
}

bool
copies_shell(const struct copies *c, const char *md5, struct span *shell)
{
	for (size_t i = 0; i < c->n; i++)
		if (strcmp(c->shell[i].md5, md5) == 0) {
			*shell = c->shell[i].path;
			return true;
		}
	return false;
}

const struct lost *
copies_lost(struct inspection *in, const struct lost *lost, struct span path)
{
	char hex[HASH_KINDS][HASH_HEX] = { { 0 } };

	for (; lost; lost = lost->next) {
		if (!hex[lost->kind][0] &&
		    see_digest(in, path, lost->kind, hex[lost->kind]) != VIEW_OK)
			return NULL;
		if (span_is(lost->digest, hex[lost->kind]))
			return lost;
	}
	return NULL;
}
