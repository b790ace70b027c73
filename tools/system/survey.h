/* SPDX-License-Identifier: GPL-3.0-or-later */
/* survey - what the parts of system_survey share: one root being looked at, in the jail */
#ifndef ASSAY_SYSTEM_SURVEY_H
#define ASSAY_SYSTEM_SURVEY_H

#include <stdbool.h>

#include "system.h"

#define MAX_WORD	256		/* characters of a name, a version, a mount source */

struct root {
	struct tree	 tree;
	struct span	 path;		/* in its volume; "/" for the volume's own root */
	struct arena	*arena;
	int		 out;
	unsigned int	 lines;		/* told of what it mounts */
	struct dropin_dirs *dropins;	/* dropins.c: looked for at the first question */
};

bool	root_has(const struct root *, const char *path);
/* A small file whole, into the arena. */
int	root_read(const struct root *, struct span path, struct span *bytes);
/* The names in a directory; VIEW_ABSENT when it is none. */
int	root_list(const struct root *, struct span path, view_each_name *, void *arg);
void	root_gap(const struct root *, struct span path, const char *why);

/* tables.c: tell a mount record for all that the root's own files say it mounts. */
void	tables_tell(struct root *);
/* One of them; its type may be "crypt" or "array" (system.h). */
void	tables_line(struct root *, struct span file, struct span source, struct span point,
    struct span type, struct span options);
/* boots.c: the same, of the roots that a boot loader's entries start; their type is "boot". */
void	boots_tell(struct root *);
/* units.c: the same, of systemd's mount units; and where units lie, the first that stands first. */
void	units_tell(struct root *);
extern const char *const unit_dirs[];

/* dropins.c: what a mount unit says, and what the files beside it make of that. */
struct mount_unit {
	struct span	 what, where, type, options;
	bool		 conditional;
};
void		unit_say(struct mount_unit *, struct span text);
void		unit_dropins(struct root *, struct span name, struct mount_unit *);
/* The name of the unit that mounts at a point; .p is NULL when memory was refused. */
struct span	unit_name(struct root *, struct span point);

/*
 * roots.c: tell each directory of the volume's own tree that holds a system; kind
 * says in our words what it is.
 */
void	roots_each(struct root *top, void (*tell)(struct root *, const char *kind));

/* ostree.c: what a deployment is, in our words; and what it has from beside it, as mount records. */
const char	*ostree_kind(const struct root *top, struct span dir);
void		 ostree_tell(struct root *, const struct root *top);

#endif
