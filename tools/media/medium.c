/* SPDX-License-Identifier: GPL-3.0-or-later */
/* medium - what is this that we are asked to look at, and how large is it? */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/cdrom.h>
#include <linux/fs.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "medium.h"

int
medium_open(const char *path)
{
	return open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
}

/* ioctl(2) itself: C libraries differ in the type of its request. */
static bool
ask(int fd, unsigned long request, void *answer)
{
	return syscall(SYS_ioctl, fd, request, answer) != -1;
}

/* An optical drive that holds no disc still has a size: its last one, or a made-up one. */
static bool
drive_is_empty(int fd)
{
	long status = syscall(SYS_ioctl, fd, CDROM_DRIVE_STATUS, CDSL_CURRENT);

	return status == CDS_NO_DISC || status == CDS_TRAY_OPEN || status == CDS_DRIVE_NOT_READY;
}

static bool
look_at_disk(int fd, struct medium *m)
{
	int sector, readonly;

	if (drive_is_empty(fd)) {
		errno = ENOMEDIUM;
		return false;
	}

	if (!ask(fd, BLKGETSIZE64, &m->size) || !ask(fd, BLKSSZGET, &sector) ||
	    !ask(fd, BLKROGET, &readonly))
		return false;
	m->kind = MEDIUM_DISK;
	m->sector = sector > 0 ? (unsigned int)sector : MEDIUM_SECTOR;
	m->readonly = readonly != 0;
	return true;
}

static bool
look_at(int fd, struct medium *m)
{
	struct stat st;

	if (fstat(fd, &st) == -1)
		return false;
	if (S_ISBLK(st.st_mode))
		return look_at_disk(fd, m);
	m->sector = MEDIUM_SECTOR;
	m->kind = S_ISDIR(st.st_mode) ? MEDIUM_DIRECTORY : MEDIUM_IMAGE;
	m->size = S_ISREG(st.st_mode) ? (uint64_t)st.st_size : 0;
	errno = EINVAL;
	return S_ISREG(st.st_mode) || S_ISDIR(st.st_mode);
}

bool
medium_look(const char *path, struct medium *m)
{
	int fd, why;
	bool ok;

	memset(m, 0, sizeof *m);
	if ((size_t)snprintf(m->path, sizeof m->path, "%s", path) >= sizeof m->path) {
		errno = ENAMETOOLONG;
		return false;
	}
	if ((fd = medium_open(path)) == -1)
		return false;
	ok = look_at(fd, m);
	why = errno;
	close(fd);
	errno = why;
	return ok;
}

/* Block devices that are no hardware: the kernel's own, made of others or of memory. */
static int
hardware(const struct dirent *e)
{
	static const char *const made_up[] = { "loop", "ram", "zram", "dm-", "md", "fd", "nbd", "." };

	for (size_t i = 0; i < sizeof made_up / sizeof *made_up; i++)
		if (strncmp(e->d_name, made_up[i], strlen(made_up[i])) == 0)
			return 0;
	return 1;
}

unsigned int
medium_all(struct medium *all, unsigned int room)
{
	struct dirent **names;
	unsigned int n = 0;
	char path[300];
	int found = scandir("/sys/block", &names, hardware, alphasort);

	for (int i = 0; i < found; i++) {
		snprintf(path, sizeof path, "/dev/%s", names[i]->d_name);
		free(names[i]);
		if (n == room)
			continue;
		if (!medium_look(path, &all[n])) {
			if (errno == ENOMEDIUM)
				continue;	/* an empty drive */
			all[n].kind = MEDIUM_DISK;
		}
		n++;
	}
	if (found >= 0)
		free(names);
	return n;
}

bool
medium_kernel_guards(void)
{
	struct dirent **names;
	char path[300];
	int found = scandir("/sys/block", &names, hardware, alphasort), guarded = 0;
	FILE *in;

	for (int i = 0; i < found; i++) {
		snprintf(path, sizeof path, "/sys/block/%s/write_blocked", names[i]->d_name);
		free(names[i]);
		if (!(in = fopen(path, "r")))
			continue;
		guarded += fgetc(in) == '1';
		fclose(in);
	}
	if (found >= 0)
		free(names);
	return found > 0 && guarded == found;
}
