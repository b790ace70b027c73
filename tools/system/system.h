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

/*
 * In the jail: if the view holds a system, write its record and a mount record
 * for every line of its fstab.  Gaps likewise.
 */
void	system_survey(struct view *, int out);

/*
 * Match a system's fstab lines with the volumes (arrays of record bodies).
 * Each line is answered with a new mount body {point, source, type, volume?,
 * why?}: volume is its id; why says what is missing, and then it is a gap.  A
 * line that needs nothing from a disk (proc, tmpfs, swap, bind ...) is left out.
 * Pure: no files.  Answers a new array.
 */
json_t	*system_mounts(const json_t *volumes, json_int_t root, const json_t *lines);

#endif
