/* SPDX-License-Identifier: GPL-3.0-or-later */
/* near - is a unit's name made to be read as a packaged one's? */
#include "unit.h"

#define MOST		1000	/* foreign programs of units */
#define SHORTEST	4	/* letters before the dot: of shorter names everything is near */

static bool
letter(unsigned char c)
{
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* One letter more, less or other, or two that stand in each other's place. */
static bool
near(struct span a, struct span b)
{
	size_t i = 0;

	if (a.n < b.n) {
		struct span c = a;

		a = b;
		b = c;
	}
	if (a.n - b.n > 1 || span_equal(a, b))
		return false;
	while (i < b.n && a.p[i] == b.p[i])
		i++;
	if (!letter(a.p[i]) || (i < b.n && a.n == b.n && !letter(b.p[i])))
		return false;
	if (a.n > b.n)
		return span_equal(span_skip(a, i + 1), span_skip(b, i));
	return span_equal(span_skip(a, i + 1), span_skip(b, i + 1)) ||
	    (i + 1 < a.n && a.p[i] == b.p[i + 1] && a.p[i + 1] == b.p[i] &&
	    span_equal(span_skip(a, i + 2), span_skip(b, i + 2)));
}

void
unit_near(struct startup *s, const struct unit_dirs *d, struct span path)
{
	struct span name = span_base(path), other;
	struct truth t;

	/* So many strangers need no names to be told by; and each looks at every name. */
	if (s->foreign > MOST || span_before(name, '.').n < SHORTEST || startup_trust(s, path) != TRUST_STRANGER)
		return;
	for (size_t i = 0; i < d->n; i++)
		for (size_t j = 0; j < d->names[i]; j++) {
			if (!near(name, d->name[i][j]))
				continue;
			other = see_path(s->in, d->path[i], d->name[i][j]);
			if (see_owner(s->in, other, &t) == VIEW_OK && t.kind != TRUTH_UNOWNED) {
				startup_say(s, STARTUP_NAME_NEAR, path, 0, d->name[i][j]);
				return;
			}
		}
}
