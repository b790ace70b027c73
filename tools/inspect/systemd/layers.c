/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * layers - which images and directories does a unit lay over the system for itself?
 *
 * Read from systemd.exec(5): RootImage=, MountImages=, ExtensionImages= and
 * ExtensionDirectories=.  What lies in an image is not looked into.
 */
#include "unit.h"

void
layers_setting(struct startup *s, const struct autorun *a, const struct unit_name *name,
    const struct unit_line *line)
{
	static const char *const keys[] = { "RootImage", "MountImages", "ExtensionImages",
		"ExtensionDirectories", NULL };
	struct span rest = line->value, word;
	struct truth t;
	size_t i = 0;

	while (keys[i] && !span_is(line->key, keys[i]))
		i++;
	while (keys[i] && exec_word(s->in, &rest, &word)) {
		if (span_starts(word, "-"))
			word = span_skip(word, 1);
		word = target_clean(s, exec_specifiers(s->in, span_before(word, ':'), name));
		startup_entry(s, a, word);
		if (autorun_trust(s, a) == TRUST_PACKAGED)
			continue;
		if (target_volatile(word))
			startup_say(s, STARTUP_PROGRAM_VOLATILE, a->path, a->line, a->said);
		else if (see_owner(s->in, word, &t) != VIEW_OK || t.kind == TRUTH_UNOWNED)
			startup_say(s, STARTUP_EXTENSION, a->path, a->line, a->said);
	}
}
