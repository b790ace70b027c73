/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * layout - where do a disk's partitions begin?
 *
 * Formats: the master boot record's four entries of 16 bytes at 446, the start at
 * their 8; the UEFI specification, "GUID Partition Table Disk Layout": a header in
 * the second sector, "EFI PART", the table's sector at 72, count at 80, size at 84.
 */
#include <string.h>

#include "bootcode.h"

#define TABLE		446
#define ENTRIES		4
#define PROTECTIVE	0xee
#define HEADER		92
#define MIN_ENTRY	128
#define MAX_ENTRY	4096

static void
add(struct disk_layout *l, uint64_t sector, uint64_t size)
{
	uint64_t at;

	if (l->n < MAX_PARTITIONS && sector && mul_ok(sector, size, &at))
		l->start[l->n++] = at;
}

static bool
guid_table(struct inspection *in, struct disk_layout *l, uint64_t size)
{
	unsigned char head[HEADER], entry[MIN_ENTRY];
	uint64_t at, each;

	if (see_disk(in, l->disk, size, head, sizeof head) != VIEW_OK ||
	    memcmp(head, "EFI PART", 8) != 0 || !mul_ok(bytes_le(head + 72, 8), size, &at))
		return false;
	each = bytes_le(head + 84, 4);
	if (each < MIN_ENTRY || each > MAX_ENTRY)
		return true;
	for (uint64_t i = 0; i < bytes_le(head + 80, 4) && i < MAX_PARTITIONS; i++) {
		if (see_disk(in, l->disk, at, entry, sizeof entry) != VIEW_OK)
			break;
		add(l, bytes_le(entry + 32, 8), size);
		if (!add_ok(at, each, &at))
			break;
	}
	return true;
}

bool
layout_read(struct inspection *in, size_t disk, struct disk_layout *l)
{
	bool protective = false;

	*l = (struct disk_layout){ .disk = disk };
	if (see_disk(in, disk, 0, l->first, SECTOR) != VIEW_OK)
		return false;
	for (size_t i = 0; i < ENTRIES; i++)
		protective = protective || l->first[TABLE + 16 * i + 4] == PROTECTIVE;
	if (protective && (guid_table(in, l, SECTOR) || guid_table(in, l, 4096)))
		return true;
	for (size_t i = 0; i < ENTRIES; i++)
		if (l->first[TABLE + 16 * i + 4])
			add(l, bytes_le(l->first + TABLE + 16 * i + 8, 4), SECTOR);
	return true;
}
