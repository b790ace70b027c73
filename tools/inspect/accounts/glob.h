/* SPDX-License-Identifier: GPL-3.0-or-later */
/* glob - names against glob(7) patterns */
#ifndef ASSAY_INSPECT_ACCOUNTS_GLOB_H
#define ASSAY_INSPECT_ACCOUNTS_GLOB_H

#include "../../lib/span.h"

bool	glob_wild(struct span pattern);
/* The whole name; '*', '?' and [sets], ranges and '!' in them.  Never more than n * m steps. */
bool	glob_match(struct span pattern, struct span name);

#endif
