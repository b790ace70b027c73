/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * record - the lines that cross out of the jail, and that `assay look` prints
 *
 * One JSON object a line, one key on the outside that names the kind:
 *
 *   {"volume":  {...}}  a disk, partition or filesystem and how far it was read
 *   {"system":  {...}}  an installed operating system
 *   {"mount":   {...}}  one line of a system's fstab (jail only; joined into the system)
 *   {"finding": {...}}  what an inspector said
 *   {"covered": {...}}  how far an inspector got on a system
 *   {"gap":     {...}}  what was not looked at, and why
 *   {"progress":{...}}  files and bytes so far (jail only; never kept)
 *   {"end":     {...}}  how many lines came before: a cut stream is no clean one
 *
 * Text in records is escaped evidence (lib/escape.h): printable ASCII only.
 * record_read checks a line as if an enemy had written it: kind, keys, types,
 * lengths and ranges against one table, nothing unknown, nothing missing.
 */
#ifndef ASSAY_FINDING_RECORD_H
#define ASSAY_FINDING_RECORD_H

#include <jansson.h>
#include <stdio.h>

#include "../lib/span.h"

enum record {
	RECORD_VOLUME, RECORD_SYSTEM, RECORD_MOUNT, RECORD_FINDING, RECORD_COVERED,
	RECORD_GAP, RECORD_PROGRESS, RECORD_END,
	RECORD_COUNT
};

/*
 * Take one line apart.  Answers the kind and hands over *body (a new reference),
 * or RECORD_COUNT with *why saying what is wrong with it (our words).
 */
enum record	 record_read(struct span line, json_t **body, const char **why);

/* Write one line to a descriptor in a single write; steals body.  Dies when it cannot. */
void		 record_write(int fd, enum record, json_t *body);

/* Escaped evidence as a JSON string; at most max characters. */
json_t		*record_text(struct span evidence, size_t max);

/*
 * The bodies.  Numbers are JSON integers below 2^63; "?" marks keys that may be missing.
 *
 * volume:  id (0..), parent? (id), name, kind ("disk" "partition" "image" "directory"),
 *          type? ("ext4", "swap", "LVM2_member", "dos", "gpt", ...), offset?, size?, uuid?, label?,
 *          partuuid?, partlabel?, number? (of the partition), readonly? (bool),
 *          state ("read" "container" "empty" "swap" "medium" "unread"), why?
 * system:  id, volume (id of its root), name (os-release PRETTY_NAME), distribution? (ID), version? (VERSION_ID),
 *          hostname?, mounts [{point, source, type, volume?, why?}]
 * mount:   point, source, type, options, mounted (bool: a directory target shows it already)
 * finding: name, inspector?, system?, path, line?, about?,
 *          file? {kind, ino, mode (octal text), uid, gid, size, mtime, atime, ctime, btime?, sha256?, target?}
 * covered: inspector?, system?, how ("done" "nothing" "partial" "lost"), files?, bytes?, why?
 * gap:     inspector?, system?, volume?, path?, why
 * progress:files, bytes
 * end:     records
 *
 * The parent, not the child, writes inspector, system and the ids.
 */

#endif
