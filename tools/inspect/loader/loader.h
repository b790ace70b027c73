/* SPDX-License-Identifier: GPL-3.0-or-later */
/* loader - the sources of the inspector of that name, one list for each */
#ifndef ASSAY_INSPECT_LOADER_H
#define ASSAY_INSPECT_LOADER_H

#include "../startup/settings.h"

void	loader_preload(struct startup *);	/* preload.c */
void	loader_directories(struct startup *);	/* directories.c */
void	loader_hwcaps(struct startup *);
void	loader_lists(struct startup *);		/* lists.c */
void	loader_cache(struct startup *);		/* cache.c */
void	loader_environment(struct startup *);	/* variables.c */
void	loader_pam_env(struct startup *);
void	loader_defaults(struct startup *);

#define MAX_LOADER_DIRS	128	/* directories that the loader is told of; a busy server has ten */

/* Where ld.so.conf and the loader's own list lead, links resolved. */
struct loader_dirs {
	struct span	path[MAX_LOADER_DIRS];
	size_t		n;
};
void	loader_dirs(struct startup *, struct loader_dirs *, bool tell);

#endif
