/* SPDX-License-Identifier: GPL-3.0-or-later */
/* probe - one disk being looked at: shared by volume.c and ranges.c only */
#ifndef ASSAY_VOLUME_PROBE_H
#define ASSAY_VOLUME_PROBE_H

#include <blkid/blkid.h>
#include <jansson.h>

#include "volume.h"

#define MAX_LABEL	256			/* characters of a name or label kept */
#define FIRMWARE_RAID	"a member of firmware RAID, which this version does not put together"

/* Bytes of the disk that a partition lays claim to. */
struct claim {
	uint64_t		start, end;
	json_int_t		id, parent;	/* of its record, and of what it lies in */
	int			number;
	bool			holds;		/* it only holds others */
	blkid_partition		part;
};

struct probe {
	const struct medium	*medium;
	int			 fd, out;
	json_int_t		 next;		/* id of the next record */
	bool			 image_medium;	/* the whole disk is an ISO 9660 medium */
	struct medium_bad	 bad;
	struct claim		 claim[MAX_PARTITIONS];
	size_t			 claims;
};

json_t		*probe_body(struct probe *, const char *kind, uint64_t offset, uint64_t size);
void		 probe_state(json_t *record, const char *is, const char *why);
void		 probe_gap(struct probe *, json_int_t id, const char *why);
/* libblkid on a range, to tell filesystems; dies when it cannot start. */
blkid_probe	 probe_open(const struct probe *, uint64_t offset, uint64_t size);

/*
 * filesystem.c: the filesystem in a range, into its record, and where it says that it
 * ends (0: nowhere).  False: none is known there.
 */
bool		 probe_filesystem(struct probe *, blkid_probe, json_t *v, uint64_t *end);

/* Where it could not be read last, in words. */
void		 probe_unreadable(const struct probe *, char *why, size_t room);

/* What the first `most` bytes of a range are. */
enum content { CONTENT_ZEROS, CONTENT_DATA, CONTENT_UNREADABLE, CONTENT_LONGER };
enum content	 probe_content(struct probe *, uint64_t offset, uint64_t size, uint64_t most);

/*
 * ranges.c: a record for all bytes of the disk that no partition claims, and a gap
 * for those that two do.  table: the partition table's type by libblkid.
 */
void		 ranges_say(struct probe *, const char *table);
/* One for what lies between a filesystem's end and that of the volume that holds it. */
void		 ranges_behind(struct probe *, const json_t *volume, uint64_t end);

#endif
