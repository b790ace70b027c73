/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pack_record - a pack's records by number: shared by the files of the pack only */
#ifndef ASSAY_TRUTH_PACK_RECORD_H
#define ASSAY_TRUTH_PACK_RECORD_H

#include "pack.h"

uint32_t	 get_u16(const unsigned char *);
uint32_t	 get_u32(const unsigned char *);
uint64_t	 get_u64(const unsigned char *);

uint32_t	 record_count(const struct pack *, enum pack_section);
/* NULL past the end. */
const unsigned char	*record_at(const struct pack *, enum pack_section, uint32_t i);
bool		 text_at(const struct pack *, uint32_t offset, uint32_t length, struct span *);
bool		 text_of(const struct pack *, enum pack_section, uint32_t i, struct span *);
bool		 member_at(const struct pack *, uint32_t i, struct pack_member *);	/* of all packages' */

/* How packages, and members of one package, are sorted. */
int		 package_compare(const struct pack_package *, const struct pack_package *);
int		 member_compare(const struct pack_member *, struct span dir, struct span base);

#endif
