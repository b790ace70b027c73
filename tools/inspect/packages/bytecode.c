/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * bytecode - does Python's compiled code speak of names that its source has not?
 *
 * Python runs DIR/__pycache__/NAME.cpython-VERSION.pyc instead of NAME.py when its
 * header bears the source's time and size, or says that nobody need compare
 * (PEP 3147, PEP 552).  A compiler takes every name from the source: one that
 * is nowhere in it was compiled from another.
 */
#include "marshal.h"
#include "packages.h"

#define WORDS		(1 << 18)	/* places for the words of one source; the longest have 40,000 */
#define PROBES		64		/* for one word; an enemy chooses words that collide */

struct place {
	uint32_t	at, n, turn;
};

struct bytecode {
	unsigned char	*code, *source;
	uint32_t	*refs;
	struct place	*word;
	uint32_t	 turn;		/* which file's words stand in `word` */
};

struct comparison {
	struct bytecode	*b;
	struct span	 foreign;	/* the first name that the source lacks */
};

static bool
in_word(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	    c == '_' || c >= 0x80;
}

/* FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/ */
static struct place *
place_of(struct bytecode *b, struct span word)
{
	uint32_t h = 2166136261U;

	for (size_t i = 0; i < word.n; i++)
		h = (h ^ word.p[i]) * 16777619U;
	for (uint32_t i = 0; i < PROBES; i++) {
		struct place *p = &b->word[(h + i) % WORDS];

		if (p->turn != b->turn ||
		    span_equal((struct span){ b->source + p->at, p->n }, word))
			return p;
	}
	return NULL;
}

/* False: more words, or odder ones, than there is room for. */
static bool
words_of(struct bytecode *b, struct span source)
{
	b->turn++;
	for (size_t i = 0, n; i < source.n; i += n ? n : 1) {
		struct place *p;

		for (n = 0; i + n < source.n && in_word(source.p[i + n]); n++)
			;
		if (n == 0)
			continue;
		if (!(p = place_of(b, (struct span){ source.p + i, n })))
			return false;
		*p = (struct place){ (uint32_t)i, (uint32_t)n, b->turn };
	}
	return true;
}

static bool
has(struct bytecode *b, struct span word)
{
	const struct place *p = place_of(b, word);

	return p && p->turn == b->turn;
}

/* What the compiler writes by itself: __doc__, .0; and a class's private names, _Class__name. */
static bool
explained(struct bytecode *b, struct span part)
{
	if (part.n == 0 || span_starts(part, "__") || has(b, part))
		return true;
	for (size_t i = 1; *part.p == '_' && i + 2 < part.n; i++)
		if (part.p[i] == '_' && part.p[i + 1] == '_' && has(b, span_skip(part, i)))
			return true;
	for (size_t i = 0; i < part.n; i++)
		if (part.p[i] >= 0x80)
			return true;	/* the compiler spells those anew */
	return false;
}

static void
compare(void *arg, struct span name)
{
	struct comparison *c = arg;
	struct span rest = name, part;

	if (name.n && *name.p == '.')
		return;
	while (!c->foreign.p && span_field(&rest, ".", &part))
		if (!explained(c->b, part))
			c->foreign = name;
}

static bool
read_all(struct inspection *in, struct span path, unsigned char *room, struct span *all)
{
	size_t n;

	if (see_part(in, path, 0, room, MAX_SMALL_FILE, &n) != VIEW_OK)
		return false;
	*all = (struct span){ room, n };
	return true;
}

/* NAME.py of __pycache__/NAME.cpython-313.opt-1.pyc; .n 0: not CPython's. */
static struct span
source_of(struct inspection *in, struct span path)
{
	struct span base = span_base(path), dir = span_parent(path), stem = base;

	for (size_t i = 0; i < base.n; i++)
		if (base.p[i] == '.' && span_starts(span_skip(base, i), ".cpython-"))
			stem.n = i;
	if (stem.n == base.n || !span_is(span_base(dir), "__pycache__"))
		return SPAN_NONE;
	return see_path(in, span_parent(dir), see_join(in, stem, span_of(".py"), SPAN_NONE));
}

struct bytecode *
bytecode_ready(struct inspection *in)
{
	struct bytecode *b = see_room(in, 1, sizeof *b);

	b->code = see_room(in, MAX_SMALL_FILE, 1);
	b->source = see_room(in, MAX_SMALL_FILE, 1);
	b->refs = see_room(in, MAX_SMALL_FILE, sizeof *b->refs);
	b->word = see_room(in, WORDS, sizeof *b->word);
	return b;
}

void
bytecode_look(struct inspection *in, struct bytecode *b, struct span path)
{
	struct span from = source_of(in, path), code, source;
	struct comparison c = { .b = b };
	struct marshal_header h;
	struct vstat st;

	if (!from.n || see_stat(in, from, &st) != VIEW_OK || st.kind != V_FILE ||
	    !read_all(in, path, b->code, &code))
		return;
	if (!marshal_header(code, &h) || (!h.by_digest &&
	    (h.mtime != (uint32_t)st.mtime.s || h.size != (uint32_t)st.size)))
		return;		/* Python compiles the source anew */
	if (!read_all(in, from, b->source, &source))
		return;
	if (code.n == MAX_SMALL_FILE || source.n == MAX_SMALL_FILE || !words_of(b, source)) {
		say_gap(in, path, "compiled code too large to be compared with its source");
		return;
	}
	if (!marshal_names(code, h.magic, b->refs, compare, &c))
		say(in, BYTECODE_ODD, path, 0, SPAN_NONE);
	else if (c.foreign.p)
		say(in, BYTECODE_FOREIGN, path, 0, c.foreign);
}
