/* SPDX-License-Identifier: GPL-3.0-or-later */
/* disks - which disk, or which of its partitions, does a name of the kernel's or a link beside it mean? */
#include <stdio.h>
#include <string.h>

#include "match.h"

/*
 * "/dev/sda2" is "/dev/sda" and 2, "/dev/nvme0n1p2" is "/dev/nvme0n1" and 2; so is
 * "-part2" of /dev/disk/by-id and by-path.
 */
static bool
partition_name(struct span s, struct span *disk, uint64_t *number)
{
	size_t n = s.n;

	if (!span_starts(s, "/dev/"))
		return false;
	while (n && s.p[n - 1] >= '0' && s.p[n - 1] <= '9')
		n--;
	if (!span_decimal(span_skip(s, n), number))
		return false;
	*disk = (struct span){ s.p, n };
	if (span_starts(s, "/dev/disk/by-")) {
		disk->n -= span_ends(*disk, "-part") ? 5 : 0;
		return disk->n != n;
	}
	if (n > 1 && s.p[n - 1] == 'p' && s.p[n - 2] >= '0' && s.p[n - 2] <= '9')
		disk->n--;
	return true;
}

static struct match
match_partition(const struct names *names, const json_t *target, uint64_t number)
{
	struct match m = { 0, 0 };
	const json_t *v;
	size_t i;

	json_array_foreach(names->volumes, i, v)
		if (json_equal(json_object_get(v, "target"), target) &&
		    json_integer_value(json_object_get(v, "number")) == (json_int_t)number)
			match_found(&m, v);
	return m;
}

/* Is this what a name of /dev/disk/by-id ends in?  NVMe's may have the number of its namespace behind. */
static bool
ends_in(struct span name, const char *id)
{
	struct span s = span_of(id);
	char wwn[80];

	if (s.n < 4)
		return false;
	if (span_starts(s, "naa.")) {	/* as udev writes a world-wide name: wwn-0x... */
		snprintf(wwn, sizeof wwn, "0x%s", id + 4);
		id = wwn;
		s = span_of(wwn);
	}
	if (name.n > 2 && name.p[name.n - 2] == '_' && !span_ends(name, id))
		name.n -= 2;
	return name.n > s.n && span_ends(name, id) &&
	    (name.p[name.n - s.n - 1] == '-' || name.p[name.n - s.n - 1] == '_');
}

/* By what the disk calls itself: it, or its partition. */
static struct match
match_id(const struct names *names, struct span source)
{
	struct match m = { 0, 0 };
	struct span disk = source;
	uint64_t number = 0;
	const json_t *v;
	size_t i;

	if (!span_starts(source, "/dev/disk/by-id/"))
		return m;
	if (!partition_name(source, &disk, &number))
		number = 0;
	json_array_foreach(names->volumes, i, v)
		if (ends_in(disk, match_text(v, "serial")) || ends_in(disk, match_text(v, "wwid"))) {
			if (number == 0)
				match_found(&m, v);
			else
				m = match_partition(names, json_object_get(v, "target"), number);
		}
	return m;
}

/*
 * Kernel names are given in the order disks appear, and paths by where they are
 * plugged in, which differs here.  They are believed only beside the root's own:
 * same disk name, so the root's disk.
 */
static struct match
match_name(const struct names *names, struct span source)
{
	struct match none = { 0, 0 };
	struct span disk, root_disk;
	uint64_t number, root_number;
	const json_t *line;
	size_t i;

	if (!partition_name(source, &disk, &number))
		return none;
	json_array_foreach(names->lines, i, line)
		if (strcmp(match_text(line, "point"), "/") == 0 &&
		    partition_name(span_of(match_text(line, "source")), &root_disk, &root_number) &&
		    span_equal(disk, root_disk) && json_integer_value(json_object_get(names->root,
		    "number")) == (json_int_t)root_number)
			return match_partition(names, json_object_get(names->root, "target"), number);
	return none;
}

struct match
match_disk(const struct names *names, struct span source)
{
	struct match m = match_id(names, source);

	return m.n ? m : match_name(names, source);
}
