/* SPDX-License-Identifier: GPL-3.0-or-later */
/* events - the sources of the events inspector */
#ifndef ASSAY_INSPECT_EVENTS_EVENTS_H
#define ASSAY_INSPECT_EVENTS_EVENTS_H

#include "../startup/confs.h"

void	events_udev(struct startup *);
void	events_dbus_system(struct startup *);
void	events_dbus_session(struct startup *);
void	events_dbus_policy(struct startup *);
void	events_polkit_rules(struct startup *);
void	events_polkit_local(struct startup *);
void	events_polkit_actions(struct startup *);
void	events_dispatcher(struct startup *);
void	events_vendor(struct startup *);

/* script.c: what may a polkit rule (JavaScript) answer? */
enum grants {
	GRANTS_NOTHING,
	GRANTS_SOME,		/* a right, under a condition */
	GRANTS_ALL,		/* every right, whoever asks */
};
enum grants	rule_grants(struct span script);
/* The next list of polkit.spawn(["program", ...]): its words as they stand.  False: no more. */
#define MAX_SPAWN_WORDS	64
bool		rule_spawns(struct span *rest, struct span word[MAX_SPAWN_WORDS], size_t *n);

#endif
