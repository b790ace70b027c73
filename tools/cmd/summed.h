/* SPDX-License-Identifier: GPL-3.0-or-later */
/* summed - of which files will the digest of an on-disk record be asked for? */
#ifndef ASSAY_CMD_SUMMED_H
#define ASSAY_CMD_SUMMED_H

#include "../sweep/ledger.h"

/*
 * In the jail, when the volume was surveyed: where its package database can be
 * read, only files keep NODE_SUMMED whose record is no SHA-256.  Whom a reference
 * pack vouches for needs no weaker digest.
 */
void	summed_choose(struct view *, struct ledger_made *);

#endif
