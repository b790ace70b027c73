/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * examine - from targets to findings: media, volumes, systems, inspectors
 *
 * Each question about evidence is asked in a jailed child of its own; what the
 * children write is checked line by line and kept in a survey.
 */
#ifndef ASSAY_CMD_EXAMINE_H
#define ASSAY_CMD_EXAMINE_H

#include "../finding/survey.h"
#include "../media/medium.h"
#include "../sweep/ledger.h"

#define MAX_TARGETS	256	/* disks of one machine; the largest storage servers hold 120 */

struct examination {
	struct medium	 target[MAX_TARGETS];
	unsigned int	 ntargets;
	bool		 all;			/* --all: every disk of this machine, set read-only */
	bool		 jailed;
	bool		 accounts;		/* ask only those that tell who may come in */
	bool		 autoruns;		/* ask only those inspectors that tell what runs by itself */
	void		(*file)(const json_t *);	/* ask the timeline alone, and hand each file on */
	bool		 deep;			/* --deep: hash data files whatever their size */
	void		(*progress)(const char *text);	/* NULL: say nothing on the way */
	struct survey	*survey;		/* filled */
	struct ledger	*ledger;		/* of each volume, by id; filled by the sweep */
	json_t		*stages;		/* [{name, seconds}], filled */
};

/*
 * Fill the targets from paths, or with every disk of this machine; dies
 * (EX_NOINPUT, EX_NOPERM, EX_USAGE) when one cannot be opened.
 */
void	examine_targets(struct examination *, char **paths, int n, bool all);

/* Only what lies on the targets: volumes, systems and their mounts, gaps. */
void	examine_volumes(struct examination *);
/* All of it; ends with the survey whole. */
void	examine(struct examination *);

#endif
