/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * jail - give up everything but reading what is open and writing one pipe; or die
 *
 * Unprivileged user, no new privileges, resource limits, Landlock, seccomp:
 * prctl(2), landlock(7), seccomp(2).  Opening, creating, sockets, processes
 * and executable memory are gone.
 */
#ifndef ASSAY_JAIL_JAIL_H
#define ASSAY_JAIL_JAIL_H

#include <stddef.h>

enum jail {
	JAIL_OPEN,	/* no jail: only for sanitizers, said aloud in every report */
	JAIL_FD,	/* descriptors already open, nothing else */
	JAIL_TREE,	/* the same, and opening for reading beneath the trees */
};

/* Never returns half-locked: a jail that cannot be shut ends the process (EX_OSERR). */
void	jail_enter(enum jail, const int *trees, size_t n);

#endif
