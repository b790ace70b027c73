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
 *   {"source":  {...}}  a place that starts things, and how many entries it has
 *   {"autorun": {...}}  an entry there, and one file that it would execute
 *   {"account": {...}}  an account, in whatever store, and how it may be entered
 *   {"grant":   {...}}  a right or a way in that somebody has
 *   {"login":   {...}}  a login that the system recorded
 *   {"package": {...}}  a package, as the system's own database names it
 *   {"seen":    {...}}  another machine that the system's records name
 *   {"file":    {...}}  a file and its times (jail only; `assay timeline` tells it on)
 *   {"covered": {...}}  how far an inspector got on a system
 *   {"gap":     {...}}  what was not looked at, and why
 *   {"progress":{...}}  files and bytes so far (jail only; never kept)
 *   {"end":     {...}}  how many lines came before: a cut stream is no clean one
 *
 * Text in records is escaped evidence (lib/escape.h): printable ASCII only.
 * record_read checks a line as if an enemy had written it: kind, keys, types,
 * lengths and ranges against one table (record.c), nothing unknown, nothing
 * missing.  The parent, not the child, writes inspector, system and the ids.
 */
#ifndef ASSAY_FINDING_RECORD_H
#define ASSAY_FINDING_RECORD_H

#include <jansson.h>

#include "../lib/span.h"

enum record {
	RECORD_VOLUME, RECORD_SYSTEM, RECORD_MOUNT, RECORD_FINDING, RECORD_SOURCE,
	RECORD_AUTORUN, RECORD_ACCOUNT, RECORD_GRANT, RECORD_LOGIN, RECORD_PACKAGE, RECORD_SEEN,
	RECORD_FILE, RECORD_COVERED, RECORD_GAP, RECORD_PROGRESS, RECORD_END,
	RECORD_COUNT
};

/*
 * Take one line apart.  Answers the kind and hands over *body (a new reference),
 * or RECORD_COUNT with *why saying what is wrong with it (our words).
 */
enum record	 record_read(struct span line, json_t **body, const char **why);

/* Write one line to a descriptor; steals body.  Dies (EX_IOERR) when it cannot. */
void		 record_write(int fd, enum record, json_t *body);

/* Escaped evidence as a JSON string; at most max characters, max at least 8. */
json_t		*record_text(struct span evidence, size_t max);

#endif
