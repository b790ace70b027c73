/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cpio - one archive of an initramfs, as its bytes come
 *
 * Hand in bytes, take out events.  Nothing is kept but one header and name.
 * Format "newc", from cpio(5) and the kernel's
 * Documentation/driver-api/early-userspace/buffer-format.rst.
 */
#ifndef ASSAY_INSPECT_BOOT_CPIO_H
#define ASSAY_INSPECT_BOOT_CPIO_H

#include "../../lib/limits.h"
#include "../../lib/span.h"

#define CPIO_HEADER	110

enum cpio_event {
	CPIO_MORE,	/* *in is used up */
	CPIO_MEMBER,	/* its name, mode and size are known */
	CPIO_DATA,	/* *data is some of its content */
	CPIO_DONE,	/* it is whole */
	CPIO_END,	/* the archive has ended: the trailer, and what fills up its last word */
	CPIO_BROKEN,
};

struct cpio {
	struct span	name;			/* as written; lives until the next member */
	uint32_t	mode, size;
	/* Private. */
	enum { CPIO_IN_HEADER, CPIO_IN_NAME, CPIO_IN_DATA, CPIO_IN_FILL, CPIO_AFTER } state;
	unsigned char	text[CPIO_HEADER + MAX_PATH + 1];
	size_t		have, name_size, left;
	bool		trailer;
	unsigned	fill, fill_after;	/* bytes up to the next word */
};

void		cpio_open(struct cpio *);
enum cpio_event	cpio_step(struct cpio *, struct span *in, struct span *data);

#endif
