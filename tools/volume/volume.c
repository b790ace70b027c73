/* SPDX-License-Identifier: GPL-3.0-or-later */
/* volume - what lies on this disk, and what of it can we read? */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../finding/record.h"
#include "../lib/die.h"
#include "probe.h"

#define MAX_LABEL	256			/* characters of a name or label kept */
#define MAX_ZEROS	((uint64_t)4 << 30)	/* bytes read to call a range empty */
#define CHUNK		((size_t)1 << 20)

#define FIRMWARE_RAID	"a member of firmware RAID, which this version does not put together"

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
	{ "crypto_LUKS", "unread", "encrypted (LUKS), and not opened" },
	{ "BitLocker", "unread", "encrypted (BitLocker), which this version does not open" },
	{ "LVM2_member", "unread", "LVM, and not put together" },
	{ "LVM1_member", "unread", "LVM of the first format, which this version does not put together" },
	{ "linux_raid_member", "unread", "software RAID, and not put together" },
	{ "bcache", "unread", "bcache: a disk and its cache, which this version does not put together" },
	{ "vdo", "unread", "VDO (deduplicated), which this version does not put together" },
	{ "drbd", "unread", "DRBD (a copy on two machines), which this version does not put together" },
	{ "zfs_member", "unread", "ZFS, which this version does not read" },
	{ "ntfs", "unread", "NTFS, which this version does not read" },
	{ "jbd", "unread", "an ext journal on a device of its own" },
};

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
			probe_state(v, known[i].state, known[i].why);
			return;
		}
	if (p->image_medium && strcmp(type, "vfat") == 0)
		probe_state(v, "medium", "the boot files of an image medium");
	else if (span_ends(span_of(type), "_raid_member"))	/* of a dozen makers */
		probe_state(v, "unread", FIRMWARE_RAID);
	else
		probe_state(v, "unread", "this version does not read this filesystem");
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

static bool
number_of(blkid_probe pr, const char *name, uint64_t *n)
{
	const char *text;

	return blkid_probe_lookup_value(pr, name, &text, NULL) == 0 && span_decimal(span_of(text), n);
}

/*
 * Where the filesystem says that it ends, or 0.  A btrfs speaks of all its devices
 * together; of others libblkid knows no more than that they are there.
 */
static uint64_t
claimed_end(blkid_probe pr, const char *type)
{
	static const char *const sized[] = { "vfat", "exfat", "f2fs", "erofs", "squashfs" };
	static const char *const counted[] = { "ext2", "ext3", "ext4", "jbd", "xfs", "swap" };
	uint64_t blocks, unit, end;

	for (size_t i = 0; i < sizeof counted / sizeof *counted; i++)
		if (strcmp(type, counted[i]) == 0 && number_of(pr, "FSLASTBLOCK", &blocks) &&
		    number_of(pr, "FSBLOCKSIZE", &unit))
			return mul_ok(blocks, unit, &end) ? end : UINT64_MAX;
	for (size_t i = 0; i < sizeof sized / sizeof *sized; i++)
		if (strcmp(type, sized[i]) == 0 && number_of(pr, "FSSIZE", &end))
			return end;
	return 0;
}

/* Of an ext filesystem its own reader says that it is cut off. */
static void
measure(struct probe *p, blkid_probe pr, const json_t *v, const char *type, uint64_t *end)
{
	uint64_t size = (uint64_t)json_integer_value(json_object_get(v, "size"));

	*end = claimed_end(pr, type);
	if (*end > size && strncmp(type, "ext", 3) != 0)
		probe_gap(p, json_integer_value(json_object_get(v, "id")),
		    "the filesystem is larger than what holds it: its end is cut off");
}

/*
 * The filesystem in a range, into its record, and where it says that it ends (0:
 * nowhere).  False: none is known there.
 */
static bool
say_filesystem(struct probe *p, blkid_probe pr, json_t *v, uint64_t *end)
{
	const char *type;

	*end = 0;
	switch (blkid_do_safeprobe(pr)) {
	case 0:
		break;
	case -2:
		probe_state(v, "unread", "bears the marks of two filesystems at once");
		return true;
	case 1:
		return false;
	default:
		probe_state(v, "unread", "cannot be read");
		return true;
	}
	if (blkid_probe_lookup_value(pr, "TYPE", &type, NULL) != 0)
		return false;
	copy(pr, "TYPE", v, "type");
	copy(pr, "UUID", v, "uuid");
	copy(pr, "LABEL", v, "label");
	copy(pr, "UUID_SUB", v, "uuid_sub");
	say_type(p, v, type);
	measure(p, pr, v, type, end);
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
		if (!say_filesystem(p, pr, v, &end))
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
		typed = say_filesystem(p, whole, v, &end);
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
