/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pam - what the parts of the pam inspector share */
#ifndef ASSAY_INSPECT_PAM_PAM_H
#define ASSAY_INSPECT_PAM_PAM_H

#include "stack.h"

/* module.c: is what a line names a package's, and does it hand passwords on? */
void	module_look(struct inspection *, const struct rule *);

#endif
