/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hasher - one hashing child: shared by hasher.c, device.c and viewed.c only */
#ifndef ASSAY_SWEEP_HASHER_H
#define ASSAY_SWEEP_HASHER_H

#include "../media/medium.h"
#include "sweep.h"

enum trouble { TROUBLE_BROKEN, TROUBLE_LIMIT, TROUBLES };

struct hashing {
	const struct sweep		*sweep;
	const struct ledger_made	*made;
	struct ledger_digests		*digests;
	int				 out;
	void				*from;		/* where its bytes come from */
	uint32_t			 at;		/* which file of the order */
	uint32_t			 node;
	struct hasher			*hasher[HASH_KINDS];	/* NULL: not wanted */
	unsigned char			 head[KIND_HEAD];	/* the file's first bytes */
	size_t				 head_n;
	uint64_t			 files, bytes, told_files, told_bytes;
	uint64_t			 typed, typed_bytes;	/* read only in part */
	uint64_t			 read, seeks, back;	/* bytes of the device, jumps on it, backwards */
	struct medium_bad		 bad;			/* where the device could not be read */
	unsigned int			 named;			/* files told for it, each by its name */
	struct {
		uint64_t	count;
		uint32_t	first;		/* a node */
	}				 trouble[TROUBLES];
};

void	hasher_open(struct hashing *, const struct sweep *, const struct ledger_made *,
	    struct ledger_digests *, int out);
void	hasher_close(struct hashing *);
void	hasher_tell(struct hashing *, bool always);

/* What reads the file h->node: its head into hasher_head, or all of it into hasher_add too. */
typedef int hasher_read(struct hashing *);
void	hasher_chunk(struct hashing *, uint32_t chunk, hasher_read *head, hasher_read *body);
void	hasher_head(struct hashing *, const void *, size_t);
void	hasher_add(struct hashing *, const void *, size_t);

#endif
