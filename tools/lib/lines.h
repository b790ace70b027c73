/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lines - which lines of a text are not of an older one?
 *
 * Lines are bytes between newlines, equal or not.  A line that only moved is
 * not added: each line of the older text is worth one of the newer, wherever
 * it stands.  Of a line that there are more of than there were, all between
 * the first and the last change count as added.
 */
#ifndef ASSAY_LIB_LINES_H
#define ASSAY_LIB_LINES_H

#include "arena.h"

/* True for each line of `now`, in order, that was added; *n of them.  NULL past MAX_COMPARED_LINES. */
bool	*lines_added(struct arena *, struct span before, struct span now, size_t *n);

#endif
