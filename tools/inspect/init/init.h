/* SPDX-License-Identifier: GPL-3.0-or-later */
/* init - the sources of the init inspector */
#ifndef ASSAY_INSPECT_INIT_INIT_H
#define ASSAY_INSPECT_INIT_INIT_H

#include "../startup/autorun.h"

void	init_local(struct startup *);
void	init_scripts(struct startup *);
void	init_runlevels(struct startup *);
void	init_inittab(struct startup *);

#endif
