/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ranges - which bytes of a disk lie in no partition or behind a filesystem, and what is there?
 *
 * Where tables lie: the master boot record is the first sector; the UEFI
 * specification, "GUID Partition Table Disk Layout": a protective MBR, a header
 * and at least 16 KiB of entries in front, entries and header again at the end.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../finding/record.h"
#include "probe.h"

#define GUID_ENTRIES	((uint64_t)16 << 10)
#define MOST		((uint64_t)256 << 20)	/* read to call a range empty: what lies there runs by nobody */

static int
by_start(const void *a, const void *b)
{
	const struct claim *x = a, *y = b;

	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	return (x->id > y->id) - (x->id < y->id);
}

static void
say_range(struct probe *p, json_int_t parent, const char *state, const char *why, const char *type,
    uint64_t from, uint64_t to)
{
	json_t *v = probe_body(p, "range", from, to - from);

	json_object_set_new(v, "parent", json_integer(parent));
	if (type)
		json_object_set_new(v, "type", json_string(type));
	probe_state(v, state, why);
	record_write(p->out, RECORD_VOLUME, v);
}

/* What nobody uses: with the name of what it begins like, if that is known. */
static void
say_free(struct probe *p, json_int_t parent, const char *data, uint64_t from, uint64_t to)
{
	const char *type = NULL, *why = data;
	char unreadable[64];
	blkid_probe pr;

	if (from >= to)
		return;
	pr = probe_open(p, from, to - from);
	if (blkid_do_safeprobe(pr) == 0)
		blkid_probe_lookup_value(pr, "TYPE", &type, NULL);
	switch (type ? CONTENT_DATA : probe_content(p, from, to - from, MOST)) {
	case CONTENT_ZEROS:
		why = "zeros";
		break;
	case CONTENT_LONGER:
		why = "begins with zeros, and was not read to its end";
		break;
	case CONTENT_UNREADABLE:
		probe_unreadable(p, unreadable, sizeof unreadable);
		why = unreadable;
		break;
	default:
		if (type)
			why = "begins like a filesystem that no partition holds";
	}
	say_range(p, parent, "free", why, type, from, to);
	blkid_free_probe(pr);
}

/* The table's own place cut off a range of the disk itself. */
static void
say_outside(struct probe *p, uint64_t from, uint64_t to, uint64_t front, uint64_t back)
{
	static const char data[] = "in no partition, and holds data";

	if (from >= to)
		return;
	if (from < front) {
		say_range(p, 0, "table", NULL, NULL, from, to < front ? to : front);
		from = front;
	}
	if (to > back) {
		say_free(p, 0, data, from, back);
		say_range(p, 0, "table", "its copy", NULL, from > back ? from : back, to);
	} else
		say_free(p, 0, data, from, to);
}

static void
say_overlap(struct probe *p, json_int_t id, int a, int b)
{
	char why[96];

	snprintf(why, sizeof why, "partitions %d and %d lay claim to the same bytes", a, b);
	probe_gap(p, id, why);
}

/* What lies between the partitions that lie in one: the disk, or one that holds others. */
static void
walk(struct probe *p, json_int_t parent, uint64_t from, uint64_t to, uint64_t front, uint64_t back)
{
	static const char data[] = "the table's links, and what is in no partition";
	const struct claim *last = NULL, *c;
	uint64_t at = from;

	for (c = p->claim; c < p->claim + p->claims; c++) {
		if (c->parent != parent)
			continue;
		if (last && c->start < at)
			say_overlap(p, parent, last->number, c->number);
		if (parent)
			say_free(p, parent, data, at, c->start < to ? c->start : to);
		else
			say_outside(p, at, c->start, front, back);
		if (c->end > at) {
			at = c->end;
			last = c;
		}
	}
	if (parent)
		say_free(p, parent, data, at, to);
	else
		say_outside(p, at, to, front, back);
}

void
ranges_say(struct probe *p, const char *table)
{
	uint64_t size = p->medium->size, front = MEDIUM_SECTOR, back = size, sector = p->medium->sector;
	unsigned char mark[8];

	if (strcmp(table, "gpt") == 0) {
		front = 2 * sector + GUID_ENTRIES;
		if (size > front && medium_read(p->fd, size - sector, mark, sizeof mark, &p->bad) &&
		    memcmp(mark, "EFI PART", sizeof mark) == 0)
			back = size - sector - GUID_ENTRIES;
	}
	qsort(p->claim, p->claims, sizeof *p->claim, by_start);
	walk(p, 0, 0, size, front, back);
	for (size_t i = 0; i < p->claims; i++)
		if (p->claim[i].holds)
			walk(p, p->claim[i].id, p->claim[i].start, p->claim[i].end, 0, 0);
}

void
ranges_behind(struct probe *p, const json_t *volume, uint64_t end)
{
	uint64_t from = (uint64_t)json_integer_value(json_object_get(volume, "offset"));
	uint64_t size = (uint64_t)json_integer_value(json_object_get(volume, "size"));

	if (end < size)
		say_free(p, json_integer_value(json_object_get(volume, "id")),
		    "behind the end of the filesystem, and holds data", from + end, from + size);
}
