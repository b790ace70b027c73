/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * journals - what do systemd's journals say of logins, and are they whole?
 *
 * One counter numbers the entries of all of a machine's files (seqnum_id), and
 * journald removes whole files, the oldest first: a range that is missing
 * between two that are there, of one boot, was taken out.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "journal.h"
#include "logins.h"

#define MAX_JOURNALS	4096	/* files of one machine: journald keeps 100 */
#define MICRO		1000000

struct file {
	struct span	path, name;
	struct journal	j;
};

struct journals {
	struct logins	*l;
	struct span	 path;		/* of the file at hand */
	bool		 own;		/* this machine's */
	unsigned char	*window;
	struct file	*file;		/* those with entries */
	size_t		 n, seen;
	uint64_t	 since, interval;	/* of sealing, in microseconds; 0: journals are not sealed */
};

static void
entry(void *arg, const struct journal_entry *e)
{
	struct journals *all = arg;
	struct session s = {
		.path = all->path, .by = KEPT_JOURNAL, .own = all->own,
		.at = (int64_t)(e->realtime / MICRO), .message = span_trim(e->message),
	};

	if (said_act(e->identifier, e->message, &s))
		said_keep(all->l, &s);
}

/* Archived files bear their counter, their first number and its time in their names. */
static bool
is_archived(struct span name)
{
	return span_has(name, '@') && span_ends(name, ".journal");
}

static bool
name_fits(struct span name, const struct journal *j)
{
	char id[HASH_HEX], told[2 * JOURNAL_ID + 1 + 16 + 1 + 16 + sizeof ".journal"];

	hash_hex(j->numbers, JOURNAL_ID, id);
	snprintf(told, sizeof told, "%.*s-%016llx-%016llx.journal", 2 * JOURNAL_ID, id,
	    (unsigned long long)j->head, (unsigned long long)j->head_realtime);
	name = span_after(name, '@');
	return name.n != sizeof told - 1 || span_is(name, told);
}

static void
seals(const struct journals *all, const struct file *f)
{
	const struct journal *j = &f->j;
	uint64_t end;
	const char *wrong = j->seal;

	/* An epoch's seal is written before the first entry of the next. */
	if (!wrong && j->sealed && all->interval && mul_ok(j->epoch + 3, all->interval, &end) &&
	    add_ok(end, all->since, &end) && j->tail_realtime > end)
		wrong = "what was written last is not sealed";
	if (!j->sealed && all->interval && all->own &&
	    j->head_realtime > all->since + (uint64_t)DAY * MICRO)
		wrong = "it was begun after this machine's journals were to be sealed, and is not";
	if (wrong)
		say(all->l->in, JOURNAL_SEAL_BROKEN, f->path, 0, span_of(wrong));
}

static void
look_at(struct journals *all, struct span name, const struct vstat *st)
{
	int64_t written = st->mtime.s > st->ctime.s ? st->mtime.s : st->ctime.s;
	struct journal_wants wants = { said_identifier, said_message, entry, all, all->window };
	struct inspection *in = all->l->in;
	struct file *f = &all->file[all->n];

	*f = (struct file){ .path = all->path, .name = name };
	journal_walk(in, all->path, &wants, &f->j);
	all->l->any = true;
	all->l->broken |= f->j.state != JOURNAL_WHOLE && (f->j.state != JOURNAL_OPEN || f->j.why);
	switch (f->j.state) {
	case JOURNAL_BAD:
		say(in, JOURNAL_CONTRADICTS, all->path, 0, span_of(f->j.why));
		break;
	case JOURNAL_NONE:
		say(in, JOURNAL_CONTRADICTS, all->path, 0, span_of("not a journal"));
		break;
	case JOURNAL_OPEN:
		say(in, JOURNAL_UNCLEAN, all->path, 0, SPAN_NONE);
		break;
	case JOURNAL_WHOLE:
		seals(all, f);
		if (is_archived(name) && f->j.head && !name_fits(name, &f->j))
			say(in, JOURNAL_CONTRADICTS, all->path, 0,
			    span_of("its name tells another beginning"));
		break;
	default:
		break;
	}
	if (f->j.head && !f->j.why && written > 0 &&
	    f->j.tail_realtime / MICRO > (uint64_t)written + DAY)
		say(in, LOGIN_TIME_AHEAD, all->path, 0, SPAN_NONE);
	all->n += f->j.head != 0;
}

static int
by_number(const void *a, const void *b)
{
	const struct file *x = a, *y = b;
	int c = memcmp(x->j.numbers, y->j.numbers, JOURNAL_ID);

	return c ? c : x->j.head != y->j.head ? (x->j.head > y->j.head) - (x->j.head < y->j.head) :
	    span_compare(x->path, y->path);
}

/* Of one directory's files. */
static void
gaps(struct journals *all)
{
	const struct file *end = NULL;	/* that reaches furthest so far */

	if (all->n)
		qsort(all->file, all->n, sizeof *all->file, by_number);
	for (size_t i = 0; i < all->n; i++) {
		const struct file *f = &all->file[i];
		char about[96];

		if (end && memcmp(end->j.numbers, f->j.numbers, JOURNAL_ID) != 0)
			end = NULL;
		/* What lies before a file that is archived, vacuuming would have taken first. */
		if (end && !end->j.why && f->j.head > end->j.tail && f->j.head - end->j.tail > 1 &&
		    is_archived(end->name) && memcmp(end->j.tail_boot, f->j.head_boot, JOURNAL_ID) == 0) {
			snprintf(about, sizeof about, "%llu entries before it, from number %llu",
			    (unsigned long long)(f->j.head - end->j.tail - 1),
			    (unsigned long long)(end->j.tail + 1));
			say(all->l->in, JOURNAL_GAP, f->path, 0,
			    see_join(all->l->in, span_of(about), SPAN_NONE, SPAN_NONE));
		}
		/* Where one ends that was not read to its end, nobody knows. */
		if (!end || f->j.why || f->j.tail > end->j.tail)
			end = f;
	}
}

/* journal-authenticate.c's FSSHeader: when sealing began, at 56, and an epoch's length. */
static void
sealing(struct journals *all, struct span dir)
{
	struct span head, fss = see_path(all->l->in, dir, span_of("fss"));
	struct vstat st;

	all->since = all->interval = 0;
	if (see_lstat(all->l->in, fss, &st) != VIEW_OK || st.kind != V_FILE ||
	    see_head(all->l->in, fss, 72, &head) != VIEW_OK || head.n < 72 ||
	    !span_starts(head, "KSHHRHLP"))
		return;
	head = span_skip(head, 56);
	take_u64le(&head, &all->since);
	take_u64le(&head, &all->interval);
}

static void
directory(struct journals *all, struct span dir)
{
	const struct span *name;
	struct vstat st;
	size_t n;

	if (see_lstat(all->l->in, dir, &st) != VIEW_OK || st.kind != V_DIR ||
	    see_dir(all->l->in, dir, &name, &n) != VIEW_OK)
		return;
	sealing(all, dir);
	all->n = 0;
	for (size_t i = 0; i < n; i++) {
		if (!span_ends(name[i], ".journal") && !span_ends(name[i], ".journal~"))
			continue;
		all->path = see_path(all->l->in, dir, name[i]);
		if (++all->seen > MAX_JOURNALS) {
			say_gap(all->l->in, dir, "more journals than are read");
			return;
		}
		if (see_lstat(all->l->in, all->path, &st) == VIEW_OK && st.kind == V_FILE && st.size)
			look_at(all, name[i], &st);
	}
	gaps(all);
}

void
journals_look(struct logins *l)
{
	const struct span top = span_of("/var/log/journal"), *machine;
	struct journals all = { .l = l };
	struct span id = SPAN_NONE;
	size_t n;

	if (see_dir(l->in, top, &machine, &n) != VIEW_OK)
		return;
	if (see_head(l->in, span_of("/etc/machine-id"), 2 * JOURNAL_ID, &id) != VIEW_OK)
		id = SPAN_NONE;
	all.window = see_room(l->in, JOURNAL_WINDOW, 1);
	all.file = see_room(l->in, MAX_JOURNALS + 1, sizeof *all.file);
	for (size_t i = 0; i < n; i++) {
		all.own = span_equal(machine[i], id);
		directory(&all, see_path(l->in, top, machine[i]));
	}
}
