/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ostree - which of the deployments boots, and what does it have from outside of itself?
 *
 * From ostree's manual ("Deployments", "Handling atomic upgrades") and the Boot
 * Loader Specification: each entry in /boot/loader/entries names by ostree= a
 * link that leads to its deployment; the entry of the highest version is first
 * in the menu.  /var is shared, in /ostree/deploy/NAME/var.
 */
#include "survey.h"

#define MAX_LISTED	64	/* entries of a boot menu; two or three are kept */

struct entries {
	const struct root	*top;
	struct span		 name[MAX_LISTED];
	size_t			 n;
};

static int
keep(void *arg, struct span name, vnode n)
{
	struct entries *e = arg;

	(void)n;
	if (span_ends(name, ".conf") && e->n < MAX_LISTED &&
	    (e->name[e->n] = arena_copy(e->top->arena, name)).p)
		e->n++;
	return VIEW_OK;
}

/* "version N" and, among the words of "options ...", "ostree=PATH". */
static bool
entry(const struct root *top, struct span name, uint64_t *version, struct span *path)
{
	struct span text, line, word;

	*version = 0;
	*path = SPAN_NONE;
	if (root_read(top, arena_join(top->arena, span_of("/boot/loader/entries/"), name, SPAN_NONE),
	    &text) != VIEW_OK)
		return false;
	while (span_line(&text, &line)) {
		if (!span_field(&line, " \t", &word))
			continue;
		if (span_is(word, "version"))
			span_decimal(span_trim(line), version);
		while (span_is(word, "options") || path->n == 0) {
			if (!span_field(&line, " \t", &word))
				break;
			if (span_starts(word, "ostree="))
				*path = span_skip(word, 7);
		}
	}
	return path->n != 0;
}

const char *
ostree_kind(const struct root *top, struct span dir)
{
	struct entries e = { .top = top };
	struct span path, first = SPAN_NONE;
	uint64_t version, highest = 0;
	struct node node;

	if (tree_find(&top->tree, span_of("/boot/loader/entries"), TREE_FOLLOW, &node) == VIEW_OK)
		node_list(node, keep, &e);
	for (size_t i = 0; i < e.n; i++)
		if (entry(top, e.name[i], &version, &path) && (!first.n || version > highest)) {
			first = path;
			highest = version;
		}
	if (!first.n)
		return "an ostree deployment; which one boots is written on another volume";
	if (tree_real(&top->tree, top->arena, first, TREE_FOLLOW, &path) == VIEW_OK &&
	    span_equal(path, dir))
		return "an ostree deployment, the one that boots";
	return "an ostree deployment, not the one that boots";
}

/* /ostree/deploy/NAME/deploy/CHECKSUM.N: beside it is var.  The boot menu is the volume's own. */
void
ostree_tell(struct root *r, const struct root *top)
{
	struct span var = arena_join(r->arena, span_parent(span_parent(r->path)), span_of("/var"), SPAN_NONE);
	struct span type = span_of("ostree"), path = r->path;

	if (var.p && root_has(top, (const char *)var.p))
		tables_line(r, path, var, span_of("/var"), type, SPAN_NONE);
	if (root_has(top, "/boot/loader"))
		tables_line(r, path, span_of("/boot"), span_of("/boot"), type, SPAN_NONE);
	tables_tell(r);
}
