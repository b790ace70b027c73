/* SPDX-License-Identifier: GPL-3.0-or-later */
/* place - whose word is a file, and who else could have changed it? */
#ifndef ASSAY_INSPECT_ACCOUNTS_PLACE_H
#define ASSAY_INSPECT_ACCOUNTS_PLACE_H

#include "../inspect.h"

/* A package's file with the content that its package gave it. */
bool	place_pristine(struct inspection *, struct span path);
/* No package owns it, links followed; false also where there is no package database. */
bool	place_foreign(struct inspection *, struct span path);
/*
 * The first of the file and the directories above it that others than root and
 * uid (with its own group gid) may change; .n 0: none.
 */
struct span	place_open(struct inspection *, struct span path, uint32_t uid, uint32_t gid);
/* A temporary or memory-backed directory, or a name that hides: no home for what grants. */
bool	place_shady(struct inspection *, struct span path);
/* A line that pushes its words out of sight, or holds characters that a terminal acts on. */
bool	place_hides(struct span line);

#endif
