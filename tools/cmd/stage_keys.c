/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stage_keys - which keys were brought for encrypted volumes, and which of them opens one? */
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
#define MAX_TRIES	3	/* keys that a person is asked for, one volume */
#define KEYS_LABEL	"ASSAY-KEYS"

void
examine_key(struct examination *e, const unsigned char *bytes, size_t n)
{
	unsigned char *copy;

	if (n == 0 || n > MAX_KEY || e->nkeys == MAX_KEYS)
		return;
	/* Pages of its own, which no child gets: what reads evidence has no key to tell. */
	copy = mmap(NULL, MAX_KEY, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (copy == MAP_FAILED || madvise(copy, MAX_KEY, MADV_DONTFORK) == -1 ||
	    madvise(copy, MAX_KEY, MADV_DONTDUMP) == -1)
		die(EX_OSERR, "no memory for a key");
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
examine_forget_keys(struct examination *e)
{
	while (e->nkeys)
		explicit_bzero((void *)(uintptr_t)e->key[--e->nkeys].p, MAX_KEY);
}

void
examine_key_file(struct examination *e, const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd == -1)
		die(EX_NOINPUT, "cannot open the key %s", path);
	add(e, fd);
}

/*
 * Wrong keys do no harm, so anybody's stick may bring some: they open what they open.
 * False when it holds anything else, which then nobody has looked at.
 */
static bool
read_stick(struct examination *e, const char *point)
{
	DIR *dir = opendir(point);
	bool only_keys = dir != NULL;
	struct dirent *name;
	struct stat st;

	while (dir && (name = readdir(dir))) {
		if (strcmp(name->d_name, ".") == 0 || strcmp(name->d_name, "..") == 0)
			continue;
		if (fstatat(dirfd(dir), name->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
		    S_ISREG(st.st_mode) && st.st_size <= MAX_KEY && e->nkeys + 2 <= MAX_KEYS)
			add(e, openat(dirfd(dir), name->d_name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
		else
			only_keys = false;
	}
	if (dir)
		closedir(dir);
	return only_keys;
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
		if (read_stick(s->e, point))
			stacking_settle(stick[i], "medium", "a stick with keys and nothing else");
		else
			stacking_settle(stick[i], "unread", "a stick with keys: what else it holds was not read");
	}
}

/* With the keys from this one on. */
static bool
unlock(struct stacking *s, const char *device, size_t from, char path[STACK_PATH])
{
	for (size_t i = from; i < s->e->nkeys; i++)
		if (stack_crypt(&s->e->stack, device, s->e->key[i], path))
			return true;
	return false;
}

/* A person may mistype; what they typed is tried on later volumes too. */
static bool
ask(struct stacking *s, const json_t *v, const char *device, char path[STACK_PATH])
{
	size_t had;

	for (int tries = 0; s->e->ask_key && tries < MAX_TRIES; tries++) {
		had = s->e->nkeys;
		if (!s->e->ask_key(s->e, stacking_text(v, "name")))
			return false;
		if (unlock(s, device, had, path))
			return true;
	}
	return false;
}

bool
stacking_unlock(struct stacking *s, const json_t *v, const char *device, char path[STACK_PATH])
{
	return unlock(s, device, 0, path) || ask(s, v, device, path);
}
