/* SPDX-License-Identifier: GPL-3.0-or-later */
/* show - print what a view of a directory or of an ext image holds; usage: show dir|ext PATH */
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>

#include "dump.h"

int
main(int argc, char **argv)
{
	struct view_ext_state state = { 0 };
	struct stat st;
	struct view v;
	int fd;

	if (argc != 3 || (fd = open(argv[2], O_RDONLY)) == -1 || fstat(fd, &st) == -1)
		return EX_USAGE;
	if ((strcmp(argv[1], "dir") == 0 ? view_dir(&v, fd) :
	    view_ext(&v, fd, 0, (uint64_t)st.st_size, &state)) != VIEW_OK) {
		printf("no view: %s\n", state.trouble ? state.trouble : "");
		return EX_DATAERR;
	}
	if (state.dirty)
		fprintf(stderr, "replayed %llu\n", (unsigned long long)state.replayed);
	dump(&v, stdout, 100000);
	view_close(&v);
	return EX_OK;
}
