/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * journal - systemd's journal files, walked once from front to end
 *
 * Format: JOURNAL_FILE_FORMAT of systemd's documentation and its
 * journal-def.h, regular and compact, keyed hashes or not.  Only short,
 * uncompressed fields are kept: what programs say of a login is short.
 */
#ifndef ASSAY_INSPECT_LOGINS_JOURNAL_H
#define ASSAY_INSPECT_LOGINS_JOURNAL_H

#include "../inspect.h"

struct journal_entry {
	uint64_t	realtime;	/* microseconds since 1970 */
	struct span	identifier;	/* of SYSLOG_IDENTIFIER; empty: not one that was asked for */
	struct span	message;	/* likewise of MESSAGE */
};

/* Which fields' values are kept for the entries; an entry with both is handed over. */
struct journal_wants {
	bool	(*identifier)(struct span value);
	bool	(*message)(struct span value);
	void	(*entry)(void *arg, const struct journal_entry *);
	void	*arg;
	unsigned char	*window;	/* JOURNAL_WINDOW bytes of the caller's */
};

#define JOURNAL_WINDOW	((size_t)1 << 20)	/* read at once */

enum journal_state {
	JOURNAL_WHOLE,		/* every object follows its rules */
	JOURNAL_OPEN,		/* it was being written when the machine stopped; as far as it goes */
	JOURNAL_BAD,		/* it says that it was closed, and contradicts itself: see .why */
	JOURNAL_NONE,		/* not a journal */
	JOURNAL_UNREAD,		/* the file cannot be read: see_* has told so */
};

#define JOURNAL_ID	16	/* bytes of the 128-bit numbers */

struct journal {
	enum journal_state	 state;
	const char		*why;		/* of JOURNAL_BAD, in our words */
	unsigned char		 numbers[JOURNAL_ID];	/* whose sequence numbers they are (seqnum_id) */
	uint64_t		 head, tail;	/* the first and the last of them; 0: no entry */
	uint64_t		 head_realtime, tail_realtime;
	unsigned char		 head_boot[JOURNAL_ID], tail_boot[JOURNAL_ID];
	bool			 sealed;	/* it says that journald seals it */
	uint64_t		 epoch;		/* of the last seal */
	const char		*seal;		/* what is wrong with its seals; NULL: nothing that can be seen */
};

/*
 * Of seals only what needs no key is looked at: that they are there, in order,
 * and as many as the file counts.  Whether one is genuine, only `journalctl --verify --verify-key=` can say: the
 * key is not on the machine.
 */
void	journal_walk(struct inspection *, struct span path, const struct journal_wants *,
	    struct journal *);

#endif
