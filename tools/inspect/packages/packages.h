/* SPDX-License-Identifier: GPL-3.0-or-later */
/* packages - what the files of this inspector share */
#ifndef ASSAY_INSPECT_PACKAGES_H
#define ASSAY_INSPECT_PACKAGES_H

#include "program.h"

/* A packaged program that is not in its place: its bytes may stand elsewhere. */
struct lost {
	struct span	path;
	struct span	digest;
	enum hash	kind;
	struct lost	*next;
};

/* records.c: what the database holds that no package manager writes */
void	records_look(struct inspection *, const struct truth_db *);
/* seals.c: did the vendors sign what the database says? */
void	seals_look(struct inspection *, const struct truth_db *);
/* beyond.c: may more people change it, or does it lead elsewhere, than recorded? */
void	beyond_look(struct inspection *, const struct truth_entry *, const struct vstat *);
/* vouched.c: who vouches for the packages' records? */
void	vouched_look(struct inspection *, const struct truth_db *);
/* digests.c: does every listed file equal its record?  Answers the programs that do not. */
struct lost	*digests_look(struct inspection *, const struct truth_db *);
/* side.c: which other package manager says that a stranger is its own?  Empty: none. */
struct side {
	struct inspection	*in;
	unsigned		 asked;
};
struct span	side_owner(struct side *, struct span path);
/* bytecode.c: was the compiled code at the path made of the source beside it? */
struct bytecode;
struct bytecode	*bytecode_ready(struct inspection *);
void	bytecode_look(struct inspection *, struct bytecode *, struct span path);
/* unowned.c: what stands among the packages' programs and belongs to none? */
void	unowned_look(struct inspection *, const struct lost *);

#endif
