/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * provoke - does the ext view survive every prefix and every flipped bit of an image?
 *
 * usage: provoke IMAGE [STEP]      flips every STEPth bit of the bytes that are not zero
 *
 * Built with sanitizers: a bad access ends it, and an alarm ends what hangs.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "dump.h"

#define PATIENCE	20	/* seconds for one image of a few hundred KiB, under sanitizers */

static size_t opened, refused;

static void
look(int fd, size_t size)
{
	struct view_ext_state state;
	struct view v;

	alarm(PATIENCE);
	if (view_ext(&v, fd, 0, size, &state) == VIEW_OK) {
		dump(&v, NULL, 2000);
		view_close(&v);
		opened++;
	} else
		refused++;
	alarm(0);
}

static void
put(int fd, const unsigned char *image, size_t size)
{
	if (pwrite(fd, image, size, 0) != (ssize_t)size)
		exit(EX_OSERR);
}

int
main(int argc, char **argv)
{
	size_t step = argc > 2 ? strtoul(argv[2], NULL, 10) : 1, size, count = 0;
	int fd, in = argc > 1 ? open(argv[1], O_RDONLY) : -1;
	unsigned char *image, byte;
	struct stat st;

	if (in == -1 || fstat(in, &st) == -1 || (fd = memfd_create("image", MFD_CLOEXEC)) == -1)
		return EX_USAGE;
	size = (size_t)st.st_size;
	image = malloc(size);
	if (!image || pread(in, image, size, 0) != (ssize_t)size)
		return EX_OSERR;
	put(fd, image, size);
	/* All sectors up to here, and all but the last byte of them: more is never read at once. */
	for (size_t n = 0; n <= size; n += 512) {
		look(fd, n);
		look(fd, n ? n - 1 : 1);
	}
	printf("ok prefixes: %zu opened, %zu refused\n", opened, refused);
	opened = refused = 0;
	for (size_t bit = 0; bit < 8 * size; bit++) {
		if (image[bit / 8] == 0 || count++ % step)
			continue;
		byte = image[bit / 8] ^ (unsigned char)(1 << bit % 8);
		if (pwrite(fd, &byte, 1, (off_t)(bit / 8)) != 1)
			return EX_OSERR;
		look(fd, size);
		if (pwrite(fd, &image[bit / 8], 1, (off_t)(bit / 8)) != 1)
			return EX_OSERR;
	}
	printf("ok flipped bits: %zu opened, %zu refused\n", opened, refused);
	free(image);
	return EX_OK;
}
