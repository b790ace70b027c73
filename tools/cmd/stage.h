/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stage - the stages of an examination, in this order; each adds to the survey */
#ifndef ASSAY_CMD_STAGE_H
#define ASSAY_CMD_STAGE_H

#include "examine.h"

void	stage_volumes(struct examination *);	/* targets -> volumes */
void	stage_stack(struct examination *);	/* volumes -> those that lie in them */
void	stage_systems(struct examination *);	/* volumes -> systems and their mounts */
void	stage_sweep(struct examination *);	/* their volumes -> ledgers */
void	stage_inspectors(struct examination *);	/* systems -> findings and coverage */
void	stage_shared(struct examination *);	/* what systems tell -> what they share */

/* The volumes of the targets from this one on. */
void	stage_probe(struct examination *, unsigned int from);

/* Is the volume the root of a system, or mounted by one? */
bool	stage_mounted(const struct survey *, json_int_t volume);
/* Is it a subvolume in the tree of one that is?  Then it was read with that. */
bool	stage_within(const struct survey *, const json_t *volume);
/* Does the target hold a volume of any system's? */
bool	stage_holds(const struct examination *, unsigned int target);

/* The target a volume lies on (an index), and where on it. */
struct place {
	const struct medium	*medium;
	uint64_t		 offset, size;
	const struct ledger	*ledger;	/* NULL: not swept */
};

struct place	stage_place(const struct examination *, json_int_t volume);

#endif
