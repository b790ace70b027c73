/* SPDX-License-Identifier: GPL-3.0-or-later */
/* marshal - which names does compiled Python code speak of? */
#include "marshal.h"

#define MAGIC_FIRST	3400	/* Python 3.8: code objects know positional-only arguments */
#define MAGIC_311	3450	/* from here on a code object's locals are one list */
#define MAGIC_LAST	3699	/* Python 3.14 */
#define DEPTH		256	/* objects in objects; a compiler ends at 100 blocks in blocks */
#define FLAG_REF	0x80U
#define NAMES		2	/* which of a code object's objects they are: after code and constants */
#define BEFORE_LINE	8	/* its objects before the number of its first line */

struct frame {
	uint32_t	left, done;	/* objects still to come, and read */
	bool		code, names;
};

struct reader {
	struct span	 all, rest;
	unsigned	 magic;
	uint32_t	*ref;		/* where each object begins that is spoken of again */
	uint32_t	 refs;
	struct frame	 frame[DEPTH];
	unsigned	 depth;
	size_t		 budget;	/* names still to be told: merged tuples cannot make it long */
	marshal_name	*tell;
	void		*arg;
};

bool
marshal_header(struct span pyc, struct marshal_header *h)
{
	uint32_t flags;

	if (pyc.n < MARSHAL_HEADER)
		return false;
	flags = (uint32_t)bytes_le(pyc.p + 4, 4);
	*h = (struct marshal_header){
		.magic = (unsigned)bytes_le(pyc.p, 2), .by_digest = flags & 1,
		.mtime = (uint32_t)bytes_le(pyc.p + 8, 4), .size = (uint32_t)bytes_le(pyc.p + 12, 4),
	};
	return h->magic >= MAGIC_FIRST && h->magic <= MAGIC_LAST && pyc.p[2] == '\r' &&
	    pyc.p[3] == '\n' && flags <= 3;
}

static bool
skip(struct span *s, uint64_t n)
{
	struct span skipped;

	return n <= s->n && take_span(s, (size_t)n, &skipped);
}

static bool
take_u8(struct span *s, unsigned char *c)
{
	if (s->n)
		*c = *s->p;
	return skip(s, 1);
}

static bool
push(struct reader *r, uint32_t count, bool code, bool names)
{
	/* Each object is a byte at least. */
	if (r->depth == DEPTH || count > r->rest.n)
		return false;
	r->frame[r->depth++] = (struct frame){ .left = count, .code = code, .names = names };
	return true;
}

/* A string's text; .p NULL: the object at the span's start is none. */
static struct span
text_of(struct span at)
{
	struct span text = SPAN_NONE;
	unsigned type = at.n ? at.p[0] & ~FLAG_REF : 0;
	uint32_t n;

	if (type == 'z' || type == 'Z') {
		n = at.n > 1 ? at.p[1] : 0;
		at = span_skip(at, 2);
	} else if (type == 'a' || type == 'A' || type == 'u' || type == 't') {
		at = span_skip(at, 1);
		if (!take_u32le(&at, &n))
			return text;
	} else {
		return text;
	}
	return take_span(&at, n, &text) ? text : SPAN_NONE;
}

/* The object at *at, or what it refers to. */
static bool
followed(const struct reader *r, struct span *at)
{
	uint32_t n;

	if (at->n < 5 || (at->p[0] & ~FLAG_REF) != 'r')
		return true;
	if ((n = (uint32_t)bytes_le(at->p + 1, 4)) >= r->refs)
		return false;
	*at = span_skip(r->all, r->ref[n]);
	return true;
}

/* One of the names, at the reader's place. */
static bool
name(struct reader *r, struct span at)
{
	struct span text;

	if (r->budget == 0 || !followed(r, &at) || !(text = text_of(at)).p)
		return false;
	r->budget--;
	r->tell(r->arg, text);
	return true;
}

/* All names of a tuple that stands elsewhere, and was merged with this one. */
static bool
names_again(struct reader *r, struct span at)
{
	uint32_t n, k;

	if (!followed(r, &at) || at.n < 2)
		return false;
	if ((at.p[0] & ~FLAG_REF) == ')') {
		n = at.p[1];
		at = span_skip(at, 2);
	} else {
		if ((at.p[0] & ~FLAG_REF) != '(')
			return false;
		at = span_skip(at, 1);
		if (!take_u32le(&at, &n))
			return false;
	}
	for (; n; n--) {
		struct span text = text_of(at);

		if (!name(r, at))
			return false;
		k = text.p ? (uint32_t)(text.p - at.p + (ptrdiff_t)text.n) : 5;
		at = span_skip(at, k);
	}
	return true;
}

/* An object's content behind its type; what it holds is pushed. */
static bool
content(struct reader *r, unsigned type, bool names)
{
	struct span *s = &r->rest;
	uint32_t n;
	unsigned char c;

	switch (type) {
	case '0': case 'N': case 'F': case 'T': case 'S': case '.':
		return true;
	case 'i':
		return skip(s, 4);
	case 'I': case 'g':
		return skip(s, 8);
	case 'y':
		return skip(s, 16);
	case 'l':	/* digits of 15 bits, the sign is their count's */
		if (!take_u32le(s, &n))
			return false;
		return skip(s, 2 * (n >> 31 ? (uint64_t)UINT32_MAX + 1 - n : n));
	case 'f': case 'z': case 'Z':
		return take_u8(s, &c) && skip(s, c);
	case 'x':
		return take_u8(s, &c) && skip(s, c) && take_u8(s, &c) && skip(s, c);
	case 's': case 't': case 'u': case 'a': case 'A':
		return take_u32le(s, &n) && skip(s, n);
	case ')':
		return take_u8(s, &c) && push(r, c, false, names);
	case '(': case '[': case '<': case '>':
		return take_u32le(s, &n) && push(r, n, false, names);
	case ':':
		return push(r, 3, false, false);
	case 'c':
		return skip(s, r->magic < MAGIC_311 ? 24 : 20) &&
		    push(r, r->magic < MAGIC_311 ? 9 : 10, true, false);
	case 'r':
		return take_u32le(s, &n) && n < r->refs;
	default:
		return false;
	}
}

static bool
object(struct reader *r)
{
	struct frame *f = &r->frame[r->depth - 1];
	struct span at;
	bool names = f->code && f->done == NAMES;
	unsigned char c;
	unsigned type;

	if (f->code && f->done == BEFORE_LINE && !skip(&r->rest, 4))
		return false;
	at = r->rest;
	f->left--;
	f->done++;
	if (!take_u8(&r->rest, &c))
		return false;
	if (f->names && !name(r, at))
		return false;
	type = c & ~FLAG_REF;
	if (names && (type == 'r' ? !names_again(r, at) : type != ')' && type != '('))
		return false;
	if (c & FLAG_REF)
		r->ref[r->refs++] = (uint32_t)(at.p - r->all.p);
	return content(r, type, names);
}

bool
marshal_names(struct span pyc, unsigned magic, uint32_t *refs, marshal_name *tell, void *arg)
{
	struct reader r = { .magic = magic, .ref = refs, .tell = tell, .arg = arg };

	r.all = r.rest = span_skip(pyc, MARSHAL_HEADER);
	r.budget = pyc.n;
	if (!push(&r, 1, false, false))
		return false;
	while (r.depth) {
		if (r.frame[r.depth - 1].left == 0)
			r.depth--;
		else if (!object(&r))
			return false;
	}
	return true;
}
