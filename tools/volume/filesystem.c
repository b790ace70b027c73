/* SPDX-License-Identifier: GPL-3.0-or-later */
/* filesystem - which filesystem lies in a range, and where does it say that it ends? */
#include <stdlib.h>
#include <string.h>

#include "../finding/record.h"
#include "probe.h"

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
 * Members of RAID and pools speak at their end, and who cannot read that cannot tell
 * what this is.  These speak at their beginning; then the rest is a gap.
 */
static bool
begins_as(struct probe *p, blkid_probe pr, const json_t *v)
{
	static const char *const types[] = {
		"ext2", "ext3", "ext4", "xfs", "btrfs", "vfat", "exfat", "f2fs", "squashfs", "erofs",
		"swap", "ntfs", "crypto_LUKS", "LVM2_member", NULL
	};

	if (blkid_probe_filter_superblocks_type(pr, BLKID_FLTR_ONLYIN, (char **)(uintptr_t)types) != 0 ||
	    blkid_do_safeprobe(pr) != 0)
		return false;
	probe_gap(p, json_integer_value(json_object_get(v, "id")),
	    "its end cannot be read: what it is is told by its beginning alone");
	return true;
}

bool
probe_filesystem(struct probe *p, blkid_probe pr, json_t *v, uint64_t *end)
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
		if (begins_as(p, pr, v))
			break;
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
