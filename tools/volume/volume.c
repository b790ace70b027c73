/* SPDX-License-Identifier: GPL-3.0-or-later */
/* volume - what lies on this disk, and what of it can we read? */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../finding/record.h"
#include "../lib/die.h"
#include "probe.h"

#define MAX_ZEROS	((uint64_t)4 << 30)	/* bytes read to call a range empty */
#define CHUNK		((size_t)1 << 20)

json_t *
probe_body(struct probe *p, const char *kind, uint64_t offset, uint64_t size)
{
	return json_pack("{s:I, s:s, s:I, s:I}", "id", p->next++, "kind", kind,
	    "offset", (json_int_t)offset, "size", (json_int_t)size);
}

void
probe_state(json_t *v, const char *is, const char *why)
{
	json_object_set_new(v, "state", json_string(is));
	if (why)
		json_object_set_new(v, "why", json_string(why));
}

void
probe_gap(struct probe *p, json_int_t id, const char *why)
{
	record_write(p->out, RECORD_GAP, json_pack("{s:I, s:s}", "volume", id, "why", why));
}

void
probe_unreadable(const struct probe *p, char *why, size_t room)
{
	if (p->bad.n)
		snprintf(why, room, "cannot be read at sector %llu of the disk",
		    (unsigned long long)(p->bad.at[p->bad.n - 1] / MEDIUM_SECTOR));
	else
		snprintf(why, room, "cannot be read to its end");
}

enum content
probe_content(struct probe *p, uint64_t offset, uint64_t size, uint64_t most)
{
	static const unsigned char none[4096];
	uint64_t all = size < most ? size : most;
	unsigned char *buf = need(1, CHUNK);
	enum content is = CONTENT_ZEROS;
	size_t n;

	for (uint64_t at = 0; is == CONTENT_ZEROS && at < all; at += n) {
		n = all - at < CHUNK ? (size_t)(all - at) : CHUNK;
		if (!medium_read(p->fd, offset + at, buf, n, &p->bad))
			is = CONTENT_UNREADABLE;
		for (size_t i = 0; is == CONTENT_ZEROS && i < n; i += sizeof none)
			if (memcmp(buf + i, none, n - i < sizeof none ? n - i : sizeof none) != 0)
				is = CONTENT_DATA;
	}
	free(buf);
	return is == CONTENT_ZEROS && all < size ? CONTENT_LONGER : is;
}

static void
say_untyped(struct probe *p, json_t *v, uint64_t offset, uint64_t size)
{
	char why[64];

	/* A disk that cannot tell its size is one that the kernel could not ask. */
	if (size == 0 && p->medium->size == 0 && p->medium->kind == MEDIUM_DISK) {
		probe_state(v, "unread", "the disk does not tell its size");
		return;
	}
	switch (probe_content(p, offset, size, MAX_ZEROS)) {
	case CONTENT_ZEROS:
		probe_state(v, "empty", size ? NULL : "has no size");
		break;
	case CONTENT_DATA:
		probe_state(v, "unread", "holds data that is no filesystem known here");
		break;
	case CONTENT_LONGER:
		probe_state(v, "unread", "begins with zeros, and was not read to its end");
		break;
	default:
		probe_unreadable(p, why, sizeof why);
		probe_state(v, "unread", why);
	}
}

static blkid_probe
start(int fd, uint64_t offset, uint64_t size)
{
	blkid_probe pr = blkid_new_probe();

	if (!pr || blkid_probe_set_device(pr, fd, (blkid_loff_t)offset, (blkid_loff_t)size) != 0)
		die(EX_OSERR, "libblkid cannot start");
	return pr;
}

static void
tell_filesystems(const struct probe *p, blkid_probe pr)
{
	blkid_probe_set_sectorsize(pr, p->medium->sector);
	blkid_probe_enable_superblocks(pr, 1);
	blkid_probe_set_superblocks_flags(pr, BLKID_SUBLKS_TYPE | BLKID_SUBLKS_UUID |
	    BLKID_SUBLKS_LABEL | BLKID_SUBLKS_USAGE | BLKID_SUBLKS_VERSION | BLKID_SUBLKS_FSINFO);
}

blkid_probe
probe_open(const struct probe *p, uint64_t offset, uint64_t size)
{
	blkid_probe pr = start(p->fd, offset, size);

	tell_filesystems(p, pr);
	return pr;
}

blkid_probe
volume_whole(const struct medium *m, int fd)
{
	blkid_probe pr = start(fd, 0, m->size);

	blkid_probe_get_wholedisk_devno(pr);	/* it keeps the answer */
	return pr;
}

static void
set_text(json_t *v, const char *key, const char *text)
{
	if (text && *text)
		json_object_set_new(v, key, record_text(span_of(text), MAX_LABEL));
}

/* DOS partitions that only hold others: linux/msdos partition types. */
static bool
holds_others(blkid_partition part)
{
	int type = blkid_partition_get_type(part);

	return blkid_partition_is_extended(part) || type == 0x05 || type == 0x0f || type == 0x85;
}

/* Answers the id of what it lies in. */
static json_int_t
lay_claim(struct probe *p, blkid_partition part, const json_t *v, uint64_t start, uint64_t size)
{
	struct claim *c = &p->claim[p->claims];
	blkid_partition in = blkid_parttable_get_parent(blkid_partition_get_table(part));

	*c = (struct claim){ .start = start, .end = start + size, .part = part,
		.id = json_integer_value(json_object_get(v, "id")),
		.number = blkid_partition_get_partno(part), .holds = holds_others(part) };
	if (c->end > p->medium->size)
		c->end = p->medium->size;
	/* What lies in it: as its table says, or one that only holds others and came before. */
	for (size_t i = 0; i < p->claims; i++) {
		const struct claim *o = &p->claim[i];

		if (o->part == in || (o->holds && !c->holds && c->start > o->start && c->start < o->end))
			c->parent = o->id;
	}
	p->claims += start < p->medium->size;
	return c->parent;
}

static void
say_partition(struct probe *p, blkid_partition part)
{
	uint64_t start, size, end = 0;
	blkid_probe pr;
	json_t *v;

	/* libblkid counts in 512-byte units whatever the sector. */
	if (blkid_partition_get_start(part) < 0 || blkid_partition_get_size(part) < 0 ||
	    !mul_ok((uint64_t)blkid_partition_get_start(part), (uint64_t)512, &start) ||
	    !mul_ok((uint64_t)blkid_partition_get_size(part), (uint64_t)512, &size) ||
	    start > INT64_MAX || size > INT64_MAX)
		start = size = 0;
	v = probe_body(p, "partition", start, size);
	json_object_set_new(v, "parent", json_integer(lay_claim(p, part, v, start, size)));
	json_object_set_new(v, "number", json_integer(blkid_partition_get_partno(part)));
	set_text(v, "partuuid", blkid_partition_get_uuid(part));
	set_text(v, "partlabel", blkid_partition_get_name(part));
	if (holds_others(part))
		probe_state(v, "container", NULL);
	else if (start > p->medium->size || size > p->medium->size - start)
		probe_state(v, "unread", "reaches beyond the end of the disk");
	else {
		pr = probe_open(p, start, size);
		if (!probe_filesystem(p, pr, v, &end))
			say_untyped(p, v, start, size);
		blkid_free_probe(pr);
	}
	record_write(p->out, RECORD_VOLUME, json_incref(v));
	if (end)
		ranges_behind(p, v, end);
	json_decref(v);
}

static void
say_partitions(struct probe *p, blkid_partlist list)
{
	int n = blkid_partlist_numof_partitions(list);

	for (int i = 0; i < n && i < MAX_PARTITIONS; i++)
		say_partition(p, blkid_partlist_get_partition(list, i));
	if (n > MAX_PARTITIONS)
		probe_gap(p, 0, "the partition table names more partitions than the kernel reads");
	ranges_say(p, blkid_parttable_get_type(blkid_partlist_get_table(list)));
}

static blkid_partlist
find_partitions(blkid_probe *pr, const struct probe *p)
{
	blkid_partlist list;

	*pr = start(p->fd, 0, p->medium->size);
	blkid_probe_set_sectorsize(*pr, p->medium->sector);
	list = blkid_probe_get_partitions(*pr);
	return list && blkid_partlist_get_table(list) ? list : NULL;
}

void
volume_probe(const struct medium *m, int fd, blkid_probe whole, int out)
{
	struct probe *p = need(1, sizeof *p);
	blkid_probe table = NULL;
	blkid_partlist list = NULL;
	bool typed = false, firmware;
	uint64_t end = 0;
	const char *type;
	json_t *v;

	*p = (struct probe){ .medium = m, .fd = fd, .out = out };
	v = probe_body(p, m->kind == MEDIUM_DISK ? "disk" : "image", 0, m->size);
	if (m->size) {
		list = find_partitions(&table, p);
		tell_filesystems(p, whole);
		typed = probe_filesystem(p, whole, v, &end);
	}
	blkid_free_probe(whole);
	type = json_string_value(json_object_get(v, "type"));
	p->image_medium = type && strcmp(type, "iso9660") == 0;
	/* Where the superblock is at the end, a member begins as the array does. */
	if (type && strcmp(type, "linux_raid_member") == 0)
		list = NULL;
	firmware = type && span_ends(span_of(type), "_raid_member");
	if (list && !p->image_medium) {
		json_object_set_new(v, "type", json_string(
		    blkid_parttable_get_type(blkid_partlist_get_table(list))));
		json_object_del(v, "why");
		probe_state(v, "container", NULL);
		if (typed)
			probe_gap(p, 0, firmware ? FIRMWARE_RAID :
			    "the disk bears both a partition table and a filesystem");
	} else if (!typed)
		say_untyped(p, v, 0, m->size);
	record_write(out, RECORD_VOLUME, json_incref(v));
	if (list)
		say_partitions(p, list);
	else if (end)
		ranges_behind(p, v, end);
	json_decref(v);
	if (table)
		blkid_free_probe(table);
	free(p);
}
