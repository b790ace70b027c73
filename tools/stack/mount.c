/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mount - how does the kernel show a filesystem that we do not read ourselves? */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>

#include "stack.h"

#define NOSYMFOLLOW	256	/* linux/mount.h: MS_NOSYMFOLLOW, not in all C libraries */

/* By libblkid's names: what the kernel calls it, and what makes the mount quiet and whole. */
static const struct {
	const char	*type, *driver, *options;
} known[] = {
	{ "xfs", "xfs", "nouuid" },	/* two copies of one filesystem may be at hand */
	{ "btrfs", "btrfs", "" },
	{ "vfat", "vfat", "" },
	{ "exfat", "exfat", "" },
	{ "f2fs", "f2fs", "" },
	{ "squashfs", "squashfs", "" },
	{ "erofs", "erofs", "" },
};

bool
stack_mountable(const char *type)
{
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (strcmp(type, known[i].type) == 0)
			return true;
	return false;
}

/* What is hidden is seen again when the mount at the point ends. */
void
stack_hide(struct stack *s, const char *point, const char *below)
{
	char empty[STACK_PATH], path[STACK_PATH + MAX_PATH];

	snprintf(empty, sizeof empty, "%s/empty", s->dir);
	mkdir(empty, 0700);
	if ((size_t)snprintf(path, sizeof path, "%s/%s", point, below) < sizeof path)
		mount(empty, path, NULL, MS_BIND, NULL);
}

bool
stack_mount(struct stack *s, const char *type, char (*devices)[STACK_PATH], size_t n,
    const char *options, char point[STACK_PATH])
{
	char data[4096], *at = data;
	size_t i, k = 0;

	while (strcmp(type, known[k].type) != 0)
		k++;
	if (s->n + 4 >= MAX_LAYERS)
		return stack_fail(s, "more mounts than are made", NULL);
	at += snprintf(at, sizeof data, "%s%s%s", known[k].options,
	    *known[k].options && *options ? "," : "", options);
	for (i = 1; i < n && (size_t)(at - data) < sizeof data - STACK_PATH - 16; i++)
		at += snprintf(at, sizeof data - (size_t)(at - data), "%sdevice=%s",
		    at > data ? "," : "", devices[i]);
	snprintf(point, STACK_PATH, "%s/mount%u", s->dir, s->made++);
	if (mkdir(point, 0700) == -1)
		return stack_fail(s, "no mount point", strerror(errno));
	if (mount(devices[0], point, known[k].driver,
	    MS_RDONLY | MS_NOSUID | MS_NODEV | MS_NOEXEC | NOSYMFOLLOW, data) == -1)
		return stack_fail(s, "the kernel cannot mount it", strerror(errno));
	stack_layer(s, LAYER_MOUNT, point);
	return true;
}
