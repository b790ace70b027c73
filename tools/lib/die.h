/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * die - our own machine failed us (memory, fork, a full disk): say what and stop
 *
 * Never for evidence: bad evidence is a value.  Codes are those of sysexits(3),
 * 64 to 78, which no verdict uses.
 */
#ifndef ASSAY_LIB_DIE_H
#define ASSAY_LIB_DIE_H

#include <stddef.h>
#include <sysexits.h>

/* Prints "assay: TEXT" and, when errno is set, its meaning. */
_Noreturn void	die(int code, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* malloc'd zeroed memory or death: for our own bookkeeping, not for evidence. */
void		*need(size_t count, size_t size);

#endif
