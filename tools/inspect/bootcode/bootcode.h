/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bootcode - what the files of this inspector share */
#ifndef ASSAY_INSPECT_BOOTCODE_H
#define ASSAY_INSPECT_BOOTCODE_H

#include "../inspect.h"

#define SECTOR		512U	/* what a BIOS reads, and GRUB for PCs counts in */
#define CODE		440U	/* bytes of a master boot record before the disk's identifier */
#define MAX_CORE	(512U << 10)	/* GRUB loads its core below 0x78000 */

/* One disk, and what its partition table says. */
struct disk_layout {
	size_t		 disk;
	unsigned char	 first[SECTOR];
	size_t		 n;			/* partitions */
	uint64_t	 start[MAX_PARTITIONS];	/* of each, in bytes */
};

/* layout.c: false when the first sector cannot be read. */
bool	layout_read(struct inspection *, size_t disk, struct disk_layout *);

/* Where GRUB's pieces are: its package's directory, or the copies beside its configuration. */
struct pieces {
	struct inspection	*in;
	struct span		 dir;
	struct span		 boot, diskboot, unpacks, kernel;	/* contents; .p NULL: not there */
	bool			 packaged;
};

enum fit {
	FIT_OURS,	/* made of these pieces only */
	FIT_CHANGED,	/* some of them, and something else */
	FIT_OTHER,	/* none of them: another build, or no GRUB */
};

/* grub.c */
bool		pieces_open(struct inspection *, struct span dir, struct pieces *);
bool		grub_is_boot(const struct pieces *, const unsigned char sector[SECTOR]);
/* Read the core that a boot sector of GRUB's leads to: false when it leads nowhere. */
bool		grub_core(const struct pieces *, size_t disk, const unsigned char sector[SECTOR],
		    struct span *core);

/* core.c: *what is the piece that does not fit */
enum fit	core_fit(const struct pieces *, struct span core, struct span *what);

#endif
