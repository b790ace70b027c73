/* SPDX-License-Identifier: GPL-3.0-or-later */
/* resolve - a command on its way to the files it would execute: command.c and follow.c only */
#ifndef ASSAY_INSPECT_STARTUP_RESOLVE_H
#define ASSAY_INSPECT_STARTUP_RESOLVE_H

#include "autorun.h"
#include "shell.h"
#include "vars.h"

#define MAX_TASKS		256	/* texts that one autorun leads to */
#define MAX_DEPTH_OF_TEXT	6	/* sh -c in a script in sh -c ... */

/* One text to take apart. */
struct task {
	struct span		 text;
	const struct script	*parsed;	/* words that came parted; NULL: parse the text */
	struct span		 path;		/* where it is written */
	unsigned		 line;		/* of its first line */
	unsigned		 depth;
	enum strict		 strict;
	bool			 foreign;	/* no package wrote it: its shape counts */
	struct span		 cwd;		/* empty: not known */
};

struct resolver {
	struct startup		*s;
	const struct autorun	*a;
	enum trust		 trust;		/* the entry's */
	struct task		 task[MAX_TASKS];
	size_t			 n;
	struct vars		 vars;		/* of the text at hand */
	bool			 spent;		/* more text than is followed */
	bool			 told;		/* its shape was told: what it lacks tells no more */
	bool			 unclear;	/* a program's name is built when it runs */
};

void	resolve_text(struct resolver *, struct span text, const struct task *from, unsigned line);
/* What the file is written in, by its first bytes; otherwise: when those do not say. */
enum speaks	resolve_speaks(struct resolver *, struct span path, enum speaks otherwise);
/* A foreign script: queue what it says if it is a shell's, else look at its lines. */
void	resolve_script(struct resolver *, struct span path, enum speaks, const struct task *from,
    enum strict);
/* lookup.c: an absolute path; false when that depends on a place that is not known. */
bool	lookup_placed(struct resolver *, const struct task *, struct span path, struct span *out);
/* A bare name on the PATH at hand; false: it is not there. */
bool	lookup_searched(struct resolver *, struct span name, struct span *path);
/* Does it lie where administrators keep what they write themselves? */
bool	lookup_local(struct resolver *, struct span path);
/* Does it lie in the home of the account that runs it? */
bool	lookup_own(const struct resolver *, struct span path);
/* One simple command, to its program. */
void	follow(struct resolver *, struct task *, const struct script *, const struct simple *);
/* A file that an interpreter, "." or a hook runner reads. */
void	reach_script(struct resolver *, const struct task *, const struct script *,
    const struct simple *, const struct word *, enum speaks);
/* feed.c: what is piped into a shell; false when that is only known when it runs. */
bool	feed_pipe(struct resolver *, const struct task *, const struct script *,
    const struct simple *);
/* What the substitutions in a word that a shell obeys are made of. */
void	feed_word(struct resolver *, const struct task *, const struct script *,
    const struct word *);

#endif
