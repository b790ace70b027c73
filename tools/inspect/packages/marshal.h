/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * marshal - the names that compiled Python code speaks of
 *
 * CPython's Python/marshal.c and Lib/importlib/_bootstrap_external.py, versions
 * 3.8 to 3.14: a .pyc is a header of 16 bytes and one code object; code objects
 * hold constants, among them other code objects, and a tuple of names.
 */
#ifndef ASSAY_INSPECT_PACKAGES_MARSHAL_H
#define ASSAY_INSPECT_PACKAGES_MARSHAL_H

#include <stdbool.h>
#include <stdint.h>

#include "../../lib/span.h"

#define MARSHAL_HEADER	16

/* What a .pyc's header says of the source that it was made of. */
struct marshal_header {
	unsigned	magic;
	bool		by_digest;	/* else by time and size */
	uint32_t	mtime, size;
};

/* False: no header of a version that is known here. */
bool	marshal_header(struct span pyc, struct marshal_header *);

/*
 * Tells every name of every code object, some more than once.  refs: room for as
 * many offsets as the code has bytes.  False when it is not whole or not of a
 * known shape; what was told before stands.
 */
typedef void	marshal_name(void *arg, struct span name);
bool	marshal_names(struct span pyc, unsigned magic, uint32_t *refs, marshal_name *, void *arg);

#endif
