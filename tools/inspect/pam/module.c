/* SPDX-License-Identifier: GPL-3.0-or-later */
/* module - whose is the module that a line of PAM names, and who gets the password? */
#include "../accounts/place.h"
#include "pam.h"

/* Where libpam looks for a name without a directory: by distribution and architecture. */
static bool
find(struct inspection *in, struct span name, struct span *path)
{
	static const char *const dirs[] = { "/usr/lib/security", "/usr/lib64/security",
		"/lib/security", "/lib64/security" };
	const struct span *names;
	struct vstat st;
	size_t n;

	*path = name;
	if (span_starts(name, "/"))
		return see_stat(in, name, &st) == VIEW_OK;
	for (size_t i = 0; i < sizeof dirs / sizeof *dirs; i++) {
		*path = see_path(in, span_of(dirs[i]), name);
		if (see_stat(in, *path, &st) == VIEW_OK)
			return true;
	}
	if (see_dir(in, span_of("/usr/lib"), &names, &n) != VIEW_OK)
		return false;
	for (size_t i = 0; i < n; i++) {
		if (!span_holds(names[i], "-linux-"))
			continue;
		for (int usr = 0; usr < 2; usr++) {
			*path = see_path(in, see_join(in, span_of(usr ? "/usr/lib/" : "/lib/"), names[i],
			    span_of("/security")), name);
			if (see_stat(in, *path, &st) == VIEW_OK)
				return true;
		}
	}
	return false;
}

/* pam_exec(8): "expose_authtok" gives the program the password. */
static void
look_at_program(struct inspection *in, const struct rule *r)
{
	static const char *const homes[] = { "/usr/local/", "/opt/", "/etc/", "/srv/", "/root/" };
	struct span rest = r->arguments, word, program = SPAN_NONE;
	bool exposes = false, kept = false;

	while (span_field(&rest, " \t", &word))
		if (span_is(word, "expose_authtok"))
			exposes = true;
		else if (span_starts(word, "/")) {
			program = word;
			break;
		}
	if (!exposes || program.n == 0)
		return;
	kept = !place_foreign(in, program);
	for (size_t i = 0; i < sizeof homes / sizeof *homes; i++)
		kept |= span_starts(program, homes[i]);
	say(in, kept && !place_shady(in, program) ? PAM_SECRET_EXPOSED : PAM_SECRET_STOLEN, r->path,
	    r->line, r->text);
}

void
module_look(struct inspection *in, const struct rule *r)
{
	struct span path;

	if (!span_ends(r->module, ".so") && !span_starts(r->module, "/"))
		return;
	if (!find(in, r->module, &path)) {
		if (!r->quiet && !r->pristine)
			say(in, PAM_MODULE_MISSING, r->path, r->line, r->text);
		return;
	}
	if (place_foreign(in, path))
		say(in, place_shady(in, path) ? PAM_MODULE_SHADY : PAM_MODULE_FOREIGN, r->path, r->line,
		    see_join(in, path, span_of(": "), r->text));
	if (!r->pristine && span_is(span_base(path), "pam_exec.so"))
		look_at_program(in, r);
}
