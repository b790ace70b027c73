/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * journal - systemd's journal files, walked once from front to end
 *
 * Format: JOURNAL_FILE_FORMAT of systemd's documentation and its
 * journal-def.h, regular and compact, keyed hashes or not.  Only short,
 * uncompressed fields are kept: what programs say of a login is short.
 */
#ifndef ASSAY_INSPECT_TRACES_JOURNAL_H
#define ASSAY_INSPECT_TRACES_JOURNAL_H

#include "../inspect.h"

struct journal_entry {
	uint64_t	realtime;	/* microseconds since 1970 */
	uint64_t	seqnum;
	struct span	identifier;	/* of SYSLOG_IDENTIFIER; empty: not one that was asked for */
	struct span	message;	/* likewise of MESSAGE */
};

/* Which fields' values are kept for the entries; an entry with both is handed over. */
struct journal_wants {
	bool	(*identifier)(struct span value);
	bool	(*message)(struct span value);
	void	(*entry)(void *arg, const struct journal_entry *);
	void	*arg;
};

enum journal_state {
	JOURNAL_WHOLE,		/* every object follows its rules */
	JOURNAL_OPEN,		/* it was being written when the machine stopped; as far as it goes */
	JOURNAL_BAD,		/* it says that it was closed, and contradicts itself */
	JOURNAL_NONE,		/* not a journal */
	JOURNAL_UNREAD,		/* the file cannot be read: see_* has told so */
};

enum journal_state	journal_walk(struct inspection *, struct span path, const struct journal_wants *);

#endif
