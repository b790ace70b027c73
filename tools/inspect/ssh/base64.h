/* SPDX-License-Identifier: GPL-3.0-or-later */
/* base64 - RFC 4648, as keys are written */
#ifndef ASSAY_INSPECT_SSH_BASE64_H
#define ASSAY_INSPECT_SSH_BASE64_H

#include "../inspect.h"

/* Line ends are passed over; anything else that is no base64 is false. */
bool	base64_read(struct inspection *, struct span text, struct span *bytes);
/* "SHA256:..." of the bytes, as ssh-keygen writes fingerprints; out holds KEY_PRINT (key.h). */
void	base64_print(struct span bytes, char *out);

#endif
