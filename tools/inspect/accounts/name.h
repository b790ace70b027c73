/* SPDX-License-Identifier: GPL-3.0-or-later */
/* name - account names: what tools allow, and what was made to be overlooked */
#ifndef ASSAY_INSPECT_ACCOUNTS_NAME_H
#define ASSAY_INSPECT_ACCOUNTS_NAME_H

#include "table.h"

/* Accounts that distributions ship for their own use and that nobody logs in with. */
bool	name_is_system(struct span);
/* Those of them that honest administrators now and then let in: to deploy, to fetch backups. */
bool	name_serves(struct span);
/* Blanks, control or non-ASCII characters: no account tool makes such a name. */
bool	name_is_deceptive(struct span);
/* One that useradd(8) and adduser(8) refuse. */
bool	name_is_odd(struct span);
/* Another row's name but for the case of its letters. */
bool	name_imitates(const struct table *, struct span);
/* Say of each row whose name a hasty reader takes for another's: ACCOUNT_NAME_ALIKE. */
void	name_look_alikes(struct inspection *, const struct table *);

#endif
