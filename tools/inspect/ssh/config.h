/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * config - sshd_config(5), with its Include files, Match blocks and command lines
 *
 * A keyword's first value counts, save that a Match block overrides it for
 * those it names; whom a block matches depends on the client, so that every
 * block's values are taken for possible.
 */
#ifndef ASSAY_INSPECT_SSH_CONFIG_H
#define ASSAY_INSPECT_SSH_CONFIG_H

#include "../inspect.h"

struct directive {
	struct span	word, value;	/* value: all behind the keyword, quotes and all */
	struct span	path;
	unsigned	line;
	bool		match;		/* within a Match block */
	bool		pristine;	/* in a file as its package made it */
	bool		command;	/* from sshd's command line, not a file */
	unsigned	set;		/* 0: the usual sshd's; another for each that is started otherwise */
};

struct config {
	struct directive	*at;
	size_t			 n, room;
	unsigned		 files;	/* read so far */
	unsigned		 set, sets;
};

/* /etc/ssh/sshd_config (or /usr/etc/ssh's), all that it includes, and what units and defaults add. */
void		config_read(struct inspection *, struct config *);
/* One text; for tests and for what config_read reads. */
void		config_text(struct inspection *, struct config *, struct span path, struct span text,
    unsigned depth);
/* Keyword sshd takes it for, whatever the case. */
bool		config_is(const struct directive *, const char *word);
/* What counts for the usual sshd outside Match blocks, or NULL: its default. */
const struct directive	*config_first(const struct config *, const char *word);
/* All that may decide: each set's first of its word, and those in Match blocks. */
typedef void	config_see(void *arg, const struct directive *);
void		config_each(const struct config *, const char *word, config_see *, void *arg);
/* Take the next argument: in quotes or up to a blank. */
bool		config_argument(struct span *rest, struct span *arg);
/* "yes" and the like, as an argument. */
bool		config_says(const struct directive *, const char *answer);

#endif
