/* SPDX-License-Identifier: GPL-3.0-or-later */
/* match - which of the volumes at hand does a name in a system's own files mean? */
#ifndef ASSAY_SYSTEM_MATCH_H
#define ASSAY_SYSTEM_MATCH_H

#include <stdbool.h>

#include "../lib/span.h"
#include "system.h"

/* What a name is looked for in: the volumes, the one that is the system's root, its lines. */
struct names {
	const json_t	*volumes, *root, *lines;
};

/* How many volumes bear the name, and one of them. */
struct match {
	json_int_t	id;
	unsigned int	n;
};

struct match	 match_line(const struct names *, const json_t *line);
/* The array that a mdadm.conf line, or the opened volume that a crypttab line, is about. */
struct match	 match_below(const struct names *, const json_t *line);

/* disks.c: by the name of a disk or of its partition. */
struct match	 match_disk(const struct names *, struct span source);

/* For the files here: one more; a text, "" when there is none; an option of a line; its value, or none. */
void		 match_found(struct match *, const json_t *volume);
const char	*match_text(const json_t *body, const char *key);
struct span	 match_option(const json_t *line, const char *name);
const json_t	*match_volume(const struct names *, json_int_t id);

#endif
