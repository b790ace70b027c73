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
#include "../stack/stack.h"
#include "../sweep/ledger.h"

#define MAX_TARGETS	256	/* disks of one machine; the largest storage servers hold 120 */
#define MAX_KEYS	64	/* keys for encrypted volumes: every one costs a second and more to try */
#define MAX_MADE	1024	/* devices and mounts that are put together from them */

/* What a target is that nobody named: put together from others. */
struct made {
	json_t		*body;			/* kind, parent, name ... of its volume; NULL: named */
	bool		 safe;			/* it lies above a snapshot already */
};

struct examination {
	struct medium	 target[MAX_TARGETS + MAX_MADE];
	unsigned int	 ntargets, nasked;	/* all; those of the command */
	bool		 assemble;		/* put together what lies in layers (stack/stack.h) */
	struct made	 made[MAX_TARGETS + MAX_MADE];	/* of each target */
	unsigned int	 shown[MAX_VOLUMES];	/* target at which the kernel shows a volume; 0: it does not */
	bool		 bare[MAX_VOLUMES];	/* it holds nothing but other volumes */
	struct stack	 stack;
	struct span	 key[MAX_KEYS];		/* for encrypted volumes; in no report */
	size_t		 nkeys;
	/* Ask a person for one more key: true when there is one.  NULL: nobody is there. */
	bool		(*ask_key)(struct examination *, const char *volume);
	bool		 all;			/* --all: every disk of this machine, set read-only */
	bool		 jailed;
	bool		 accounts;		/* ask only those that tell who may come in */
	bool		 autoruns;		/* ask only those inspectors that tell what runs by itself */
	void		(*file)(const json_t *);	/* ask the timeline alone, and hand each file on */
	bool		 deep;			/* --deep: hash data files whatever their size */
	void		(*progress)(const char *text);	/* NULL: say nothing on the way */
	struct survey	*survey;		/* filled */
	json_t		*boots;			/* the roots that boot loaders' entries start, as mounts of type "boot" */
	struct ledger	*ledger;		/* of each volume, by id; filled by the sweep */
	json_t		*stages;		/* [{name, seconds}], filled */
};

/*
 * Fill the targets from paths, or with every disk of this machine; dies
 * (EX_NOINPUT, EX_NOPERM, EX_USAGE) when one cannot be opened.
 */
void	examine_targets(struct examination *, char **paths, int n, bool all);

/* A key for encrypted volumes; the file's dies (EX_NOINPUT) when it cannot be opened. */
void	examine_key(struct examination *, const unsigned char *bytes, size_t n);
void	examine_key_file(struct examination *, const char *path);
void	examine_forget_keys(struct examination *);

/* Take down what was put together; the survey stays. */
void	examine_done(struct examination *);

/* Only what lies on the targets: volumes, systems and their mounts, gaps. */
void	examine_volumes(struct examination *);
/* All of it; ends with the survey whole. */
void	examine(struct examination *);

#endif
