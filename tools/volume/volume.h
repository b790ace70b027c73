/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * volume - what lies on a disk: partition tables, partitions, filesystems
 *
 * Recognised by libblkid.  Every byte range that could hold a filesystem is
 * accounted for: what we read, what is empty or swap, and by name what we do
 * not read yet.
 */
#ifndef ASSAY_VOLUME_VOLUME_H
#define ASSAY_VOLUME_VOLUME_H

#include <blkid/blkid.h>
#include <stdint.h>

#include "../media/medium.h"

/*
 * Before the jail: what libblkid asks of /sys about the disk open at fd, for the
 * marks that only a whole disk bears.  Reads none of its bytes.
 */
blkid_probe	volume_whole(const struct medium *, int fd);

/*
 * In the jail: write a volume record (finding/record.h) for the disk or image
 * open at fd, then one for each partition and filesystem on it.  Ids count
 * from 0 in that order and parent names the disk's.
 */
void		volume_probe(const struct medium *, int fd, blkid_probe whole, int out);

#endif
