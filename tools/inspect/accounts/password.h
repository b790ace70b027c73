/* SPDX-License-Identifier: GPL-3.0-or-later */
/* password - what a password field lets in: crypt(5), shadow(5) */
#ifndef ASSAY_INSPECT_ACCOUNTS_PASSWORD_H
#define ASSAY_INSPECT_ACCOUNTS_PASSWORD_H

#include "../../lib/span.h"

/* A hash that some password matches: not locked, not a mere mark. */
bool	password_opens(struct span field);
/* One of them that is found by trying in hours: crypt(5)'s DES and MD5. */
bool	password_weak(struct span field);
/* A shell that lets its owner give commands; an empty field means /bin/sh. */
bool	password_shell(struct span shell);

#endif
