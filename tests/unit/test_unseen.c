/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_unseen - is every disk told of that is there and cannot be had, and no other? */
#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "../../tools/media/medium.h"

static char said[4096];

static void
hear(void *arg, const char *why)
{
	size_t n = strlen(said);

	(void)arg;
	snprintf(said + n, sizeof said - n, "%s\n", why);
}

static char sys[64];

/* A file of a sysfs that is ours, and the directories that lead to it. */
static void
put(const char *name, const char *text)
{
	char path[256];
	FILE *out;

	snprintf(path, sizeof path, "%s/%s", sys, name);
	for (char *p = strchr(path + strlen(sys) + 1, '/'); p; p = strchr(p + 1, '/')) {
		*p = '\0';
		mkdir(path, 0700);
		*p = '/';
	}
	out = fopen(path, "w");
	assert_non_null(out);
	fputs(text, out);
	fclose(out);
}

static int
make(void **state)
{
	(void)state;
	*said = '\0';
	snprintf(sys, sizeof sys, "/tmp/assay-sys.XXXXXX");
	return mkdtemp(sys) ? 0 : -1;
}

static int
drop(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)st;
	(void)kind;
	(void)at;
	return remove(path);
}

static int
clear(void **state)
{
	(void)state;
	return nftw(sys, drop, 16, FTW_DEPTH | FTW_PHYS);
}

static void
what_has_its_driver_is_quiet(void **state)
{
	(void)state;
	put("bus/pci/devices/0000:00:1f.2/class", "0x010601\n");
	put("bus/pci/devices/0000:00:1f.2/driver", "");
	put("bus/pci/devices/0000:00:02.0/class", "0x030000\n");	/* no storage */
	put("class/nvme/nvme0/state", "live\n");
	medium_unseen(sys, hear, NULL);
	assert_string_equal(said, "");
}

static void
what_cannot_be_had_is_told(void **state)
{
	(void)state;
	put("bus/pci/devices/0000:03:00.0/class", "0x010400\n");
	put("bus/pci/devices/0000:03:00.0/vendor", "0x1000\n");
	put("bus/pci/devices/0000:03:00.0/device", "0x005d\n");
	put("class/nvme/nvme1/state", "dead\n");
	put("class/nvme/nvme1/model", "FLASH\033[2J 1   \n");
	medium_unseen(sys, hear, NULL);
	assert_string_equal(said,
	    "the storage controller 0x1000:0x005d at 0000:03:00.0 has no driver here: disks behind it cannot be seen\n"
	    "the NVMe controller nvme1 (FLASH?[2J 1) is dead: disks behind it cannot be seen\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_has_its_driver_is_quiet, make, clear),
		cmocka_unit_test_setup_teardown(what_cannot_be_had_is_told, make, clear),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
