/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cron - the sources of the cron inspector */
#ifndef ASSAY_INSPECT_CRON_CRON_H
#define ASSAY_INSPECT_CRON_CRON_H

#include "../startup/autorun.h"

void	cron_system(struct startup *);
void	cron_spools(struct startup *);
void	cron_directories(struct startup *);
void	cron_anacron(struct startup *);
void	cron_at(struct startup *);
void	cron_incron(struct startup *);
void	cron_fcron(struct startup *);
void	cron_allowed(struct startup *);

#endif
