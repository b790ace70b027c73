/* SPDX-License-Identifier: GPL-3.0-or-later */
/* runtimes - the sources of the inspector of that name, one list for each */
#ifndef ASSAY_INSPECT_RUNTIMES_H
#define ASSAY_INSPECT_RUNTIMES_H

#include "../startup/settings.h"

void	runtimes_python(struct startup *);	/* python.c */
void	runtimes_modules(struct startup *);	/* shadow.c */
void	runtimes_starts(struct startup *);	/* starts.c */
void	runtimes_php(struct startup *);		/* php.c */
void	runtimes_options(struct startup *);	/* options.c */
void	runtimes_bytecode(struct startup *);	/* bytecode.c */
void	runtimes_records(struct startup *);	/* record.c */

/* record.c: is the file in a package of pip's beside it, with this content? */
bool	record_lists(struct startup *, struct span site, struct span path);

#endif
