/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mounts - what does each line of a system's own tables come to, with the volumes at hand? */
#include <string.h>

#include "match.h"

static bool
among(const char *word, const char *const *words)
{
	while (*words && strcmp(word, *words) != 0)
		words++;
	return *words != NULL;
}

static bool
has_option(const json_t *line, const char *name)
{
	return match_option(line, name).n != 0;
}

/* Directories of the kernel's own: the disk has none of what is bound from there. */
static bool
of_kernel(struct span path)
{
	static const char *const dirs[] = { "/proc", "/sys", "/dev", "/run", NULL };

	for (size_t i = 0; dirs[i]; i++)
		if (span_is(path, dirs[i]) || (span_starts(path, dirs[i]) &&
		    path.p[strlen(dirs[i])] == '/'))
			return true;
	return false;
}

/* A directory or file of the system's own, bound or mounted; whoever joins the tree finds it there. */
static bool
within(const json_t *line)
{
	struct span source = span_of(match_text(line, "source"));
	bool bound = has_option(line, "bind") || has_option(line, "rbind");

	return span_starts(source, "/") && (bound || !span_starts(source, "/dev/"));
}

/* Types that hold nothing of a disk's: filesystems(5), and swap. */
static bool
needs_no_disk(const json_t *line)
{
	static const char *const types[] = {
		"proc", "sysfs", "tmpfs", "devtmpfs", "devpts", "swap", "cgroup", "cgroup2",
		"securityfs", "debugfs", "tracefs", "configfs", "efivarfs", "hugetlbfs", "mqueue",
		"binfmt_misc", "fusectl", "bpf", "pstore", "ramfs", "rpc_pipefs", "nfsd", "fuse.lxcfs",
		NULL
	};
	static const char *const points[] = { "none", "swap", NULL };
	const char *type = match_text(line, "type");

	return among(type, types) || among(match_text(line, "point"), points) ||
	    (strcmp(type, "none") == 0 && !within(line));
}

/*
 * A disc or a stick that the administrator mounts by hand, when there is one:
 * by its type, or by its place, /media (hier(7)).
 */
static bool
by_hand(const json_t *line)
{
	static const char *const types[] = {
		"iso9660", "udf", "udf,iso9660", "iso9660,udf", "auto", NULL
	};

	return has_option(line, "noauto") && (among(match_text(line, "type"), types) ||
	    span_starts(span_of(match_text(line, "point")), "/media/"));
}

static bool
network(const json_t *line)
{
	static const char *const types[] = {
		"nfs", "nfs4", "cifs", "smb3", "ceph", "glusterfs", "fuse.sshfs", "9p", "virtiofs",
		"afs", "lustre", "ocfs2", "gfs2", NULL
	};

	return among(match_text(line, "type"), types) || has_option(line, "_netdev");
}

/* A line of crypttab or mdadm.conf is told when nothing at hand is what it names. */
static const char *
judge_table(const struct names *names, const json_t *line)
{
	if (within(line))
		return "is a file that holds a volume: not opened";
	return match_below(names, line).n ? NULL : "is on no disk at hand";
}

static const char *
judge_match(const struct names *names, const struct match *m, const json_t *line)
{
	const char *point = match_text(line, "point");

	if (network(line))
		return "lies on another machine: not looked at";
	if (strcmp(match_text(line, "type"), "overlay") == 0)
		return "is laid over by directories: those are read where they lie";
	if (m->n == 0)
		return "is on no disk at hand";
	if (m->n > 1)
		return "two volumes bear this name";
	if (strcmp(match_text(match_volume(names, m->id), "state"), "read") != 0)
		return "lies on a volume that could not be read";
	if (strcmp(point, "/") == 0 && m->id != json_integer_value(json_object_get(names->root, "id")))
		return "the system names another volume as its root";
	return NULL;
}

static json_t *
mount_of(const json_t *line)
{
	json_t *mount = json_object();
	static const char *const keys[] = { "point", "source", "type", "file", NULL };

	for (size_t i = 0; keys[i]; i++)
		if (json_object_get(line, keys[i]))
			json_object_set(mount, keys[i], json_object_get(line, keys[i]));
	return mount;
}

static void
answer(const struct names *names, const json_t *line, json_t *mounts)
{
	const char *type = match_text(line, "type"), *why = NULL;
	bool table = strcmp(type, "crypt") == 0 || strcmp(type, "array") == 0;
	json_t *mount;
	struct match m;

	if (table && !(why = judge_table(names, line)))
		return;
	mount = mount_of(line);
	if (strcmp(type, "ostree") == 0) {
		json_object_set(mount, "volume", json_object_get(names->root, "id"));
		json_object_set(mount, "root", json_object_get(line, "source"));
	} else if (!table && within(line)) {
		json_object_set_new(mount, "within", json_true());
		json_object_set_new(mount, "optional", json_boolean(has_option(line, "nofail") ||
		    has_option(line, "noauto")));
	} else if (!table) {
		m = match_line(names, line);
		if (!(why = judge_match(names, &m, line)))
			json_object_set_new(mount, "volume", json_integer(m.id));
	}
	if (why)
		json_object_set_new(mount, "why", json_string(why));
	json_array_append_new(mounts, mount);
}

json_t *
system_mounts(const json_t *volumes, json_int_t root, const json_t *lines)
{
	struct names names = { .volumes = volumes, .lines = lines };
	json_t *mounts = json_array();
	const json_t *line;
	size_t i;

	names.root = match_volume(&names, root);
	json_array_foreach(lines, i, line) {
		if (needs_no_disk(line) || by_hand(line) || json_is_true(json_object_get(line, "mounted")) ||
		    (within(line) && of_kernel(span_of(match_text(line, "source")))))
			continue;
		if (strcmp(match_text(line, "point"), "/") == 0 &&
		    strcmp(match_text(names.root, "kind"), "directory") == 0)
			continue;	/* a directory has no UUID to compare */
		answer(&names, line, mounts);
	}
	return mounts;
}
