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
void	 brought_close(struct brought *);
/* As the report tells it. */
json_t	*brought_tell(const struct brought *);
/* Names of the archives that the packages came from, "; " between them. */
void	 brought_origins(const struct brought *, char *text, size_t size);

#endif
