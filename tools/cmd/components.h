/* SPDX-License-Identifier: GPL-3.0-or-later */
/* components - what this program was built from; made from the pins in third-party */
#ifndef ASSAY_CMD_COMPONENTS_H
#define ASSAY_CMD_COMPONENTS_H

struct component {
	const char	*name, *version, *licence;
};

extern const struct component components[];	/* a NULL name ends it */

#endif
