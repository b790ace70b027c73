/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stage_mounts - which filesystems does the kernel read for us, and which trees do they hold? */
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../finding/record.h"
#include "../lib/die.h"
#include "../stack/subvolumes.h"
#include "stacking.h"

#define BTRFS_ROOT	256	/* the inode of every subvolume's own root: linux/btrfs_tree.h */
#define BTRFS_TOP	5	/* the id of the tree that all others lie in: btrfs(5) */
#define MAX_LOOKED	4096	/* names looked at to say that there is nothing but subvolumes */

static void
show(struct stacking *s, json_t *v, const char *point)
{
	struct examination *e = s->e;

	if (e->ntargets == MAX_TARGETS + MAX_MADE || !medium_look(point, &e->target[e->ntargets])) {
		stacking_settle(v, "unread", "what the kernel mounted cannot be looked at");
		return;
	}
	e->shown[stacking_id(v)] = e->ntargets++;
	stacking_settle(v, "unread", "not read yet");
}

static void
refuse(struct stacking *s, json_t *v)
{
	char why[2 * STACK_WHY];

	snprintf(why, sizeof why, "%.60s: %s", stacking_text(v, "type"), s->e->stack.why);
	stacking_settle(v, "unread", why);
}

/* --- btrfs --- */

/* Nothing but subvolumes and the directories that lead to them?  Then it holds nothing of its own. */
static bool
only_subvolumes(int dir, int depth, int *looked)
{
	DIR *open = fdopendir(dir);
	struct dirent *e;
	struct stat st;
	bool only = true;

	while (open && only && (e = readdir(open))) {
		if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
			continue;
		only = ++*looked < MAX_LOOKED &&
		    fstatat(dirfd(open), e->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(st.st_mode) &&
		    (st.st_ino == BTRFS_ROOT || (depth > 0 && only_subvolumes(openat(dirfd(open), e->d_name,
		    O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC), depth - 1, looked)));
	}
	if (open)
		closedir(open);
	return open && only;
}

static bool
holds_only_subvolumes(const char *point)
{
	int looked = 0, dir = open(point, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

	return dir != -1 && only_subvolumes(dir, 3, &looked) && looked > 0;
}

static void
show_tree(struct stacking *s, json_t *v, const char *point)
{
	s->e->bare[stacking_id(v)] = holds_only_subvolumes(point);
	show(s, v, point);
}

static void
subvolume(struct stacking *s, json_t *fs, char (*device)[STACK_PATH], const char *more,
    const struct subvolumes *all, const struct subvolume *sub, bool boots)
{
	const struct subvolume *origin = subvolume_origin(all, sub);
	json_int_t id = (json_int_t)json_array_size(s->e->survey->volumes);
	char options[128], point[STACK_PATH];
	json_t *v, *path = record_text(span_of(sub->path), MAX_PATH);

	if (id >= MAX_VOLUMES) {
		json_decref(path);
		return;
	}
	v = json_pack("{s:I, s:s, s:s++, s:s, s:O, s:O, s:O, s:o, s:I, s:b, s:s, s:s}", "id", id,
	    "kind", "subvolume", "name", stacking_text(fs, "name"), ":", json_string_value(path),
	    "type", "btrfs", "uuid", json_object_get(fs, "uuid"),
	    "parent", json_object_get(fs, "id"), "target", json_object_get(fs, "target"),
	    "subvolume", path, "subvolid", (json_int_t)sub->id, "default", boots,
	    "state", "unread", "why", "not read yet");
	survey_add(s->e->survey, RECORD_VOLUME, v);
	if (origin)
		json_object_set_new(v, "origin", record_text(span_of(origin->path), MAX_PATH));
	if (origin && sub->readonly && !boots) {
		stacking_settle(v, "snapshot", "an earlier state of another subvolume, and not what boots");
		return;
	}
	snprintf(options, sizeof options, "%s%ssubvolid=%llu", more, *more ? "," : "",
	    (unsigned long long)sub->id);
	if (stack_mount(&s->e->stack, "btrfs", device, 1, options, point))
		show_tree(s, v, point);
	else
		refuse(s, v);
}

/* What a mount without a word about it shows, to be told from its snapshots. */
static uint64_t
what_boots(struct stacking *s, char (*device)[STACK_PATH], const char *more)
{
	char point[STACK_PATH];

	return stack_mount(&s->e->stack, "btrfs", device, 1, more, point) ? subvolume_of(point) : 0;
}

/*
 * A snapshot that lies in a tree would be read with it, as if its files were the
 * system's; so would what boots, in the tree of its own earlier states.
 */
static void
hide_states(struct stacking *s, const struct subvolumes *all, json_int_t first, const char *top)
{
	const struct examination *e = s->e;
	const struct subvolume *inner, *outer;
	const json_t *v;
	size_t i, j, n;

	for (i = 0; i < all->n && (size_t)first + i < json_array_size(e->survey->volumes); i++) {
		inner = &all->at[i];
		v = json_array_get(e->survey->volumes, (size_t)first + i);
		if (strcmp(stacking_text(v, "state"), "snapshot") != 0 &&
		    !json_is_true(json_object_get(v, "default")))
			continue;
		stack_hide(&s->e->stack, top, inner->path);
		for (j = 0; j < all->n; j++) {
			outer = &all->at[j];
			n = strlen(outer->path);
			if (e->shown[(size_t)first + j] && strncmp(inner->path, outer->path, n) == 0 &&
			    inner->path[n] == '/')
				stack_hide(&s->e->stack, e->target[e->shown[(size_t)first + j]].path,
				    inner->path + n + 1);
		}
	}
}

static void
subvolumes(struct stacking *s, json_t *fs, char (*device)[STACK_PATH], const char *more, const char *top)
{
	struct subvolumes *all = need(1, sizeof *all);
	uint64_t boots = what_boots(s, device, more);
	json_int_t first = (json_int_t)json_array_size(s->e->survey->volumes);

	if (!subvolumes_find(all, top))
		stacking_gap(s, stacking_id(fs), "its subvolumes cannot be listed");
	if (all->more)
		stacking_gap(s, stacking_id(fs), "it has more subvolumes than are looked at");
	json_object_set_new(fs, "default", json_boolean(boots == BTRFS_TOP));
	for (size_t i = 0; i < all->n; i++)
		subvolume(s, fs, device, more, all, &all->at[i], all->at[i].id == boots);
	show_tree(s, fs, top);
	hide_states(s, all, first, top);
	free(all);
}

/* Devices of one filesystem that are no copies of each other. */
static size_t
gather(struct stacking *s, json_t **member, size_t n, char (*device)[STACK_PATH])
{
	struct range range;
	size_t got = 0;

	for (size_t i = 0; i < n; i++) {
		bool twin = false;

		for (size_t j = 0; j < got; j++)
			twin |= strcmp(stacking_text(member[i], "uuid_sub"),
			    stacking_text(member[j], "uuid_sub")) == 0;
		range = stacking_range(s, member[i]);
		if (twin)
			continue;
		s->taken[stacking_id(member[i])] = true;
		if (stack_device(&s->e->stack, &range, device[got]))
			member[got++] = member[i];
		else
			refuse(s, member[i]);
	}
	return got;
}

static void
btrfs(struct stacking *s, json_t *any)
{
	static char device[MAX_TOGETHER][STACK_PATH];
	json_t *member[MAX_TOGETHER];
	size_t n = stacking_find(s, "btrfs", "uuid", stacking_text(any, "uuid"), member, MAX_TOGETHER);
	char top[STACK_PATH];
	const char *more = "";

	s->taken[stacking_id(any)] = true;
	if ((n = gather(s, member, n, device)) == 0)
		return;
	if (!stack_mount(&s->e->stack, "btrfs", device, n, "subvolid=5", top)) {
		more = "degraded";
		if (!stack_mount(&s->e->stack, "btrfs", device, n, "degraded,subvolid=5", top)) {
			for (size_t i = 0; i < n; i++)
				refuse(s, member[i]);
			return;
		}
		stacking_gap(s, stacking_id(member[0]), "a device of this btrfs is missing: mounted without it");
	}
	for (size_t i = 1; i < n; i++)
		stacking_settle(member[i], "container", "a further device of a btrfs");
	subvolumes(s, member[0], device, more, top);
}

/* --- the others --- */

static void
mount_one(struct stacking *s, json_t *v)
{
	char device[1][STACK_PATH], point[STACK_PATH];
	struct range range = stacking_range(s, v);

	if (stack_device(&s->e->stack, &range, device[0]) &&
	    stack_mount(&s->e->stack, stacking_text(v, "type"), device, 1, "", point))
		show(s, v, point);
	else
		refuse(s, v);
}

void
stacking_filesystems(struct stacking *s)
{
	size_t n = json_array_size(s->e->survey->volumes);

	for (size_t i = 0; i < n; i++) {
		json_t *v = json_array_get(s->e->survey->volumes, i);

		if (s->taken[i] || strcmp(stacking_text(v, "state"), "unread") != 0 ||
		    !stack_mountable(stacking_text(v, "type")))
			continue;
		s->taken[i] = true;
		if (strcmp(stacking_text(v, "type"), "btrfs") == 0) {
			s->taken[i] = false;
			btrfs(s, v);
		} else
			mount_one(s, v);
	}
}
