/* SPDX-License-Identifier: GPL-3.0-or-later */
/* see_attributes - which extended attributes has a file?  As the sweep kept them, or by asking again. */
#include "../sweep/ledger.h"
#include "inspection.h"

struct attribute {
	struct inspection	*in;
	const char		*name;
	struct span		*value;
	bool			 found;
};

static int
one_attribute(void *arg, struct span name, struct span value)
{
	struct attribute *a = arg;

	if (span_is(name, a->name)) {
		*a->value = see_join(a->in, value, SPAN_NONE, SPAN_NONE);
		a->found = true;
	}
	return VIEW_OK;
}

int
see_xattr(struct inspection *in, struct span path, const char *name, struct span *value)
{
	struct attribute a = { .in = in, .name = name, .value = value };
	struct node node;
	int r;

	if ((r = tree_find(in->tree, path, TREE_NOFOLLOW, &node)) == VIEW_OK)
		r = node_xattr(node, one_attribute, &a);
	return inspection_noted(in, path, r == VIEW_OK && !a.found ? VIEW_ABSENT : r);
}

int
see_xattrs(struct inspection *in, struct span path, view_each_xattr *each, void *arg)
{
	struct node node;
	struct vstat st;
	uint32_t i;
	int r;

	if ((r = tree_find(in->tree, path, TREE_NOFOLLOW, &node)) != VIEW_OK ||
	    (r = node_stat(node, &st)) != VIEW_OK)
		return inspection_noted(in, path, r);
	if ((i = ledger_known(node.view->ledger, &st)) != LEDGER_NONE &&
	    (r = ledger_xattr(node.view->ledger, i, each, arg)) == VIEW_OK)
		return r;
	return inspection_noted(in, path, node_xattr(node, each, arg));
}
