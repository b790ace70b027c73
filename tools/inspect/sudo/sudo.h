/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sudo - what the parts of the sudo inspector share */
#ifndef ASSAY_INSPECT_SUDO_SUDO_H
#define ASSAY_INSPECT_SUDO_SUDO_H

#include "../accounts/roster.h"

/* One statement of a file: its lines joined, its comment cut off. */
struct statement {
	struct span	text;
	struct span	path;
	unsigned	line;		/* the first of its lines */
	bool		pristine;	/* in a file as its package made it */
};

enum alias { ALIAS_USER, ALIAS_RUNAS, ALIAS_HOST, ALIAS_COMMAND, ALIAS_NONE };

struct definition {
	struct span	name, list;
	enum alias	kind;
};

/* A right that a rule gives: to whom, as whom, to run what. */
struct right {
	struct span		 who, command;	/* as written: %group, #uid, ALL, /path arguments */
	bool			 as_root, asks;	/* asks: for a password first */
	const struct statement	*from;
};

struct sudo {
	struct inspection	*in;
	struct roster		 roster;
	struct statement	*at;
	size_t			 n, room;
	struct definition	*alias;		/* sorted by kind and name once all are read */
	size_t			 naliases, alias_room;
	unsigned		 files;
	size_t			 rights;	/* judged so far */
	const struct statement	*last;		/* of whom something was said, */
	uint64_t		 said;		/* and what: one bit a finding */
	struct span		 told;		/* to whom a right of that statement was told last */
	bool			 found;
};

/* say() of a statement, once for each finding. */
void	sudo_say(struct sudo *, enum finding, const struct statement *, struct span about);

/* files.c: sudoers and all it includes, as statements. */
void	files_read(struct sudo *);
/* Take the next part off a list up to an unescaped, unquoted stop; blanks trimmed. */
bool	files_part(struct span *rest, const char *stops, struct span *part);

/* alias.c */
void	alias_read(struct sudo *, const struct statement *);
void	alias_sort(struct sudo *);
/* The list that a name stands for, or false. */
bool	alias_find(const struct sudo *, enum alias, struct span name, struct span *list);
enum alias	alias_kind(struct span word);

/* rules.c: "who host = (as) TAG: command, ..." */
void	rules_look(struct sudo *, const struct statement *);
/* defaults.c: "Defaults ..." */
void	defaults_look(struct sudo *, const struct statement *);
/* doas.c: /etc/doas.conf and doas.d; conf.c: sudo.conf's plugins */
void	doas_look(struct sudo *);
void	conf_look(struct sudo *);

/* right.c: is that a right which an administrator gives? */
void	right_judge(struct sudo *, const struct right *);

#endif
