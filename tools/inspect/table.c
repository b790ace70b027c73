/* SPDX-License-Identifier: GPL-3.0-or-later */
/* table - the inspectors, gathered */
#include "inspect.h"

const struct inspector *const inspectors[] = {
#define INSPECTOR(name) &name##_inspector,
#include "inspectors.def"
#undef INSPECTOR
	NULL
};
