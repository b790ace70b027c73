/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * activate - which units wait for a timer, a socket or a path?
 *
 * Read from systemd.timer(5), systemd.socket(5), systemd.path(5): Unit= or
 * Service=, otherwise the service of the same name (NAME@.service where the
 * socket accepts).
 */
#include "../startup/shell.h"
#include "unit.h"

#define MAX_ACTIVATIONS	4096	/* only what is shown depends on them; a server has a hundred */

static void
note(struct startup *s, struct unit_dirs *d, struct span name, enum when when)
{
	if (d->activations == MAX_ACTIVATIONS)
		return;
	d->activated = grown(s->in, d->activated, d->activations, &d->room, sizeof *d->activated);
	d->activated[d->activations++] = (struct activation){ name, when };
}

static void
activator(struct startup *s, struct unit_dirs *d, struct span name, enum when when)
{
	struct span stem = { name.p, 0 }, unit;
	struct unit u;

	while (!span_is(span_skip(name, stem.n), ".timer") &&
	    !span_is(span_skip(name, stem.n), ".socket") &&
	    !span_is(span_skip(name, stem.n), ".path"))
		stem.n++;
	note(s, d, see_join(s->in, stem, span_of(".service"), SPAN_NONE), when);
	note(s, d, see_join(s->in, stem, span_of("@.service"), SPAN_NONE), when);
	if (!unit_load(s, d, name, &u))
		return;
	unit = unit_value(&u, span_ends(name, ".socket") ? "Service" : "Unit");
	if (unit.n)
		note(s, d, unit, when);
}

void
activate_read(struct startup *s, struct unit_dirs *d)
{
	const struct span *wanted;
	struct span name;
	size_t n;

	d->activated = NULL;
	d->activations = d->room = 0;
	/* What is wanted by a target starts with it, whatever else may start it. */
	for (size_t i = 0; i < d->n; i++)
		for (size_t j = 0; j < d->names[i]; j++)
			if (span_ends(d->name[i][j], ".wants") &&
			    see_dir(s->in, see_path(s->in, d->path[i], d->name[i][j]), &wanted,
			    &n) == VIEW_OK)
				for (size_t k = 0; k < n; k++)
					note(s, d, wanted[k], WHEN_UNSAID);
	for (size_t i = 0; i < d->n; i++)
		for (size_t j = 0; j < d->names[i]; j++) {
			name = d->name[i][j];
			if (span_ends(name, ".timer"))
				activator(s, d, name, WHEN_TIMER);
			else if (span_ends(name, ".socket") || span_ends(name, ".path"))
				activator(s, d, name, WHEN_EVENT);
		}
}

enum when
activate_when(const struct unit_dirs *d, struct span unit)
{
	for (size_t i = 0; i < d->activations; i++)
		if (span_equal(d->activated[i].unit, unit))
			return d->activated[i].when;
	return WHEN_UNSAID;
}
