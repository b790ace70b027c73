/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stacking - what the parts of stage_stack share: volumes that lie in volumes */
#ifndef ASSAY_CMD_STACKING_H
#define ASSAY_CMD_STACKING_H

#include "stage.h"

#define MAX_TOGETHER	120	/* devices of one array, one group, one filesystem */

struct stacking {
	struct examination	*e;
	bool			 taken[MAX_VOLUMES];	/* somebody has tried it */
};

const char	*stacking_text(const json_t *volume, const char *key);
json_int_t	 stacking_id(const json_t *volume);
void		 stacking_settle(json_t *volume, const char *state, const char *why);
void		 stacking_gap(struct stacking *, json_int_t volume, const char *why);
struct range	 stacking_range(const struct stacking *, const json_t *volume);
size_t		 stacking_find(const struct stacking *, const char *type, const char *key,
		    const char *value, json_t **found, size_t room);
/* A device or mount of ours becomes a target; steals body.  False: it cannot be looked at. */
bool		 stacking_add(struct stacking *, const char *path, bool safe, json_t *body);

/* stage_keys.c: read the keys that lie on a stick labelled ASSAY-KEYS. */
void		 stacking_keys(struct stacking *);
/* The same: open a LUKS volume with any key, also one that a person is asked for. */
bool		 stacking_unlock(struct stacking *, const json_t *volume, const char *device,
		    char path[STACK_PATH]);
/* stage_groups.c: put together the volume groups that were found. */
void		 stacking_groups(struct stacking *);
/* stage_mounts.c: mount what only the kernel reads. */
void		 stacking_filesystems(struct stacking *);

#endif
