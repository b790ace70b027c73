/* SPDX-License-Identifier: GPL-3.0-or-later */
/* dump - everything that a view shows, as text; for comparing and for provoking */
#ifndef ASSAY_TESTS_VIEW_DUMP_H
#define ASSAY_TESTS_VIEW_DUMP_H

#include <stdio.h>

#include "../../tools/view/tree.h"

/*
 * Walk the whole view, names in byte order, and write a line a node to out
 * (NULL: read everything, write nothing).  Stops after `budget` nodes; answers
 * how many there were.
 */
size_t	dump(struct view *, FILE *out, size_t budget);

#endif
