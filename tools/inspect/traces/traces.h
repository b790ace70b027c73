/* SPDX-License-Identifier: GPL-3.0-or-later */
/* traces - what the files of the traces inspector share */
#ifndef ASSAY_INSPECT_TRACES_TRACES_H
#define ASSAY_INSPECT_TRACES_TRACES_H

#include "../inspect.h"

struct trace {
	struct span	machine, how, account, path;
	unsigned int	times;
};

struct traces {
	struct inspection	*in;
	struct trace		*at;		/* open addressing; an empty slot has no machine */
	size_t			 n, room;
	bool			 any, full;
};

#define MAX_TRACES	((size_t)1 << 16)	/* machine, account and way: a jump host's hundreds of peers */

/*
 * A machine that records name: told once for each way, account and file.  What
 * could not be a name or an address is passed over.
 */
void	trace(struct traces *, struct span machine, const char *how, struct span account,
	    struct span path);

/* A command line as typed: which machines would it reach? */
void	command_trace(struct traces *, struct span line, struct span account, struct span path);
/* Says every machine, and a gap when there were too many. */
void	traces_tell(struct traces *);

void	history_trace(struct traces *, struct span home, struct span account);
void	known_trace(struct traces *, struct span home, struct span account);

#endif
