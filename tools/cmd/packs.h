/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * packs - the reference packs that were brought: mapped, and believed or refused
 *
 * A pack is believed with a signature (PACK.sig, namespace assay-reference) by
 * a key that allowed_signers permits, or unsigned when the analyst says so.
 * One that is refused is told as a gap: what it would have proved is unproved.
 */
#ifndef ASSAY_CMD_PACKS_H
#define ASSAY_CMD_PACKS_H

#include <jansson.h>

#include "../finding/survey.h"
#include "../truth/pack.h"
#include "../trust/ours.h"

#define PACK_NAMESPACE	"assay-reference"

struct brought {
	const char	*file;
	struct span	 bytes;			/* the whole file, mapped */
	struct pack	 pack;
	char		 sha256[HASH_HEX];
	struct signer	 signer;
	bool		 is_signed;		/* by somebody whom we allow */
	const char	*refused;		/* NULL: believed */
};

/* Map and look; dies (EX_NOINPUT) when the file cannot be read.  allowed: a file, or NULL. */
void	 brought_open(struct brought *, const char *file, const char *allowed, bool unsigned_too);

/* What `inspect` and `look` were asked to bring. */
struct packs {
	const char	*file[MAX_PACKS];
	struct brought	 at[MAX_PACKS];
	unsigned int	 n;
	bool		 unsigned_too;
};

void	 packs_add(struct packs *, const char *file);	/* dies (EX_USAGE) past MAX_PACKS */
/*
 * Open them all, hold them to their signatures and to the oldest date that the
 * policy accepts ("": any), and bring the good ones to the truth; a gap for each that is refused.
 */
void	 packs_bring(struct packs *, const char *allowed, const char *since, struct survey *);
json_t	*packs_tell(const struct packs *);		/* for the report */
void	 brought_close(struct brought *);
/* As the report tells it. */
json_t	*brought_tell(const struct brought *);
/* Names of the archives that the packages came from, "; " between them. */
void	 brought_origins(const struct brought *, char *text, size_t size);

#endif
