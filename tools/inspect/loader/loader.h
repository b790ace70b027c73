/* SPDX-License-Identifier: GPL-3.0-or-later */
/* loader - the sources of the loader inspector */
#ifndef ASSAY_INSPECT_LOADER_LOADER_H
#define ASSAY_INSPECT_LOADER_LOADER_H

#include "../startup/autorun.h"

void	loader_preload(struct startup *);

#endif
