/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * stack - what lies on disks in layers, put together so that no disk can be written
 *
 * Over each range of a disk that is to be activated stands a device of our own:
 * a read-only window on the range, and above it a dm-snapshot that keeps every
 * write in memory (Documentation/admin-guide/device-mapper/snapshot.rst).  RAID
 * is assembled read-only from windows, and has its snapshot above the array.
 * What is built above a snapshot needs none of its own.
 *
 * All of it is taken down by stack_close, the last first.
 */
#ifndef ASSAY_STACK_STACK_H
#define ASSAY_STACK_STACK_H

#include <jansson.h>

#include "../media/medium.h"
#include "../view/view.h"
#include "tool.h"

#define MAX_LAYERS	512	/* devices and mounts of our own at one time */
#define STACK_PATH	160	/* characters of a path of ours */
#define STACK_WHY	400	/* characters of a reason; it may quote a tool, escaped */

/* Something of ours that must be taken down again. */
enum layer_kind { LAYER_LOOP, LAYER_DEVICE, LAYER_SNAPSHOT, LAYER_ARRAY, LAYER_GROUP, LAYER_MOUNT };
struct layer {
	enum layer_kind	kind;
	char		path[STACK_PATH];	/* or a device-mapper name, or a group's */
};

struct stack {
	char		dir[64];	/* memory of ours: stores, mount points, LVM's configuration */
	struct layer	layer[MAX_LAYERS];
	unsigned int	n, made;
	uint64_t	room;		/* bytes of memory for all stores together */
	char		why[STACK_WHY];	/* of what failed last; printable ASCII */
};

/* A range of a device or image, and whether it is already above a snapshot. */
struct range {
	const struct medium	*medium;
	uint64_t		 offset, size;
	bool			 safe;
};

/*
 * room may bound the memory for stores; 0 leaves it at a third of what is free.
 * False with why: no rights, no tools, no device-mapper.  Then nothing was changed.
 */
bool	 stack_open(struct stack *);
void	 stack_close(struct stack *);

/* Path of a read-only window on the range, or of a device above it that takes writes into memory. */
bool	 stack_window(struct stack *, const struct range *, char path[STACK_PATH]);
bool	 stack_device(struct stack *, const struct range *, char path[STACK_PATH]);
/* Was the memory of any snapshot exhausted?  Then what was read above it is not to be trusted. */
bool	 stack_overflowed(struct stack *);

/*
 * array.c: assemble these members of one software RAID, read-only.  facts tells
 * level, members and how many are missing.
 */
bool	 stack_array(struct stack *, const struct range *members, size_t n, char path[STACK_PATH],
	    char facts[STACK_WHY]);

/*
 * group.c: activate every volume group on these devices.  Answers an array of
 * [{group, uuid, size, free, missing, why, devices, volumes: [{name, path, type, size, origin, pool,
 * why}]}],
 * text escaped, or NULL with why.  A volume without a path could not be activated.
 */
json_t	*stack_groups(struct stack *, char (*devices)[STACK_PATH], size_t n, bool copies);

/* crypt.c: open a LUKS volume with the key.  tokens: names of TPM2 and other tokens, "" for none. */
bool	 stack_crypt(struct stack *, const char *device, struct span key, char path[STACK_PATH]);
void	 stack_tokens(struct stack *, const char *device, char tokens[STACK_WHY]);

/*
 * mount.c: mount a filesystem of a type that stack_mountable knows; devices are
 * all that it spans, options may be "".  Read-only, no programs, no devices, no
 * links followed.
 */
bool	 stack_mountable(const char *type);
bool	 stack_mount(struct stack *, const char *type, char (*devices)[STACK_PATH], size_t n,
	    const char *options, char point[STACK_PATH]);
/* Let a directory of what is mounted at the point be empty. */
void	 stack_hide(struct stack *, const char *point, const char *below);

/* For the files here: run a tool and keep why it failed; remember a layer; fail for a reason of ours. */
bool	 stack_run(struct stack *, const char *const argv[], struct span input);
bool	 stack_ask(struct stack *, const char *const argv[], json_t **answer);
void	 stack_layer(struct stack *, enum layer_kind kind, const char *path);
bool	 stack_fail(struct stack *, const char *why, const char *detail);

#endif
