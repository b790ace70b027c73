/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sight - how does a child get to see a volume? */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "../finding/record.h"
#include "sight.h"

void
sight_open(struct sight *s, struct child *c)
{
	s->fd = medium_open(s->place.medium->path);
	s->why = errno;
	if (s->fd == -1 || s->place.medium->kind != MEDIUM_DIRECTORY)
		return;
	c->kind = JAIL_TREE;
	c->trees[c->ntrees++] = s->fd;
}

int
sight_view(struct sight *s, const char **trouble)
{
	int r;

	*trouble = NULL;
	if (s->fd == -1) {
		*trouble = strerror(s->why);
		return VIEW_BROKEN;
	}
	if (s->place.medium->kind == MEDIUM_DIRECTORY)
		r = view_dir(&s->view, s->fd);
	else {
		r = view_ext(&s->view, s->fd, s->place.offset, s->place.size, &s->state);
		*trouble = s->state.trouble;
	}
	if (r == VIEW_OK)
		s->view.ledger = s->place.ledger;
	if (r != VIEW_OK && !*trouble)
		*trouble = "cannot be read";
	return r;
}

void
sight_tell_bad(const struct sight *s, int out)
{
	const struct medium_bad *bad = &s->state.bad;
	char why[96];

	for (unsigned int i = 0; i < bad->n; i++) {
		snprintf(why, sizeof why, "the filesystem's own records cannot be read: its disk fails at sector %llu",
		    (unsigned long long)(bad->at[i] / MEDIUM_SECTOR));
		record_write(out, RECORD_GAP, json_pack("{s:s}", "why", why));
	}
}
