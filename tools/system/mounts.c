/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mounts - which of the volumes at hand does each line of a system's fstab mean? */
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "../lib/span.h"
#include "system.h"

static const char *
text(const json_t *body, const char *key)
{
	const char *s = json_string_value(json_object_get(body, key));

	return s ? s : "";
}

static bool
among(const char *word, const char *const *words)
{
	while (*words && strcmp(word, *words) != 0)
		words++;
	return *words != NULL;
}

static bool
option(const json_t *line, const char *name)
{
	struct span rest = span_of(text(line, "options")), word;

	while (span_field(&rest, ",", &word))
		if (span_is(word, name))
			return true;
	return false;
}

/* Types that hold nothing of a disk's: filesystems(5), and swap. */
static bool
needs_no_disk(const json_t *line)
{
	static const char *const types[] = {
		"proc", "sysfs", "tmpfs", "devtmpfs", "devpts", "swap", "none", "cgroup", "cgroup2",
		"securityfs", "debugfs", "tracefs", "configfs", "efivarfs", "hugetlbfs", "mqueue",
		"binfmt_misc", "fusectl", "bpf", "pstore", "ramfs", "rpc_pipefs", NULL
	};
	static const char *const points[] = { "none", "swap", NULL };

	return among(text(line, "type"), types) || among(text(line, "point"), points);
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

	return option(line, "noauto") && (among(text(line, "type"), types) ||
	    span_starts(span_of(text(line, "point")), "/media/"));
}

static bool
network(const json_t *line)
{
	static const char *const types[] = {
		"nfs", "nfs4", "cifs", "smb3", "ceph", "glusterfs", "fuse.sshfs", "9p", "virtiofs",
		"afs", "lustre", "ocfs2", "gfs2", NULL
	};

	return among(text(line, "type"), types) || option(line, "_netdev");
}

/* UUIDs of FAT and NTFS are written in either case. */
static bool
same(const char *key, const char *a, const char *b)
{
	return *a && (strcmp(key, "label") == 0 || strcmp(key, "partlabel") == 0 ||
	    strcmp(key, "lv") == 0 ?
	    strcmp(a, b) : strcasecmp(a, b)) == 0;
}

/* "/dev/VG/LV", or "/dev/mapper/VG-LV" with the dashes of names doubled: as GROUP/VOLUME. */
static bool
logical_name(const char *source, char name[256])
{
	struct span s = span_of(source);
	bool mapped = span_starts(s, "/dev/mapper/");
	size_t n = 0, slashes = 0;

	if (!span_starts(s, "/dev/"))
		return false;
	s = span_skip(s, mapped ? 12 : 5);
	for (size_t i = 0; i < s.n && n < 255; i++) {
		char c = (char)s.p[i];

		if (mapped && c == '-' && i + 1 < s.n && s.p[i + 1] == '-')
			i++;
		else if (mapped && c == '-')
			c = '/';
		slashes += c == '/';
		name[n++] = c;
	}
	name[n] = '\0';
	return slashes == 1;
}

/* Is it the tree of a btrfs that the line asks for, and no earlier state of another volume? */
static bool
meant(const json_t *v, const json_t *line)
{
	struct span rest = span_of(text(line, "options")), word, wanted = SPAN_NONE;

	if (*text(v, "origin"))
		return false;
	while (span_field(&rest, ",", &word))
		if (span_starts(word, "subvol="))
			wanted = span_skip(word, 7);
	while (wanted.n && *wanted.p == '/')
		wanted = span_skip(wanted, 1);
	return strcmp(text(v, "type"), "btrfs") != 0 || span_is(wanted, text(v, "subvolume"));
}

struct match {
	json_int_t	id;
	unsigned int	n;
};

static void
match_key(struct match *m, const json_t *volumes, const json_t *line, const char *key,
    const char *value)
{
	const json_t *v;
	size_t i;

	json_array_foreach(volumes, i, v)
		if (same(key, text(v, key), value) && meant(v, line)) {
			m->id = json_integer_value(json_object_get(v, "id"));
			m->n++;
		}
}

static const json_t *
by_id(const json_t *volumes, json_int_t id)
{
	const json_t *v;
	size_t i;

	json_array_foreach(volumes, i, v)
		if (json_integer_value(json_object_get(v, "id")) == id)
			return v;
	return NULL;
}

/* "/dev/sda2" is "sda" and 2, "/dev/nvme0n1p2" is "nvme0n1" and 2. */
static bool
partition_name(const char *source, struct span *disk, uint64_t *number)
{
	struct span s = span_of(source);
	size_t n = s.n;

	if (!span_starts(s, "/dev/"))
		return false;
	while (n && s.p[n - 1] >= '0' && s.p[n - 1] <= '9')
		n--;
	if (!span_decimal(span_skip(s, n), number))
		return false;
	if (n > 1 && s.p[n - 1] == 'p' && s.p[n - 2] >= '0' && s.p[n - 2] <= '9')
		n--;
	*disk = (struct span){ s.p, n };
	return true;
}

/*
 * Kernel names are given in the order disks appear, which differs here.  They
 * are believed only beside the root's own: same disk name, so the root's disk.
 */
static void
match_name(struct match *m, const json_t *volumes, const json_t *root, const json_t *lines,
    const char *source)
{
	struct span disk, root_disk;
	const json_t *line, *v;
	uint64_t number, root_number;
	size_t i, j;

	if (!partition_name(source, &disk, &number))
		return;
	json_array_foreach(lines, i, line) {
		if (strcmp(text(line, "point"), "/") != 0 ||
		    !partition_name(text(line, "source"), &root_disk, &root_number) ||
		    !span_equal(disk, root_disk) ||
		    json_integer_value(json_object_get(root, "number")) != (json_int_t)root_number)
			continue;
		json_array_foreach(volumes, j, v)
			if (json_equal(json_object_get(v, "target"), json_object_get(root, "target")) &&
			    json_integer_value(json_object_get(v, "number")) == (json_int_t)number) {
				m->id = json_integer_value(json_object_get(v, "id"));
				m->n++;
			}
		return;
	}
}

static struct match
match_line(const json_t *volumes, const json_t *root, const json_t *lines, const json_t *line)
{
	static const struct {
		const char	*prefix, *key;
	} by[] = {
		{ "UUID=", "uuid" }, { "LABEL=", "label" },
		{ "PARTUUID=", "partuuid" }, { "PARTLABEL=", "partlabel" },
		{ "/dev/disk/by-uuid/", "uuid" }, { "/dev/disk/by-label/", "label" },
		{ "/dev/disk/by-partuuid/", "partuuid" }, { "/dev/disk/by-partlabel/", "partlabel" },
	};
	struct span source = span_of(text(line, "source"));
	struct match m = { 0, 0 };
	char value[256];

	for (size_t i = 0; i < sizeof by / sizeof *by; i++) {
		if (!span_starts(source, by[i].prefix))
			continue;
		source = span_skip(source, strlen(by[i].prefix));
		if (source.n >= 2 && *source.p == '"' && source.p[source.n - 1] == '"')
			source = (struct span){ source.p + 1, source.n - 2 };
		if (source.n >= sizeof value)
			return m;
		memcpy(value, source.p, source.n);
		value[source.n] = '\0';
		match_key(&m, volumes, line, by[i].key, value);
		return m;
	}
	if (logical_name(text(line, "source"), value))
		match_key(&m, volumes, line, "lv", value);
	if (m.n == 0)
		match_name(&m, volumes, root, lines, text(line, "source"));
	/* The names of arrays and of what is decrypted are given anew at each start. */
	if (m.n == 0 && strcmp(text(line, "point"), "/") == 0 &&
	    ((strcmp(text(root, "kind"), "crypt") == 0 && span_starts(span_of(text(line, "source")),
	    "/dev/mapper/")) || (strcmp(text(root, "kind"), "array") == 0 &&
	    span_starts(span_of(text(line, "source")), "/dev/md")))) {
		m.id = json_integer_value(json_object_get(root, "id"));
		m.n = 1;
	}
	return m;
}

static const char *
judge_match(const struct match *m, const json_t *volumes, json_int_t root, const json_t *line)
{
	const char *state;

	if (network(line))
		return "lies on another machine: not looked at";
	if (m->n == 0)
		return "is on no disk at hand";
	if (m->n > 1)
		return "two volumes bear this name";
	state = text(by_id(volumes, m->id), "state");
	if (strcmp(state, "read") != 0)
		return "lies on a volume that could not be read";
	if (strcmp(text(line, "point"), "/") == 0 && m->id != root)
		return "the system names another volume as its root";
	return NULL;
}

json_t *
system_mounts(const json_t *volumes, json_int_t root, const json_t *lines)
{
	const json_t *line, *root_volume = by_id(volumes, root);
	json_t *mounts = json_array(), *mount;
	struct match m;
	const char *why;
	size_t i;

	json_array_foreach(lines, i, line) {
		if (needs_no_disk(line) || by_hand(line) || option(line, "bind") ||
		    option(line, "rbind") || json_is_true(json_object_get(line, "mounted")))
			continue;
		m = match_line(volumes, root_volume, lines, line);
		if (strcmp(text(line, "point"), "/") == 0 &&
		    strcmp(text(root_volume, "kind"), "directory") == 0)
			continue;	/* a directory has no UUID to compare */
		why = judge_match(&m, volumes, root, line);
		mount = json_pack("{s:s, s:s, s:s}", "point", text(line, "point"),
		    "source", text(line, "source"), "type", text(line, "type"));
		if (why)
			json_object_set_new(mount, "why", json_string(why));
		else
			json_object_set_new(mount, "volume", json_integer(m.id));
		json_array_append_new(mounts, mount);
	}
	return mounts;
}
