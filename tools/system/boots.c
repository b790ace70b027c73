/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * boots - which roots do a boot loader's entries start?
 *
 * An earlier state of a system, kept as a snapshot, may be what starts although it
 * does not say so itself.  Read are the words root= and rootflags= of the kernel's
 * command lines (kernel-parameters.txt) in GRUB's own menu and environment, in Boot
 * Loader Specification entries, and in extlinux'; menus that GRUB reads from further
 * files, one line a snapshot, are for a person to choose from.
 */
#include "survey.h"

#define MAX_ENTRIES_READ	256	/* one an installed kernel */

/* /boot may be a volume of its own, and so may what firmware reads. */
static const char *const places[] = { "/boot", "/boot/efi", "/efi", "" };
static const char *const menus[] = {
	"/grub/grub.cfg", "/grub2/grub.cfg", "/grub/grubenv", "/grub2/grubenv", "/extlinux/extlinux.conf",
};

struct entries {
	struct root	*root;
	struct span	 dir, path[MAX_ENTRIES_READ];
	size_t		 n;
	bool		 more;
	struct span	 source, flags;	/* told last */
};

static void
tell_line(struct entries *e, struct span path, struct span line)
{
	struct span word, source = SPAN_NONE, flags = SPAN_NONE;

	while (span_field(&line, " \t\"'", &word)) {
		if (span_starts(word, "kernelopts="))	/* GRUB's environment, for all entries */
			word = span_skip(word, 11);
		if (span_starts(word, "root="))
			source = span_skip(word, 5);
		else if (span_starts(word, "rootflags="))
			flags = span_skip(word, 10);
	}
	if (source.n == 0 || span_has(source, '$') || (span_equal(source, e->source) &&
	    span_equal(flags, e->flags)))
		return;
	e->source = source;
	e->flags = flags;
	tables_line(e->root, path, source, span_of("/"), span_of("boot"), flags);
}

static void
tell_file(struct entries *e, struct span path)
{
	struct span rest, line;
	int got = root_read(e->root, path, &rest);

	if (got < 0)
		root_gap(e->root, path, "cannot be read");
	while (got == VIEW_OK && span_line(&rest, &line))
		tell_line(e, path, span_trim(line));
}

static int
keep(void *arg, struct span name, vnode node)
{
	struct entries *e = arg;

	(void)node;
	if (!span_ends(name, ".conf"))
		return VIEW_OK;
	e->more = e->n == MAX_ENTRIES_READ;
	if (e->more)
		return VIEW_LIMIT;
	e->path[e->n] = arena_join(e->root->arena, e->dir, span_of("/"), name);
	e->n += e->path[e->n].p != NULL;
	return VIEW_OK;
}

void
boots_tell(struct root *r)
{
	struct entries *e = arena_alloc(r->arena, sizeof *e);

	for (size_t i = 0; e && i < sizeof places / sizeof *places; i++) {
		*e = (struct entries){ .root = r };
		for (size_t k = 0; k < sizeof menus / sizeof *menus; k++)
			tell_file(e, arena_join(r->arena, span_of(places[i]), span_of(menus[k]), SPAN_NONE));
		e->dir = arena_join(r->arena, span_of(places[i]), span_of("/loader/entries"), SPAN_NONE);
		if (root_list(r, e->dir, keep, e) < 0)
			root_gap(r, e->dir, e->more ? "holds more boot entries than are read" : "cannot be read");
		for (size_t k = 0; k < e->n; k++)
			tell_file(e, e->path[k]);
	}
}
