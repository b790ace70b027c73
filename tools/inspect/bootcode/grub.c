/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * grub - is this boot sector GRUB's, and which core does it load?
 *
 * What grub-install writes over its package's pieces, from GRUB's util/setup.c and
 * include/grub/i386/pc/boot.h: into boot.img the old sector's parameter block (3 to
 * 0x5a) and table (from 0x1b8 on), where its core begins (0x5c), the drive (0x64)
 * and two bytes of a jump (0x66); into the core's first sector, from the end
 * backwards, runs of sectors: u64 start, u16 length, u16 segment.
 */
#include <string.h>

#include "bootcode.h"

#define PARAMETERS_END	0x5a
#define CORE_SECTOR	0x5c
#define DRIVE		0x64
#define DRIVE_CHECK	0x66
#define DISK_ID		0x1b8
#define RUN		12		/* bytes of one */
#define MAX_RUNS	16

static void
read_piece(struct pieces *p, const char *name, struct span *bytes)
{
	struct span path = see_path(p->in, p->dir, span_of(name));
	struct vstat st;
	struct truth t;

	if (see_stat(p->in, path, &st) != VIEW_OK || st.kind != V_FILE ||
	    see_file(p->in, path, bytes) != VIEW_OK)
		return;
	if (see_truth(p->in, path, &t) != VIEW_OK || t.kind == TRUTH_UNOWNED)
		p->packaged = false;
}

bool
pieces_open(struct inspection *in, struct span dir, struct pieces *p)
{
	struct vstat st;

	*p = (struct pieces){ .in = in, .dir = dir, .packaged = true };
	if (see_stat(in, dir, &st) != VIEW_OK || st.kind != V_DIR)
		return false;
	read_piece(p, "boot.img", &p->boot);
	read_piece(p, "diskboot.img", &p->diskboot);
	read_piece(p, "lzma_decompress.img", &p->unpacks);
	read_piece(p, "kernel.img", &p->kernel);
	return p->boot.n == SECTOR && p->diskboot.n == SECTOR;
}

bool
grub_is_boot(const struct pieces *p, const unsigned char sector[SECTOR])
{
	const unsigned char *ours = p->boot.p, *check = sector + DRIVE_CHECK;

	return memcmp(sector, ours, 3) == 0 &&
	    memcmp(sector + PARAMETERS_END, ours + PARAMETERS_END, CORE_SECTOR - PARAMETERS_END) == 0 &&
	    sector[DRIVE + 1] == ours[DRIVE + 1] &&
	    (memcmp(check, ours + DRIVE_CHECK, 2) == 0 || (check[0] == 0x90 && check[1] == 0x90)) &&
	    memcmp(check + 2, ours + DRIVE_CHECK + 2, DISK_ID - DRIVE_CHECK - 2) == 0;
}

/* The first sector of a core is diskboot.img but for its runs; answers how many, or -1. */
static int
runs(const struct pieces *p, const unsigned char *sector)
{
	size_t n = 0, end = SECTOR;

	while (n < MAX_RUNS && bytes_le(sector + end - 4, 2)) {
		end -= RUN;
		n++;
	}
	if (n == 0 || n == MAX_RUNS)
		return -1;
	/* Its own list is one run. */
	return memcmp(sector, p->diskboot.p, end < SECTOR - RUN ? end : SECTOR - RUN) == 0 ?
	    (int)n : -1;
}

bool
grub_core(const struct pieces *p, size_t disk, const unsigned char sector[SECTOR],
    struct span *core)
{
	unsigned char *room = see_room(p->in, MAX_CORE, 1);
	uint64_t at, size, all = SECTOR;
	int n;

	if (!mul_ok(bytes_le(sector + CORE_SECTOR, 8), (uint64_t)SECTOR, &at) ||
	    see_disk(p->in, disk, at, room, SECTOR) != VIEW_OK || (n = runs(p, room)) < 0)
		return false;
	for (int i = 1; i <= n; i++) {
		const unsigned char *run = room + SECTOR - i * RUN;

		size = bytes_le(run + 8, 2) * SECTOR;
		if (!mul_ok(bytes_le(run, 8), (uint64_t)SECTOR, &at) || size > MAX_CORE - all ||
		    see_disk(p->in, disk, at, room + all, (size_t)size) != VIEW_OK)
			return false;
		all += size;
	}
	*core = (struct span){ room, (size_t)all };
	return true;
}
