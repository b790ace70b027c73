/* SPDX-License-Identifier: GPL-3.0-or-later */
/* walk - the ways through a stack, as libpam's dispatcher goes (libpam/pam_dispatch.c) */
#ifndef ASSAY_INSPECT_PAM_WALK_H
#define ASSAY_INSPECT_PAM_WALK_H

#include "stack.h"

/* What a module asks for before it says yes. */
enum asks {
	ASKS_SECRET,	/* a password, a token, a key; every module that we do not know */
	ASKS_CONDITION,	/* who it is, from where, when: nothing that must be known */
	ASKS_NOTHING,	/* yes to everybody */
	ASKS_ALWAYS_NO,
};

enum asks	walk_asks(const struct rule *, bool daemon);

/*
 * Can the stack end in success while every module that asks for a secret says
 * no?  With conditions: where those that ask for a condition say yes.  Daemon:
 * root asks for others, so that pam_rootok says yes to all.
 */
bool	walk_opens(struct inspection *, const struct stack *, bool daemon, bool conditions);

#endif
