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

#define MAX_FIELD	1024			/* bytes of a value that is kept */
#define MAX_ENTRY	((size_t)64 << 10)	/* bytes of an entry: 4,000 fields; journald takes 1,024 */
#define MAX_KEPT	((size_t)1 << 18)	/* values kept of one file */

enum { OBJECT_DATA = 1, OBJECT_FIELD, OBJECT_ENTRY, OBJECT_TAG = 7 };
enum { SEALED = 1 };						/* compatible_flags */
enum { STATE_OFFLINE, STATE_ONLINE, STATE_ARCHIVED };
enum { XZ = 1, LZ4 = 2, KEYED = 4, ZSTD = 8, COMPACT = 16 };	/* incompatible_flags */
enum { PACKED = 7 };						/* an object's flags: XZ, LZ4, ZSTD */

/* Offsets into the header; all numbers are little-endian. */
enum {
	AT_COMPATIBLE = 8, AT_INCOMPATIBLE = 12, AT_STATE = 16, AT_FILE_ID = 24, AT_NUMBERS = 72,
	AT_HEADER_SIZE = 88, AT_TAIL_OBJECT = 136, AT_ENTRIES = 152, AT_TAIL = 160, AT_HEAD = 168,
	AT_TAGS = 224, HEADER_LEAST = 208, HEADER_TAGS = 232
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
	struct journal			*told;
	uint64_t			 size;
	bool				 compact, changed, unread;
	const char			*wrong;
	struct siphash			*sum;		/* of fields; NULL: it uses another checksum */
	unsigned char			*window;
	uint64_t			 from;		/* of the window */
	size_t				 held;
	struct kept			*kept;		/* open addressing by offset */
	size_t				 nkept, room;
	uint64_t			 entries, seqnum;
	uint64_t			 tags;
};

/* n bytes at an offset, until the next call; NULL past the end. */
static const unsigned char *
bytes(struct walk *w, uint64_t at, size_t n)
{
	if (at > w->size || n > w->size - at)
		return NULL;
	if (at < w->from || at + n > w->from + w->held) {
		w->from = at;
		if (see_part(w->in, w->path, at, w->window, JOURNAL_WINDOW, &w->held) != VIEW_OK)
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
		w->wrong = "a field is shorter than its head";
		return;
	}
	/* What is compressed, or longer than the window, is not looked into. */
	if (flags & PACKED || size > JOURNAL_WINDOW || !(p = bytes(w, at, (size_t)size)))
		return;
	value = (struct span){ p + head, (size_t)size - head };
	w->changed |= w->sum && siphash_span(w->sum, value) != bytes_le(p + 16, 8);
	if (value.n > MAX_FIELD)
		return;
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
		w->wrong = "an entry has an impossible size";
		return;
	}
	if (size > MAX_ENTRY)
		size = MAX_ENTRY - (MAX_ENTRY - 64) % each;
	if (!(p = bytes(w, at, (size_t)size)))
		return;
	e.realtime = bytes_le(p + 24, 8);
	if (bytes_le(p + 16, 8) <= w->seqnum)	/* numbers only grow */
		w->wrong = "an entry's number does not follow the one before";
	w->seqnum = bytes_le(p + 16, 8);
	if (w->entries == 1) {
		w->told->head = w->seqnum;
		w->told->head_realtime = e.realtime;
		memcpy(w->told->head_boot, p + 40, JOURNAL_ID);
	}
	w->told->tail = w->seqnum;
	w->told->tail_realtime = e.realtime;
	memcpy(w->told->tail_boot, p + 40, JOURNAL_ID);
	for (size_t i = 64; i < size; i += each)
		look_up(w, bytes_le(p + i, w->compact ? 4 : 8), &e);
	if (e.identifier.n && e.message.n)
		w->wants->entry(w->wants->arg, &e);
}

/* A seal: its number, its epoch, and an HMAC that needs a key which is not here. */
static void
take_tag(struct walk *w, uint64_t at, uint64_t size)
{
	const unsigned char *p = bytes(w, at, 64);

	if (!p || size != 64) {
		w->told->seal = "a seal has an impossible size";
		return;
	}
	if (bytes_le(p + 16, 8) != ++w->tags)
		w->told->seal = "a seal is missing";
	if (bytes_le(p + 24, 8) < w->told->epoch)
		w->told->seal = "a seal is older than the one before";
	w->told->epoch = bytes_le(p + 24, 8);
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
	size = bytes_le(p + 8, 8);
	if (type == 0 || type > OBJECT_TAG || size < 16 || size > w->size - at ||
	    !add_ok(size, 7, &padded))
		return 0;
	if (type == OBJECT_DATA)
		take_data(w, at, size, flags);
	else if (type == OBJECT_ENTRY)
		take_entry(w, at, size);
	else if (type == OBJECT_TAG)
		take_tag(w, at, size);
	return at + padded / 8 * 8;
}

/* What the header says of the whole, against what was found. */
static void
compare(struct walk *w, const unsigned char *header, bool closed)
{
	struct journal *j = w->told;

	if (w->wrong || !closed)
		return;
	if (w->entries != bytes_le(header + AT_ENTRIES, 8))
		w->wrong = "it has another number of entries than it says";
	else if (j->head != bytes_le(header + AT_HEAD, 8) || j->tail != bytes_le(header + AT_TAIL, 8))
		w->wrong = "its first or last entry is not the one that it says";
	if (!j->seal && bytes_le(header + AT_HEADER_SIZE, 8) >= HEADER_TAGS &&
	    w->tags != bytes_le(header + AT_TAGS, 8))
		j->seal = "it has another number of seals than it says";
}

static void
walk(struct walk *w, const unsigned char *header, bool closed)
{
	uint64_t at = bytes_le(header + AT_HEADER_SIZE, 8), last = 0;
	uint64_t tail = bytes_le(header + AT_TAIL_OBJECT, 8);

	if (at < HEADER_LEAST || at % 8 || tail >= w->size)
		w->wrong = "its header leads nowhere";
	for (; !w->wrong && at && at <= tail; at = take_object(w, at))
		last = at;
	if (!w->wrong && last != tail)
		w->wrong = "it does not end where it says";
	if (!w->wrong && w->changed)
		w->wrong = "a field is not what its checksum says";
	compare(w, header, closed);
}

void
journal_walk(struct inspection *in, struct span path, const struct journal_wants *wants,
    struct journal *j)
{
	struct walk w = { .in = in, .path = path, .wants = wants, .told = j };
	unsigned char header[HEADER_TAGS] = { 0 };
	struct vstat st;
	uint64_t flags;
	bool closed;
	size_t got;

	*j = (struct journal){ .state = JOURNAL_UNREAD };
	if (see_stat(in, path, &st) != VIEW_OK ||
	    see_part(in, path, 0, header, sizeof header, &got) != VIEW_OK)
		return;
	if (got < HEADER_LEAST || memcmp(header, "LPKSHHRH", 8) != 0) {
		j->state = JOURNAL_NONE;
		return;
	}
	flags = bytes_le(header + AT_INCOMPATIBLE, 4);
	closed = header[AT_STATE] == STATE_OFFLINE || header[AT_STATE] == STATE_ARCHIVED;
	if (flags >= 2 * COMPACT || header[AT_STATE] > STATE_ARCHIVED) {
		say_gap(in, path, "a journal of a kind that is not known");
		return;
	}
	w.size = st.size;
	w.window = wants->window;
	w.compact = flags & COMPACT;
	if (flags & KEYED)
		w.sum = siphash_open(header + AT_FILE_ID);
	memcpy(j->numbers, header + AT_NUMBERS, JOURNAL_ID);
	j->sealed = bytes_le(header + AT_COMPATIBLE, 4) & SEALED;
	walk(&w, header, closed);
	if (w.sum)
		siphash_close(w.sum);
	j->why = w.wrong;
	if (!w.unread)
		j->state = !closed ? JOURNAL_OPEN : w.wrong ? JOURNAL_BAD : JOURNAL_WHOLE;
}
