/* SPDX-License-Identifier: GPL-3.0-or-later */
/* layer - how does something get a device that takes writes, and the disk none of them? */
#include <errno.h>
#include <fcntl.h>
#include <linux/loop.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "stack.h"

#define SECTOR		512
#define CHUNK		8	/* sectors kept at a time: as large as most filesystems' blocks */
#define LEAST_STORE	((uint64_t)16 << 20)	/* a small filesystem's whole log */

static bool
full(struct stack *s)
{
	if (s->n + 4 < MAX_LAYERS)
		return false;
	return !stack_fail(s, "more layers than are put together", NULL);
}

/* A loop device over a file, which the path given leads to. */
static bool
loop(struct stack *s, const char *file, bool readonly, char path[STACK_PATH])
{
	int control = open("/dev/loop-control", O_RDWR | O_CLOEXEC);
	int backing = open(file, (readonly ? O_RDONLY : O_RDWR) | O_CLOEXEC), fd = -1;
	struct loop_config c = { .fd = (uint32_t)backing, .block_size = SECTOR };
	bool ok = false;
	long number;

	c.info.lo_flags = readonly ? LO_FLAGS_READ_ONLY : 0;
	/* Another program may take the number between the two calls. */
	for (int tries = 0; !ok && tries < 16 && control != -1 && backing != -1; tries++) {
		if ((number = syscall(SYS_ioctl, control, LOOP_CTL_GET_FREE, 0)) == -1)
			break;
		snprintf(path, STACK_PATH, "/dev/loop%ld", number);
		mknod(path, S_IFBLK | 0600, makedev(7, (unsigned int)number));
		if ((fd = open(path, (readonly ? O_RDONLY : O_RDWR) | O_CLOEXEC)) == -1)
			break;
		ok = syscall(SYS_ioctl, fd, LOOP_CONFIGURE, &c) != -1;
		close(fd);
		if (!ok && errno != EBUSY)
			break;
	}
	if (!ok)
		stack_fail(s, "no loop device", strerror(errno));
	else
		stack_layer(s, LAYER_LOOP, path);
	if (control != -1)
		close(control);
	if (backing != -1)
		close(backing);
	return ok;
}

/* dmsetup's own name for it is the last part of the path. */
static bool
create(struct stack *s, const char *name, bool readonly, const char *table, char path[STACK_PATH])
{
	const char *const argv[] = { "dmsetup", "create", name, "--table", table,
		readonly ? "--readonly" : NULL, NULL };

	if (!stack_run(s, argv, SPAN_NONE))
		return false;
	stack_layer(s, LAYER_DEVICE, name);
	snprintf(path, STACK_PATH, "/dev/mapper/%s", name);
	return true;
}

static bool
window(struct stack *s, const struct range *r, bool readonly, char path[STACK_PATH])
{
	char below[MAX_PATH + 1], name[32], table[MAX_PATH + 128], looped[STACK_PATH];

	if (full(s))
		return false;
	snprintf(below, sizeof below, "%s", r->medium->path);
	if (r->medium->kind == MEDIUM_IMAGE) {
		if (!loop(s, r->medium->path, true, looped))
			return false;
		snprintf(below, sizeof below, "%s", looped);
	}
	if (r->size / SECTOR == 0 || r->offset % SECTOR)
		return stack_fail(s, "lies across the disk's sectors", NULL);
	snprintf(name, sizeof name, "assay-%d-%u%s", (int)getpid(), s->made++, readonly ? "r" : "");
	snprintf(table, sizeof table, "0 %llu linear %s %llu",
	    (unsigned long long)r->size / SECTOR, below, (unsigned long long)r->offset / SECTOR);
	return create(s, name, readonly, table, path);
}

bool
stack_window(struct stack *s, const struct range *r, char path[STACK_PATH])
{
	return window(s, r, true, path);
}

/* A file in memory that takes room only as it is written. */
static bool
store(struct stack *s, uint64_t size, char path[STACK_PATH])
{
	char file[STACK_PATH];
	int fd;

	size = size / 4 + LEAST_STORE;
	size = (size < s->room ? size : s->room) & ~(uint64_t)4095;
	snprintf(file, sizeof file, "%s/store%u", s->dir, s->made);
	fd = open(file, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd == -1 || ftruncate(fd, (off_t)size) == -1) {
		if (fd != -1)
			close(fd);
		return stack_fail(s, "no memory for a snapshot", strerror(errno));
	}
	close(fd);
	return loop(s, file, false, path);
}

bool
stack_device(struct stack *s, const struct range *r, char path[STACK_PATH])
{
	char origin[STACK_PATH], memory[STACK_PATH], name[32], table[3 * STACK_PATH];

	if (r->safe)
		return window(s, r, false, path);
	if (!window(s, r, true, origin) || !store(s, r->size, memory))
		return false;
	snprintf(name, sizeof name, "assay-%d-%u", (int)getpid(), s->made++);
	snprintf(table, sizeof table, "0 %llu snapshot %s %s N %d",
	    (unsigned long long)r->size / SECTOR, origin, memory, CHUNK);
	if (!create(s, name, false, table, path))
		return false;
	s->layer[s->n - 1].kind = LAYER_SNAPSHOT;
	return true;
}

bool
stack_overflowed(struct stack *s)
{
	bool over = false;

	for (unsigned int i = 0; i < s->n; i++) {
		const char *const argv[] = { "dmsetup", "status", s->layer[i].path, NULL };
		struct tool t;

		if (s->layer[i].kind != LAYER_SNAPSHOT)
			continue;
		/* "0 SECTORS snapshot USED/ALL METADATA", or a word instead of the numbers */
		if (!tool_run(&t, s->dir, argv, SPAN_NONE) || strstr(t.out, "Invalid") ||
		    strstr(t.out, "Overflow") || !strchr(t.out, '/'))
			over = true;
		tool_free(&t);
	}
	return over;
}
