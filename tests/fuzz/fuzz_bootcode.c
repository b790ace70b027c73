/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz_bootcode - does any disk break the reader of partition tables, boot sectors and GRUB's core? */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "../../tools/inspect/inspect.h"
#include "../unit/memory.h"

int	LLVMFuzzerTestOneInput(const unsigned char *, size_t);

#define PIECES	"/usr/lib/grub/i386-pc/"

/* This machine's own pieces, so that a core of theirs is taken apart to its end. */
static void
piece(struct memory *m, const char *path)
{
	static unsigned char room[8][1 << 16];
	static unsigned int n;
	ssize_t got;
	int fd = open(path, O_RDONLY);

	if (fd == -1 || (got = read(fd, room[n], sizeof room[n])) <= 0)
		abort();	/* grub-pc-bin is not installed */
	close(fd);
	memory_put(m, span_of(path), S_IFREG | 0644, (struct span){ room[n++], (size_t)got });
}

static void
system_new(struct memory *m, struct view *v, struct tree *t)
{
	memory_open(m, v, t);
	piece(m, PIECES "boot.img");
	piece(m, PIECES "diskboot.img");
	piece(m, PIECES "lzma_decompress.img");
	piece(m, PIECES "kernel.img");
	piece(m, PIECES "biosdisk.mod");
}

int
LLVMFuzzerTestOneInput(const unsigned char *p, size_t n)
{
	static struct memory memory;
	static struct view view;
	static struct tree tree;
	static struct disk disk;
	static int null = -1;

	if (null == -1) {
		null = open("/dev/null", O_WRONLY);
		system_new(&memory, &view, &tree);
		disk = (struct disk){ .name = span_of("disk"), .fd = memfd_create("disk", 0) };
		tree.disk = &disk;
		tree.disks = 1;
	}
	if (ftruncate(disk.fd, 0) == -1 || pwrite(disk.fd, p, n, 0) != (ssize_t)n)
		abort();
	disk.size = n;
	inspect(&bootcode_inspector, &tree, null);
	return 0;
}
