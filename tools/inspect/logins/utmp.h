/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * utmp - the records of utmp, wtmp and btmp
 *
 * glibc's struct utmp (bits/utmp.h) as four machines write it: 384 bytes with
 * 32-bit times (x86 and most others), or 400 bytes with 64-bit times (64-bit
 * ARM and some others), each in either byte order.  A file does not say which;
 * the layout under which its records make sense is taken.
 */
#ifndef ASSAY_INSPECT_LOGINS_UTMP_H
#define ASSAY_INSPECT_LOGINS_UTMP_H

#include "../inspect.h"

/* utmp(5), ut_type. */
enum {
	UTMP_EMPTY, UTMP_RUN_LEVEL, UTMP_BOOT, UTMP_NEW_TIME, UTMP_OLD_TIME, UTMP_INIT,
	UTMP_LOGIN, UTMP_USER, UTMP_DEAD, UTMP_ACCOUNTING, UTMP_TYPES
};

struct utmp_layout {
	size_t	size;		/* of a record */
	bool	wide, big;	/* 64-bit times; the high byte first */
};

struct utmp_record {
	unsigned int	 type;			/* 16 bits: may be none of the above */
	uint32_t	 pid;
	struct span	 line, id, user, host;	/* up to their first NUL */
	int64_t		 seconds;		/* since 1970 */
	uint32_t	 microseconds;
	unsigned char	 address[16];		/* IPv4 in the first four when the others are 0 */
	bool		 erased;		/* every byte is 0 */
};

/* The layout that fits, or NULL when none does; any file shorter than a record fits none. */
const struct utmp_layout	*utmp_layout(struct span bytes);
/* Take the next whole record off the front; false when fewer bytes are left. */
bool	utmp_take(const struct utmp_layout *, struct span *rest, struct utmp_record *);

#endif
