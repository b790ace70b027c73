/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * write - does DISK take a write by this means, and what did the kernel say?
 *
 * usage: write MEANS DISK          one line: DISK MEANS done|refused (why)
 *
 * Runs as root in the image, for tests/boot/writeblock.  "done" only says that
 * nobody refused; whether the disk changed is for the host to see.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <linux/hdreg.h>
#include <linux/nvme_ioctl.h>
#include <linux/pr.h>
#include <scsi/sg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#define AT (1 << 20) /* bytes into the disk */
#define SIZE 4096

static unsigned char pattern[SIZE] __attribute__((aligned(SIZE)));
static unsigned char write10[10] = { 0x2a, 0, 0, 0, (AT / 512) >> 8, (AT / 512) & 255, 0, 0,
	SIZE / 512 };

static int
by_write(int fd)
{
	return pwrite(fd, pattern, SIZE, AT) == SIZE ? fsync(fd) : -1;
}

static int
by_mmap(int fd)
{
	void *m = mmap(NULL, SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, AT);

	if (m == MAP_FAILED)
		return -1;
	memcpy(m, pattern, SIZE);
	return msync(m, SIZE, MS_SYNC);
}

static int
by_discard(int fd)
{
	uint64_t range[2] = { AT, AT };

	return ioctl(fd, BLKDISCARD, range);
}

static int
by_zeroout(int fd)
{
	uint64_t range[2] = { AT, AT };

	return ioctl(fd, BLKZEROOUT, range);
}

static int
by_punch(int fd)
{
	return fallocate(fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, AT, AT);
}

static int
by_roset(int fd)
{
	int off = 0;

	return ioctl(fd, BLKROSET, &off) == -1 ? -1 : by_write(fd);
}

static int
by_command(int fd, unsigned char *command, unsigned char n, unsigned int size)
{
	unsigned char sense[32];
	sg_io_hdr_t h = { .interface_id = 'S',
		.cmd_len = n,
		.cmdp = command,
		.dxfer_direction = SG_DXFER_TO_DEV,
		.dxferp = pattern,
		.dxfer_len = size,
		.sbp = sense,
		.mx_sb_len = sizeof sense,
		.timeout = 10000 };

	if (ioctl(fd, SG_IO, &h) == -1)
		return -1;
	errno = EIO;
	return h.status || h.host_status ? -1 : 0;
}

static int
by_sgio(int fd)
{
	return by_command(fd, write10, sizeof write10, SIZE);
}

static int
by_nvme(int fd)
{
	struct nvme_passthru_cmd c = { .opcode = 1,
		.nsid = 1,
		.addr = (uintptr_t)pattern,
		.data_len = SIZE,
		.cdw10 = AT / 512,
		.cdw12 = SIZE / 512 - 1 };

	return ioctl(fd, NVME_IOCTL_IO_CMD, &c) ? -1 : 0;
}

static int
by_nvme_submit(int fd)
{
	struct nvme_user_io io = {
		.opcode = 1, .nblocks = SIZE / 512 - 1, .addr = (uintptr_t)pattern, .slba = AT / 512
	};

	return ioctl(fd, NVME_IOCTL_SUBMIT_IO, &io) ? -1 : 0;
}

/* Format NVM, which erases. */
static int
by_nvme_admin(int fd)
{
	struct nvme_passthru_cmd c = { .opcode = 0x80, .nsid = 1, .timeout_ms = 10000 };

	return ioctl(fd, NVME_IOCTL_ADMIN_CMD, &c) ? -1 : 0;
}

static int
by_reservation(int fd)
{
	struct pr_registration r = { .new_key = 1 };

	return ioctl(fd, IOC_PR_REGISTER, &r) ? -1 : 0;
}

static int
by_hdio(int fd)
{
	unsigned char flush[4] = { 0xe7 }; /* FLUSH CACHE: harmless, but not a read */

	return ioctl(fd, HDIO_DRIVE_CMD, flush);
}

/* The same WRITE(10) through the disk's SCSI generic device, by its two interfaces. */
static int
open_sg(void)
{
	char path[64], name[300];
	struct dirent **found;
	int fd, n;

	snprintf(path, sizeof path, "/sys/block/%s/device/scsi_generic", getenv("DISK") + 5);
	if ((n = scandir(path, &found, NULL, alphasort)) == -1)
		return -1;
	snprintf(name, sizeof name, "/dev/%s", found[n - 1]->d_name);
	fd = open(name, O_RDWR);
	while (n > 0)
		free(found[--n]);
	free(found);
	return fd;
}

static int
by_sg(int fd)
{
	int sg = open_sg(), result = -1;

	(void)fd;
	if (sg != -1) {
		result = by_sgio(sg);
		close(sg);
	}
	return result;
}

static int
by_sg_write(int fd)
{
	static struct {
		struct sg_header header;
		unsigned char write10[10];
		unsigned char data[SIZE];
	} __attribute__((packed)) ask;
	int sg = open_sg(), result = -1;

	(void)fd;
	ask.header.reply_len = sizeof ask.header;
	memcpy(ask.write10, write10, sizeof write10);
	memcpy(ask.data, pattern, SIZE);
	if (sg == -1)
		return -1;
	if (write(sg, &ask, sizeof ask) == sizeof ask &&
	    read(sg, &ask.header, sizeof ask.header) != -1)
		result = ask.header.result ? -1 : 0;
	close(sg);
	return result;
}

/* WRITE SECTORS EXT inside ATA PASS-THROUGH(16), as hdparm --write-sector sends it. */
static int
by_ata(int fd)
{
	unsigned char command[16] = { 0x85, 5 << 1 | 1, 0x06, 0, 0, 0, 1, 0, (AT / 512) & 255, 0,
		(AT / 512) >> 8 & 255, 0, 0, 0x40, 0x34, 0 };

	return by_command(fd, command, sizeof command, 512);
}

/* The interface that is older than SG_IO. */
static int
by_send(int fd)
{
	static struct {
		unsigned int in, out;
		unsigned char data[10 + SIZE];
	} ask = { .in = SIZE };

	memcpy(ask.data, write10, sizeof write10);
	memcpy(ask.data + sizeof write10, pattern, SIZE);
	return ioctl(fd, 1 /* SCSI_IOCTL_SEND_COMMAND */, &ask) ? -1 : 0;
}

static int
by_mount(int fd)
{
	(void)fd;
	mkdir("/run/mounted", 0700);
	if (mount(getenv("DISK"), "/run/mounted", "ext4", MS_RDONLY, "") == -1)
		return -1;
	umount("/run/mounted");
	return 0;
}

static int
by_mount_rw(int fd)
{
	(void)fd;
	mkdir("/run/mounted", 0700);
	if (mount(getenv("DISK"), "/run/mounted", "ext4", 0, "") == -1)
		return -1;
	umount("/run/mounted");
	return 0;
}

static int
by_remount(int fd)
{
	int result;

	(void)fd;
	mkdir("/run/mounted", 0700);
	if (mount(getenv("DISK"), "/run/mounted", "ext4", MS_RDONLY, "noload") == -1)
		return -1;
	result = mount(getenv("DISK"), "/run/mounted", "ext4", MS_REMOUNT, "");
	umount("/run/mounted");
	return result;
}

int
main(int argc, char **argv)
{
	static const struct {
		const char *name;
		int (*by)(int fd);
		int how;
	} means[] = {
		{ "write", by_write, O_RDWR },
		{ "mmap", by_mmap, O_RDWR },
		{ "discard", by_discard, O_RDWR },
		{ "zeroout", by_zeroout, O_RDWR },
		{ "punch", by_punch, O_RDWR },
		{ "mount-ro", by_mount, O_RDONLY },
		{ "mount-rw", by_mount_rw, O_RDONLY },
		{ "remount", by_remount, O_RDONLY },
		{ "sgio", by_sgio, O_RDONLY },
		{ "sg", by_sg, O_RDONLY },
		{ "sg-write", by_sg_write, O_RDONLY },
		{ "scsi-send", by_send, O_RDONLY },
		{ "ata", by_ata, O_RDONLY },
		{ "nvme-io", by_nvme, O_RDONLY },
		{ "nvme-submit", by_nvme_submit, O_RDONLY },
		{ "nvme-format", by_nvme_admin, O_RDONLY },
		{ "reserve", by_reservation, O_RDWR },
		{ "hdio", by_hdio, O_RDONLY },
		{ "roset", by_roset, O_RDWR },
	};
	int fd, result = -1;

	if (argc != 3)
		return 64;
	memset(pattern, 0xa5, sizeof pattern);
	setenv("DISK", argv[2], 1);
	for (size_t i = 0; i < sizeof means / sizeof *means; i++) {
		if (strcmp(argv[1], means[i].name) != 0)
			continue;
		if ((fd = open(argv[2], means[i].how)) != -1)
			result = means[i].by(fd);
		if (result == -1)
			printf("WRITE %s %s refused (%s)\n", argv[2], argv[1], strerror(errno));
		else
			printf("WRITE %s %s done\n", argv[2], argv[1]);
	}
	return 0;
}
