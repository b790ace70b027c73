/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * site - what this site knows and allows, each entry vouched for until a day
 *
 * A site file is plain text: entries of "key: value" lines, parted by empty
 * lines; '#' starts a comment line.  Every entry has
 *
 *   finding   the catalogue's name
 *   path      as the report writes it
 *   sha256    of the file at that path, and/or
 *   about     the words that the report shows with the finding
 *   reason    why that is right here
 *   by        who vouches
 *   until     the last day that it holds, YYYY-MM-DD
 *
 * An entry quiets exactly the finding, path and content it names.  A finding
 * with a floor (floor.policy) cannot be quieted.
 */
#ifndef ASSAY_POLICY_SITE_H
#define ASSAY_POLICY_SITE_H

#include <jansson.h>

#include "../trust/ours.h"
#include "policy.h"

#define SITE_NAMESPACE	"assay-site"	/* of ssh-keygen -Y sign -n */

#define MAX_SITE_FILES	16
#define MAX_SITE_TEXT	((size_t)8 << 20)	/* bytes of one file: some 20,000 entries */

struct site_file {
	const char	*path;			/* borrowed: as the operator named it */
	char		 sha256[HASH_HEX];	/* of its text */
	struct signer	 by;			/* who signed it; name "": nobody, and the operator knows */
};

struct site_entry {
	const struct site_file	*file;
	unsigned int		 line;		/* where it starts */
	enum finding		 finding;
	struct span		 path, sha256, about, reason, by, until;
	bool			 expired;
};

struct site {
	struct site_file	 file[MAX_SITE_FILES];
	unsigned int		 nfiles;
	struct site_entry	*entry;
	size_t			 n, room;
};

/*
 * Add a file's entries; the text must outlive the site.  Today is YYYY-MM-DD.
 * Answers how many faults the text has, each told on standard error with its line.
 */
unsigned int	site_parse(struct site *, struct site_file *, struct span text, const char *today);
/* The same of a file that was read; dies (EX_CONFIG) when it has faults. */
void		site_load(struct site *, const char *path, const struct ours *, const char *today);
/* The entry that allows a finding (a record's body), or NULL. */
const struct site_entry	*site_allows(const struct site *, const json_t *finding);

#endif
