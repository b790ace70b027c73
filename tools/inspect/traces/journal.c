/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * journal - what does a journal file hold, and does it keep to its own rules?
 *
 * Objects lie one behind the other from the end of the header, each with its
 * size, at multiples of 8.  A writer appends a field's value before the first
 * entry that names it, so one pass is enough.
 */
#include <string.h>

#include "journal.h"

#define WINDOW		((size_t)1 << 20)	/* read at once */
#define MAX_FIELD	1024			/* bytes of a value that is kept */
#define MAX_ENTRY	((size_t)64 << 10)	/* bytes of an entry: 4,000 fields; journald takes 1,024 */
#define MAX_KEPT	((size_t)1 << 18)	/* values kept of one file */

enum { OBJECT_DATA = 1, OBJECT_FIELD, OBJECT_ENTRY, OBJECT_TAG = 7 };
enum { STATE_OFFLINE, STATE_ONLINE, STATE_ARCHIVED };
enum { XZ = 1, LZ4 = 2, KEYED = 4, ZSTD = 8, COMPACT = 16 };	/* incompatible_flags */
enum { PACKED = 7 };						/* an object's flags: XZ, LZ4, ZSTD */

/* Offsets into the header; all numbers are little-endian. */
enum {
	AT_INCOMPATIBLE = 12, AT_STATE = 16, AT_HEADER_SIZE = 88, AT_TAIL_OBJECT = 136,
	AT_ENTRIES = 152, HEADER_LEAST = 208
};

struct kept {
	uint64_t	offset;		/* of the object; 0: an empty slot */
	struct span	value;
	bool		message;	/* or an identifier */
};

struct walk {
	struct inspection		*in;
	struct span			 path;
	const struct journal_wants	*wants;
	uint64_t			 size;
	bool				 compact, wrong, unread;
	unsigned char			*window;
	uint64_t			 from;		/* of the window */
	size_t				 held;
	struct kept			*kept;		/* open addressing by offset */
	size_t				 nkept, room;
	uint64_t			 entries, seqnum;
};

static uint64_t
number(const unsigned char *p, size_t n)
{
	uint64_t v = 0;

	while (n--)
		v = v << 8 | p[n];
	return v;
}

/* n bytes at an offset, until the next call; NULL past the end. */
static const unsigned char *
bytes(struct walk *w, uint64_t at, size_t n)
{
	if (at > w->size || n > w->size - at)
		return NULL;
	if (at < w->from || at + n > w->from + w->held) {
		w->from = at;
		if (see_part(w->in, w->path, at, w->window, WINDOW, &w->held) != VIEW_OK)
			w->unread = true;
		if (w->held < n)
			return NULL;
	}
	return w->window + (at - w->from);
}

static struct kept *
slot(struct kept *table, size_t room, uint64_t offset)
{
	size_t i = (size_t)(offset / 8 * 0x9e3779b97f4a7c15ULL >> 32) & (room - 1);

	while (table[i].offset && table[i].offset != offset)
		i = (i + 1) & (room - 1);
	return &table[i];
}

static void
keep(struct walk *w, uint64_t offset, struct span value, bool message)
{
	struct kept *more;
	size_t room = w->room ? 2 * w->room : 1024;

	if (w->nkept == MAX_KEPT)
		return;
	if (2 * (w->nkept + 1) > w->room) {
		more = see_room(w->in, room, sizeof *more);
		for (size_t i = 0; i < w->room; i++)
			if (w->kept[i].offset)
				*slot(more, room, w->kept[i].offset) = w->kept[i];
		w->kept = more;
		w->room = room;
	}
	*slot(w->kept, w->room, offset) = (struct kept){
		offset, see_join(w->in, value, SPAN_NONE, SPAN_NONE), message,
	};
	w->nkept++;
}

static void
take_data(struct walk *w, uint64_t at, uint64_t size, unsigned int flags)
{
	static const char identifier[] = "SYSLOG_IDENTIFIER=", message[] = "MESSAGE=";
	size_t head = w->compact ? 72 : 64;
	const unsigned char *p;
	struct span value;

	if (size < head) {
		w->wrong = true;
		return;
	}
	if (flags & PACKED || size > head + MAX_FIELD || !(p = bytes(w, at, (size_t)size)))
		return;
	value = (struct span){ p + head, (size_t)size - head };
	if (span_starts(value, message)) {
		value = span_skip(value, sizeof message - 1);
		if (w->wants->message(value))
			keep(w, at, value, true);
	} else if (span_starts(value, identifier)) {
		value = span_skip(value, sizeof identifier - 1);
		if (w->wants->identifier(value))
			keep(w, at, value, false);
	}
}

static void
look_up(const struct walk *w, uint64_t offset, struct journal_entry *e)
{
	const struct kept *k;

	if (!w->room || offset == 0 || !(k = slot(w->kept, w->room, offset))->offset)
		return;
	if (k->message)
		e->message = k->value;
	else
		e->identifier = k->value;
}

static void
take_entry(struct walk *w, uint64_t at, uint64_t size)
{
	struct journal_entry e = { 0 };
	size_t each = w->compact ? 4 : 16;
	const unsigned char *p;

	w->entries++;
	if (size < 64 || (size - 64) % each) {
		w->wrong = true;
		return;
	}
	if (size > MAX_ENTRY)
		size = MAX_ENTRY - (MAX_ENTRY - 64) % each;
	if (!(p = bytes(w, at, (size_t)size)))
		return;
	e.seqnum = number(p + 16, 8);
	e.realtime = number(p + 24, 8);
	if (e.seqnum <= w->seqnum)
		w->wrong = true;	/* numbers only grow; what is taken out leaves a gap, what is put in none */
	w->seqnum = e.seqnum;
	for (size_t i = 64; i < size; i += each)
		look_up(w, number(p + i, w->compact ? 4 : 8), &e);
	if (e.identifier.n && e.message.n)
		w->wants->entry(w->wants->arg, &e);
}

/* One object; answers where the next one begins, or 0 when nothing can follow. */
static uint64_t
take_object(struct walk *w, uint64_t at)
{
	const unsigned char *p = bytes(w, at, 16);
	unsigned int type, flags;
	uint64_t size, padded;

	if (!p)
		return 0;
	type = p[0];
	flags = p[1];
	size = number(p + 8, 8);
	if (type == 0 || type > OBJECT_TAG || size < 16 || size > w->size - at ||
	    !add_ok(size, 7, &padded))
		return 0;
	if (type == OBJECT_DATA)
		take_data(w, at, size, flags);
	else if (type == OBJECT_ENTRY)
		take_entry(w, at, size);
	return at + padded / 8 * 8;
}

static enum journal_state
finish(const struct walk *w, bool closed)
{
	if (w->unread)
		return JOURNAL_UNREAD;
	return closed ? w->wrong ? JOURNAL_BAD : JOURNAL_WHOLE : JOURNAL_OPEN;
}

enum journal_state
journal_walk(struct inspection *in, struct span path, const struct journal_wants *wants)
{
	struct walk w = { .in = in, .path = path, .wants = wants };
	uint64_t at, last, tail, entries, flags;
	const unsigned char *p;
	struct vstat st;
	bool closed;

	if (see_stat(in, path, &st) != VIEW_OK)
		return JOURNAL_UNREAD;
	w.size = st.size;
	w.window = see_room(in, WINDOW, 1);
	p = bytes(&w, 0, HEADER_LEAST);
	if (w.unread)
		return JOURNAL_UNREAD;
	if (!p || memcmp(p, "LPKSHHRH", 8) != 0)
		return JOURNAL_NONE;
	flags = number(p + AT_INCOMPATIBLE, 4);
	at = number(p + AT_HEADER_SIZE, 8);
	tail = number(p + AT_TAIL_OBJECT, 8);
	entries = number(p + AT_ENTRIES, 8);
	closed = p[AT_STATE] == STATE_OFFLINE || p[AT_STATE] == STATE_ARCHIVED;
	if (flags >= 2 * COMPACT || p[AT_STATE] > STATE_ARCHIVED) {
		say_gap(in, path, "a journal of a kind that is not known");
		return JOURNAL_UNREAD;
	}
	w.compact = flags & COMPACT;
	w.wrong = at < HEADER_LEAST || at % 8 || tail >= w.size;
	for (last = 0; !w.wrong && at && at <= tail; at = take_object(&w, at))
		last = at;
	if (last != tail || w.entries != entries)
		w.wrong = true;
	return finish(&w, closed);
}
