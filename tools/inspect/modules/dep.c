/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * dep - does the list of modules lead out of its tree?
 *
 * Format of modules.dep, from modules.dep(5): a module, ':', what it needs,
 * parted by blanks.  Names are below the list's directory unless they begin
 * with '/', which depmod writes only for modules outside it.
 */
#include "modules.h"

static bool
leads_out(const struct modules *m, struct span name)
{
	if (span_starts(name, "../") || span_holds(name, "/../"))
		return true;
	if (!span_starts(name, "/"))
		return false;
	for (size_t i = 0; i < m->nroots; i++)
		if (name.n > m->root[i].n &&
		    span_equal((struct span){ name.p, m->root[i].n }, m->root[i]))
			return false;
	/* Older lists spell the tree without /usr. */
	return !span_starts(name, "/lib/modules/");
}

void
dep_look(struct modules *m)
{
	struct span file = see_path(m->in, m->tree, span_of("modules.dep")), text, line, name;

	if (see_table(m->in, file, &text) != VIEW_OK)
		return;
	for (unsigned at = 1; span_line(&text, &line); at++) {
		if (!span_field(&line, ": \t", &name))
			continue;
		if (leads_out(m, name))
			say(m->in, MODULE_LEADS_OUT, file, at, name);
	}
}
