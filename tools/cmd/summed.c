/* SPDX-License-Identifier: GPL-3.0-or-later */
/* summed - of which files will the digest of an on-disk record be asked for? */
#include <stdlib.h>

#include "../lib/die.h"
#include "../truth/truth.h"
#include "summed.h"

struct choice {
	struct tree		*tree;
	struct ledger_made	*made;
};

static int
keep(void *arg, const struct truth_entry *e)
{
	struct choice *c = arg;
	const struct ledger l = { .made = c->made };
	struct vstat st;
	uint32_t i;

	if (!e->digest.n || e->kind == HASH_SHA256 ||
	    tree_stat(c->tree, e->place, TREE_NOFOLLOW, &st) != VIEW_OK)
		return 0;
	if ((i = ledger_find(&l, st.fs, st.ino)) != LEDGER_NONE)
		c->made->node[i].flags |= NODE_SUMMED;
	return 0;
}

void
summed_choose(struct view *view, struct ledger_made *made)
{
	struct choice c = { .tree = need(1, sizeof *c.tree), .made = made };
	struct arena arena = { .ceiling = MAX_ARENA };
	struct truth_db *db;
	struct span trouble;

	tree_root(c.tree, view);
	if (made->hashes && truth_open(&db, c.tree, &arena, &trouble) == VIEW_OK) {
		for (uint32_t i = 0; i < made->nodes; i++)
			made->node[i].flags &= ~(uint32_t)NODE_SUMMED;
		truth_each(db, keep, &c);
	}
	arena_free(&arena);
	free(c.tree);
}
