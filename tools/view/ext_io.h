/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ext_io - the disk as libext2fs sees it: reads come from the device, writes stay in memory
 *
 * There is no code here that could write the device.  What a journal's replay
 * writes is kept in pieces of 1 KiB and laid over every later read.
 */
#ifndef ASSAY_VIEW_EXT_IO_H
#define ASSAY_VIEW_EXT_IO_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include <ext2fs/ext2fs.h>

#include "../media/medium.h"

struct ext_piece;
struct ext_kept;

struct ext_disk {
	int			 fd;		/* the caller's, read with pread only */
	uint64_t		 offset, size;	/* the range of it that is ours, bytes */
	struct ext_piece	**piece;	/* hash table of what was written */
	uint64_t		 pieces;
	struct ext_kept		*kept;		/* blocks read lately */
	struct medium_bad	*bad;		/* the caller's: sectors that cannot be read */
	uint64_t		*written;	/* their numbers, sorted; NULL until asked for */
};

/* Room for the name by which libext2fs knows a disk. */
#define EXT_IO_NAME	32

void			 ext_io_name(const struct ext_disk *, char name[EXT_IO_NAME]);
extern const io_manager	 ext_io;
/* Were any of these bytes written?  Only to be asked when all writing is done. */
bool			 ext_io_written(struct ext_disk *, uint64_t at, uint64_t n);
void			 ext_io_free(struct ext_disk *);	/* the pieces; not the fd */

#endif
