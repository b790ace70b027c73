/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * escape - evidence as text that cannot hurt a terminal, a log or a parser
 *
 * Printable ASCII stands for itself; a backslash is doubled; every other byte
 * becomes \xNN.  The one place where evidence becomes text.
 */
#ifndef ASSAY_LIB_ESCAPE_H
#define ASSAY_LIB_ESCAPE_H

#include "span.h"

/*
 * Writes at most size - 1 characters and a NUL; a longer text is cut at a
 * whole character and ends in "...".  Size must be at least 8.
 */
void	escape(struct span, char *out, size_t size);

#endif
