/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * survey - everything known of one machine: records gathered by kind
 *
 * Filled from jailed children or from the lines of `assay look`; judged by
 * policy/judge and told by deliver/.
 */
#ifndef ASSAY_FINDING_SURVEY_H
#define ASSAY_FINDING_SURVEY_H

#include <jansson.h>
#include <stdbool.h>

#include "record.h"

struct survey {
	/* arrays of record bodies */
	json_t	*volumes, *systems, *findings, *sources, *autoruns, *accounts, *grants, *logins, *packages, *seen;
	json_t	*covered, *gaps;
	bool	 whole;		/* no line was missing or malformed */
};

struct survey	*survey_new(void);
/* Steals body.  A kind that is not kept (progress, mount, end) is dropped. */
void		 survey_add(struct survey *, enum record, json_t *body);
void		 survey_gap(struct survey *, json_t *body);	/* survey_add of a gap */
/* All records in the order above, then the end record. */
void		 survey_write(const struct survey *, int fd);
/* Was there a system, and did every inspector asked get to the end of it, without a gap? */
bool		 survey_covered(const struct survey *);
/* All of it; what was added goes with it. */
void		 survey_free(struct survey *);

#endif
