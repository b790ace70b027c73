/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * names - do the modules that are loaded at boot exist, and whose are they?
 *
 * Formats, from modules-load.d(5), modules(5) of kmod and initramfs-tools(7): a
 * name a line, '#' or ';' begins a comment; in /etc/modules, and for the
 * initramfs, parameters may follow.
 */
#include "modules.h"

#define MAX_NAMES	64	/* that no module bears: each is looked for in every kernel's lists */

static const char *const lists[] = { "/etc/modules", "/etc/initramfs-tools/modules" };

static const char *const list_dirs[] = {
	"/etc/modules-load.d", "/usr/local/lib/modules-load.d", "/usr/lib/modules-load.d",
	"/lib/modules-load.d",
};

struct span
names_of(struct span path)
{
	struct span name = span_base(path);

	for (size_t i = 0; i + 2 < name.n; i++)
		if (span_starts(span_skip(name, i), ".ko"))
			return (struct span){ name.p, i };
	return name;
}

bool
names_same(struct span a, struct span b)
{
	if (a.n != b.n)
		return false;
	for (size_t i = 0; i < a.n; i++)
		if (a.p[i] != b.p[i] && !((a.p[i] == '-' || a.p[i] == '_') &&
		    (b.p[i] == '-' || b.p[i] == '_')))
			return false;
	return true;
}

static const struct module *
module_named(const struct modules *m, struct span name)
{
	for (size_t i = 0; i < m->n; i++)
		if (names_same(names_of(m->at[i].path), name))
			return &m->at[i];
	return NULL;
}

/* Built into one of the kernels, or another name for a module of one: "alias NAME MODULE". */
static bool
known_otherwise(struct modules *m, struct span kernel, struct span name)
{
	struct span text, line, word;

	if (see_table(m->in, see_path(m->in, kernel, span_of("modules.builtin")), &text) == VIEW_OK)
		while (span_line(&text, &line))
			if (names_same(names_of(line), name))
				return true;
	if (see_table(m->in, see_path(m->in, kernel, span_of("modules.alias")), &text) == VIEW_OK)
		while (span_line(&text, &line))
			if (span_field(&line, " ", &word) && span_is(word, "alias") &&
			    span_field(&line, " ", &word) && names_same(word, name))
				return true;
	return false;
}

static bool
known_to_a_kernel(struct modules *m, struct span name)
{
	const struct span *kernel;
	size_t n;

	if (++m->asked_names > MAX_NAMES)
		return false;
	for (size_t r = 0; r < m->nroots; r++) {
		if (see_dir(m->in, m->root[r], &kernel, &n) != VIEW_OK)
			continue;
		for (size_t i = 0; i < n; i++)
			if (known_otherwise(m, see_path(m->in, m->root[r], kernel[i]), name))
				return true;
	}
	return false;
}

static void
read_list(struct modules *m, struct span file, bool packaged)
{
	struct span text, line, name;
	const struct module *module;

	if (see_file(m->in, file, &text) != VIEW_OK)
		return;
	for (unsigned at = 1; span_line(&text, &line) && m->asked_names <= MAX_NAMES; at++) {
		line = span_before(span_before(line, '#'), ';');
		if (!span_field(&line, " \t\r", &name))
			continue;
		module = module_named(m, name);
		if (module && !module->package.n && !module->built)
			say(m->in, MODULE_LOADED_UNOWNED, file, at, module->path);
		else if (!module && !packaged && !known_to_a_kernel(m, name))
			say(m->in, MODULE_NAME_DANGLING, file, at, name);
	}
	if (m->asked_names > MAX_NAMES)
		say_gap(m->in, file, "more names of modules than this tool looks for");
}

/* What a package asks for need not be in this kernel. */
static bool
packaged(struct modules *m, struct span file)
{
	struct truth t;

	return see_truth(m->in, file, &t) == VIEW_OK &&
	    (t.kind == TRUTH_UNATTESTED || t.kind == TRUTH_VERIFIED);
}

void
names_look(struct modules *m)
{
	const struct span *names;
	struct span file;
	size_t n;

	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
		read_list(m, span_of(lists[i]), packaged(m, span_of(lists[i])));
	for (size_t d = 0; d < sizeof list_dirs / sizeof *list_dirs; d++) {
		if (see_dir(m->in, span_of(list_dirs[d]), &names, &n) != VIEW_OK)
			continue;
		for (size_t i = 0; i < n; i++) {
			file = see_path(m->in, span_of(list_dirs[d]), names[i]);
			if (span_ends(names[i], ".conf"))
				read_list(m, file, packaged(m, file));
		}
	}
}
