/* SPDX-License-Identifier: GPL-3.0-or-later */
/* volume - what lies on this disk, and what of it can we read? */
#include <blkid/blkid.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../finding/record.h"
#include "../lib/die.h"
#include "volume.h"

#define MAX_LABEL	256			/* characters of a name or label kept */
#define MAX_ZEROS	((uint64_t)4 << 30)	/* bytes read to call a range empty */
#define CHUNK		((size_t)1 << 20)

struct probe {
	const struct medium	*medium;
	int			 fd, out;
	json_int_t		 next;		/* id of the next record */
	bool			 image_medium;	/* the whole disk is an ISO 9660 medium */
};

/* What may be said of a type: filesystems and containers that no part of us reads yet. */
static const struct {
	const char	*type, *state, *why;
} known[] = {
	{ "ext2", "unread", "not read yet" },	/* until the survey has read it */
	{ "ext3", "unread", "not read yet" },
	{ "ext4", "unread", "not read yet" },
	{ "swap", "swap", NULL },
	{ "swsuspend", "unread", "a hibernated system: the disk is not its whole state" },
	{ "iso9660", "medium", "an image medium: nothing on it runs by itself" },
	{ "crypto_LUKS", "unread", "encrypted (LUKS): this version cannot open it" },
	{ "BitLocker", "unread", "encrypted (BitLocker): this version cannot open it" },
	{ "LVM2_member", "unread", "LVM: this version does not assemble volume groups" },
	{ "LVM1_member", "unread", "LVM: this version does not assemble volume groups" },
	{ "linux_raid_member", "unread", "software RAID: this version does not assemble arrays" },
	{ "isw_raid_member", "unread", "firmware RAID: this version does not assemble arrays" },
	{ "ddf_raid_member", "unread", "firmware RAID: this version does not assemble arrays" },
	{ "zfs_member", "unread", "ZFS: this version does not read it" },
	{ "jbd", "unread", "an ext journal on a device of its own" },
};

static json_t *
body(struct probe *p, const char *kind, uint64_t offset, uint64_t size)
{
	return json_pack("{s:I, s:s, s:I, s:I}", "id", p->next++, "kind", kind,
	    "offset", (json_int_t)offset, "size", (json_int_t)size);
}

static void
state(json_t *v, const char *is, const char *why)
{
	json_object_set_new(v, "state", json_string(is));
	if (why)
		json_object_set_new(v, "why", json_string(why));
}

/* Copy one of libblkid's values, evidence all of them, into the record. */
static void
copy(blkid_probe pr, const char *from, json_t *v, const char *to)
{
	const char *text;
	size_t n;

	if (blkid_probe_lookup_value(pr, from, &text, &n) == 0 && n > 1)
		json_object_set_new(v, to,
		    record_text((struct span){ (const unsigned char *)text, n - 1 }, MAX_LABEL));
}

static void
say_type(struct probe *p, json_t *v, const char *type)
{
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (strcmp(type, known[i].type) == 0) {
			state(v, known[i].state, known[i].why);
			return;
		}
	if (p->image_medium && strcmp(type, "vfat") == 0)
		state(v, "medium", "the boot files of an image medium");
	else
		state(v, "unread", "this version does not read this filesystem");
}

/* Nothing but zeros?  1 yes, 0 no, -1 could not be read to the end. */
static int
zeros(const struct probe *p, uint64_t offset, uint64_t size)
{
	static const unsigned char none[4096];
	unsigned char *buf = need(1, CHUNK);
	uint64_t at = 0;
	ssize_t n = 0;
	int r = 1;

	while (r == 1 && at < size) {
		n = pread(p->fd, buf, size - at < CHUNK ? (size_t)(size - at) : CHUNK,
		    (off_t)(offset + at));
		if (n <= 0 || at > MAX_ZEROS)
			r = -1;
		for (ssize_t i = 0; r == 1 && i < n; i += (ssize_t)sizeof none)
			r = memcmp(buf + i, none, n - i < (ssize_t)sizeof none ?
			    (size_t)(n - i) : sizeof none) == 0;
		at += n > 0 ? (uint64_t)n : 0;
	}
	free(buf);
	return r;
}

static void
say_untyped(const struct probe *p, json_t *v, uint64_t offset, uint64_t size)
{
	switch (size ? zeros(p, offset, size) : 1) {
	case 1:
		state(v, "empty", size ? NULL : "has no size");
		break;
	case 0:
		state(v, "unread", "holds data that is no filesystem known here");
		break;
	default:
		state(v, "unread", "cannot be read to its end");
	}
}

static blkid_probe
open_probe(const struct probe *p, uint64_t offset, uint64_t size)
{
	blkid_probe pr = blkid_new_probe();

	if (!pr || blkid_probe_set_device(pr, p->fd, (blkid_loff_t)offset, (blkid_loff_t)size) != 0)
		die(EX_OSERR, "libblkid cannot start");
	blkid_probe_set_sectorsize(pr, p->medium->sector);
	blkid_probe_enable_superblocks(pr, 1);
	blkid_probe_set_superblocks_flags(pr, BLKID_SUBLKS_TYPE | BLKID_SUBLKS_UUID |
	    BLKID_SUBLKS_LABEL | BLKID_SUBLKS_USAGE | BLKID_SUBLKS_VERSION);
	return pr;
}

/* The filesystem in a range, into its record.  False: none is known there. */
static bool
say_filesystem(struct probe *p, blkid_probe pr, json_t *v)
{
	const char *type;

	switch (blkid_do_safeprobe(pr)) {
	case 0:
		break;
	case -2:
		state(v, "unread", "bears the marks of two filesystems at once");
		return true;
	case 1:
		return false;
	default:
		state(v, "unread", "cannot be read");
		return true;
	}
	if (blkid_probe_lookup_value(pr, "TYPE", &type, NULL) != 0)
		return false;
	copy(pr, "TYPE", v, "type");
	copy(pr, "UUID", v, "uuid");
	copy(pr, "LABEL", v, "label");
	copy(pr, "UUID_SUB", v, "uuid_sub");
	say_type(p, v, type);
	return true;
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

static void
say_partition(struct probe *p, blkid_partition part)
{
	uint64_t start, size;
	blkid_probe pr;
	json_t *v;

	/* libblkid counts in 512-byte units whatever the sector. */
	if (blkid_partition_get_start(part) < 0 || blkid_partition_get_size(part) < 0 ||
	    !mul_ok((uint64_t)blkid_partition_get_start(part), (uint64_t)512, &start) ||
	    !mul_ok((uint64_t)blkid_partition_get_size(part), (uint64_t)512, &size) ||
	    start > INT64_MAX || size > INT64_MAX)
		start = size = 0;
	v = body(p, "partition", start, size);
	json_object_set_new(v, "parent", json_integer(0));
	json_object_set_new(v, "number", json_integer(blkid_partition_get_partno(part)));
	set_text(v, "partuuid", blkid_partition_get_uuid(part));
	set_text(v, "partlabel", blkid_partition_get_name(part));
	if (holds_others(part))
		state(v, "container", NULL);
	else if (start > p->medium->size || size > p->medium->size - start)
		state(v, "unread", "reaches beyond the end of the disk");
	else {
		pr = open_probe(p, start, size);
		if (!say_filesystem(p, pr, v))
			say_untyped(p, v, start, size);
		blkid_free_probe(pr);
	}
	record_write(p->out, RECORD_VOLUME, v);
}

static void
say_partitions(struct probe *p, blkid_partlist list)
{
	int n = blkid_partlist_numof_partitions(list);

	for (int i = 0; i < n && i < MAX_PARTITIONS; i++)
		say_partition(p, blkid_partlist_get_partition(list, i));
	if (n > MAX_PARTITIONS)
		record_write(p->out, RECORD_GAP, json_pack("{s:s}", "why",
		    "the partition table names more partitions than the kernel reads"));
}

static blkid_partlist
find_partitions(blkid_probe *pr, const struct probe *p)
{
	blkid_partlist list;

	*pr = blkid_new_probe();
	if (!*pr || blkid_probe_set_device(*pr, p->fd, 0, (blkid_loff_t)p->medium->size) != 0)
		die(EX_OSERR, "libblkid cannot start");
	blkid_probe_set_sectorsize(*pr, p->medium->sector);
	list = blkid_probe_get_partitions(*pr);
	return list && blkid_partlist_get_table(list) ? list : NULL;
}

void
volume_probe(const struct medium *m, int fd, int out)
{
	struct probe p = { .medium = m, .fd = fd, .out = out };
	json_t *v = body(&p, m->kind == MEDIUM_DISK ? "disk" : "image", 0, m->size);
	blkid_probe whole, table = NULL;
	blkid_partlist list = NULL;
	bool typed = false;
	const char *type;

	if (m->size) {
		list = find_partitions(&table, &p);
		whole = open_probe(&p, 0, m->size);
		typed = say_filesystem(&p, whole, v);
		blkid_free_probe(whole);
	}
	type = json_string_value(json_object_get(v, "type"));
	p.image_medium = type && strcmp(type, "iso9660") == 0;
	if (list && !p.image_medium) {
		json_object_set_new(v, "type", json_string(
		    blkid_parttable_get_type(blkid_partlist_get_table(list))));
		json_object_del(v, "why");
		state(v, "container", NULL);
		if (typed)
			record_write(out, RECORD_GAP, json_pack("{s:s}", "why",
			    "the disk bears both a partition table and a filesystem"));
	} else if (!typed)
		say_untyped(&p, v, 0, m->size);
	record_write(out, RECORD_VOLUME, v);
	if (list)
		say_partitions(&p, list);
	if (table)
		blkid_free_probe(table);
}
