/* SPDX-License-Identifier: GPL-3.0-or-later */
/* alias - which list does a name in capital letters stand for? */
#include <stdlib.h>
#include <string.h>

#include "sudo.h"

#define MAX_ALIASES	100000	/* of all files */

enum alias
alias_kind(struct span word)
{
	static const struct { const char *word; enum alias kind; } words[] = {
		{ "User_Alias", ALIAS_USER }, { "Runas_Alias", ALIAS_RUNAS },
		{ "Host_Alias", ALIAS_HOST }, { "Cmnd_Alias", ALIAS_COMMAND },
		{ "Cmd_Alias", ALIAS_COMMAND },
	};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (span_is(word, words[i].word))
			return words[i].kind;
	return ALIAS_NONE;
}

static void
keep(struct sudo *s, const struct definition *d, const struct statement *from)
{
	struct definition *more;

	if (s->naliases == MAX_ALIASES) {
		say_gap(s->in, from->path, "more sudo aliases than are kept");
		return;
	}
	if (s->naliases == s->alias_room) {
		s->alias_room = s->alias_room ? 2 * s->alias_room : 64;
		more = see_room(s->in, s->alias_room, sizeof *more);
		if (s->naliases)
			memcpy(more, s->alias, s->naliases * sizeof *more);
		s->alias = more;
	}
	s->alias[s->naliases++] = *d;
}

/* "User_Alias NAME = list : NAME = list" */
void
alias_read(struct sudo *s, const struct statement *from)
{
	struct span rest = from->text, word, part, left;
	struct definition d;

	if (!span_field(&rest, " \t", &word) || (d.kind = alias_kind(word)) == ALIAS_NONE)
		return;
	while (files_part(&rest, ":", &part)) {
		left = part;
		if (!files_part(&left, "=", &d.name) || d.name.n == 0)
			continue;
		d.list = span_trim(left);
		keep(s, &d, from);
	}
}

static int
by_name(const void *a, const void *b)
{
	const struct definition *x = a, *y = b;

	return x->kind != y->kind ? (x->kind > y->kind) - (x->kind < y->kind) :
	    span_compare(x->name, y->name);
}

void
alias_sort(struct sudo *s)
{
	if (s->naliases)
		qsort(s->alias, s->naliases, sizeof *s->alias, by_name);
}

bool
alias_find(const struct sudo *s, enum alias kind, struct span name, struct span *list)
{
	const struct definition want = { .name = name, .kind = kind }, *d = NULL;

	if (s->naliases)
		d = bsearch(&want, s->alias, s->naliases, sizeof *s->alias, by_name);
	if (d)
		*list = d->list;
	return d != NULL;
}
