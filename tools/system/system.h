/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * system - one installed operating system: where it is and what it mounts
 *
 * A filesystem holds a system when its root has /etc and an os-release, or
 * accounts beside a /usr or /bin.  What its fstab(5) names is matched with the
 * volumes at hand; what cannot be matched is a gap, said aloud.
 */
#ifndef ASSAY_SYSTEM_SYSTEM_H
#define ASSAY_SYSTEM_SYSTEM_H

#include <jansson.h>

#include "../view/tree.h"

#define MAX_ROOTS	64	/* systems in directories of one volume: a host of containers has some dozens */

/*
 * In the jail: for each system that the view holds, at its root or in a directory
 * beneath (containers, chroots, ostree deployments), write its record, then a mount
 * record for every line of its fstab, crypttab (type "crypt"), mdadm.conf ("array"),
 * and for each of its mount units.  Before the first, one of type "boot" for each root
 * that a boot loader's entries here start, of this system or another.  Gaps likewise.
 */
void	system_survey(struct view *, int out);

/*
 * Match what a system's own files name with the volumes (arrays of record bodies).
 * Each line is answered with a new mount body {point, source, type, volume?,
 * root?, within?, optional?, why?}: volume is its id, root the directory of it that
 * is shown; within: the source is a path in the system itself, which need not be
 * there if it is optional; why says what is missing, and then it is a gap.  A line
 * that needs nothing from a disk (proc, tmpfs, swap ...) or names what is there
 * (crypttab) is left out.  Pure: no files.  Answers a new array.
 */
json_t	*system_mounts(const json_t *volumes, json_int_t root, const json_t *lines);

#endif
