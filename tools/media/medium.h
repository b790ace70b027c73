/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * medium - what the operator points at: a disk, an image of one, a directory
 *
 * Opened for reading only, by the path given; nothing on it is parsed here.
 */
#ifndef ASSAY_MEDIA_MEDIUM_H
#define ASSAY_MEDIA_MEDIUM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../lib/limits.h"

enum medium_kind { MEDIUM_DISK, MEDIUM_IMAGE, MEDIUM_DIRECTORY };

struct medium {
	char			 path[MAX_PATH + 1];
	enum medium_kind	 kind;
	uint64_t		 size;		/* bytes; 0 for a directory */
	unsigned int		 sector;	/* logical sector, bytes: a partition table counts in these */
	bool			 readonly;	/* a disk the kernel will not write */
};

/* A descriptor (O_RDONLY, O_CLOEXEC), or -1 with errno. */
int	medium_open(const char *path);

/* Fill in what the path is.  False with errno: not there, not readable, not one of the three. */
bool	medium_look(const char *path, struct medium *);

#define MEDIUM_SERIAL	64	/* characters kept; NVMe has 20, SCSI rarely more */

/* serial.c: what a disk (/dev/NAME) calls itself, as it is part of /dev/disk/by-id; "" when unknown. */
void	medium_serial(const char *path, char serial[MEDIUM_SERIAL], char wwid[MEDIUM_SERIAL]);

#define MEDIUM_SECTOR	512	/* the kernel counts in these whatever the disk does */
#define MEDIUM_MAX_BAD	64	/* remembered, and tried for; a disk with more is dying */

/* Where a medium could not be read: bytes from its start, multiples of MEDIUM_SECTOR. */
struct medium_bad {
	uint64_t	at[MEDIUM_MAX_BAD];
	unsigned int	n;
	uint64_t	last;		/* the one that made the last call fail; MEDIUM_NOT_BAD: the medium ended */
};

#define MEDIUM_NOT_BAD	UINT64_MAX

/*
 * read.c: all of these bytes, or false: the medium ends before, or a sector cannot
 * be read.  Then its page was tried again sector by sector, a few times; the
 * first that fails is added to bad, and never tried again.
 */
bool	medium_read(int fd, uint64_t at, void *buf, size_t n, struct medium_bad *bad);

/*
 * Every disk of this machine, in name order: hard disks, solid-state disks,
 * virtual disks, optical drives that hold a disc.  Not what the kernel made up
 * itself (loop, ram, zram, dm, md).  Answers how many of them fit in room.
 */
unsigned int	medium_all(struct medium *, unsigned int room);

/*
 * unseen.c: tell of every disk, or controller of disks, that this machine has and
 * the kernel cannot give us; sys is where sysfs is mounted.  why is printable ASCII.
 */
void	medium_unseen(const char *sys, void (*tell)(void *arg, const char *why), void *arg);

/*
 * Does the kernel itself refuse every write to every disk of this machine?  Only
 * ours does (kernel-config/patches/write-blocker.patch), and says so for each.
 */
bool	medium_kernel_guards(void);

#endif
