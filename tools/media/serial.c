/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * serial - by what does a disk call itself, whatever the kernel calls it?
 *
 * From sysfs: virtio's, NVMe's and MMC's serial, SCSI's page 0x80 (SPC-4, 7.8.13:
 * four bytes, then text), and the world-wide name.
 */
#include <stdio.h>
#include <string.h>

#include "medium.h"

/* Printable and without the blanks around it; the first file that has any. */
static void
first(const char *disk, const char *const *files, char text[MEDIUM_SERIAL])
{
	char path[300], buf[256];
	size_t n, at;
	FILE *in;

	*text = '\0';
	for (; *files && !*text; files++) {
		snprintf(path, sizeof path, "/sys/block/%.200s/%s", disk, *files);
		if (!(in = fopen(path, "re")))
			continue;
		n = fread(buf, 1, sizeof buf - 1, in);
		fclose(in);
		at = strstr(*files, "vpd") && n >= 4 ? 4 : 0;
		while (at < n && buf[at] == ' ')
			at++;
		for (size_t k = 0; at < n && buf[at] > ' ' && buf[at] <= '~' && k < MEDIUM_SERIAL - 1; at++) {
			text[k++] = buf[at];
			text[k] = '\0';
		}
	}
}

void
medium_serial(const char *path, char serial[MEDIUM_SERIAL], char wwid[MEDIUM_SERIAL])
{
	static const char *const serials[] = { "serial", "device/serial", "device/vpd_pg80", NULL };
	static const char *const wwids[] = { "wwid", "device/wwid", NULL };

	*serial = *wwid = '\0';
	if (strncmp(path, "/dev/", 5) != 0 || strchr(path + 5, '/'))
		return;
	first(path + 5, serials, serial);
	first(path + 5, wwids, wwid);
}
