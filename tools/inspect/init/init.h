/* SPDX-License-Identifier: GPL-3.0-or-later */
/* init - the sources of the init inspector */
#ifndef ASSAY_INSPECT_INIT_INIT_H
#define ASSAY_INSPECT_INIT_INIT_H

#include "../startup/confs.h"

void	init_local(struct startup *);
void	init_scripts(struct startup *);
void	init_runlevels(struct startup *);
void	init_inittab(struct startup *);
void	init_openrc(struct startup *);
void	init_runit(struct startup *);
void	init_s6(struct startup *);
void	init_dinit(struct startup *);
void	init_upstart(struct startup *);

#endif
