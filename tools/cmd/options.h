/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * options - what the commands that examine targets are told in the same words
 *
 * --all, --no-jail, --help; --reference, --keys, what of them need not be signed
 * and --signers for what is brought to hold a system to.
 */
#ifndef ASSAY_CMD_OPTIONS_H
#define ASSAY_CMD_OPTIONS_H

#include <getopt.h>

#include "../trust/keyfile.h"
#include "examine.h"
#include "packs.h"

struct common {
	struct examination	*e;		/* jailed unless told otherwise, with a survey */
	struct packs		*packs;
	const char		*help, *signers, *keys[MAX_KEY_FILES];
	unsigned int		 nkeys;
	bool			 all, unsigned_keys;
};

struct common	common_new(const char *help);
/*
 * The next option of the command's own, as getopt_long(3) answers; -1 at the end.
 * Common ones are seen to; --help ends the program, and so does what is unknown.
 */
int		common_next(struct common *, int argc, char **argv, const struct option *own);
/* After the last one: the targets, the keys, and the packs that are no older than `since`; NULL: none yet. */
void		common_end(struct common *, int argc, char **argv, const char *since);

#endif
