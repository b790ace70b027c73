/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stage_keys - which keys were brought for encrypted volumes? */
#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../lib/die.h"
#include "stacking.h"

#define MAX_KEY		8192	/* bytes: cryptsetup's own bound on a key file is larger, nobody's key is */
#define KEYS_LABEL	"ASSAY-KEYS"

void
examine_key(struct examination *e, const unsigned char *bytes, size_t n)
{
	unsigned char *copy;

	if (n == 0 || n > MAX_KEY || e->nkeys == MAX_KEYS)
		return;
	copy = need(1, MAX_KEY);
	mlock(copy, MAX_KEY);
	memcpy(copy, bytes, n);
	e->key[e->nkeys++] = (struct span){ copy, n };
}

/* As it is; and, for a passphrase that an editor wrote, without its newline. */
static void
add(struct examination *e, int fd)
{
	unsigned char bytes[MAX_KEY + 1];
	ssize_t n = fd == -1 ? -1 : read(fd, bytes, sizeof bytes);

	if (n > 0)
		examine_key(e, bytes, (size_t)n);
	if (n > 1 && bytes[n - 1] == '\n')
		examine_key(e, bytes, (size_t)n - 1);
	explicit_bzero(bytes, sizeof bytes);
	if (fd != -1)
		close(fd);
}

void
examine_key_file(struct examination *e, const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd == -1)
		die(EX_NOINPUT, "cannot open the key %s", path);
	add(e, fd);
}

/* Wrong keys do no harm, so anybody's stick may bring some: they open what they open. */
static void
read_stick(struct examination *e, const char *point)
{
	DIR *dir = opendir(point);
	struct dirent *name;
	struct stat st;

	while (dir && (name = readdir(dir)))
		if (fstatat(dirfd(dir), name->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
		    S_ISREG(st.st_mode) && st.st_size <= MAX_KEY)
			add(e, openat(dirfd(dir), name->d_name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
	if (dir)
		closedir(dir);
}

void
stacking_keys(struct stacking *s)
{
	json_t *stick[8];
	size_t n = stacking_find(s, "vfat", "label", KEYS_LABEL, stick, 8);
	char device[1][STACK_PATH], point[STACK_PATH];

	for (size_t i = 0; i < n; i++) {
		struct range range = stacking_range(s, stick[i]);

		s->taken[stacking_id(stick[i])] = true;
		if (!stack_device(&s->e->stack, &range, device[0]) ||
		    !stack_mount(&s->e->stack, "vfat", device, 1, "", point))
			continue;
		read_stick(s->e, point);
		stacking_settle(stick[i], "unread", "a stick with keys: only they were read");
	}
}
