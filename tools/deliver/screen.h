/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * screen - the verdict as text: 76 columns of ASCII, words and not colours
 */
#ifndef ASSAY_DELIVER_SCREEN_H
#define ASSAY_DELIVER_SCREEN_H

#include "report.h"

#define SCREEN_WIDTH	76
#define SCREEN_LINES	25	/* of a VGA text console */

/*
 * Text (malloc'd) of at most `lines` lines, each ending in a newline; 0: as many
 * as there is to say.  The report must have been made: its digest is shown.
 */
char	*screen_make(const struct report *, unsigned int lines);

/* The same verdict for scripts, one line of JSON without its newline (malloc'd). */
char	*screen_line(const struct report *);

/* Around both on a serial line, for scripts to find. */
#define SCREEN_BEGIN	"=== ASSAY VERDICT ==="
#define SCREEN_END	"=== ASSAY VERDICT END ==="

#endif
