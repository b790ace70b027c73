/* SPDX-License-Identifier: GPL-3.0-or-later */
/* login - the sources of the inspector of that name, one list for each */
#ifndef ASSAY_INSPECT_LOGIN_H
#define ASSAY_INSPECT_LOGIN_H

#include "../startup/settings.h"

void	login_shells(struct startup *);		/* shells.c */
void	login_accounts_shells(struct startup *);
void	login_motd(struct startup *);
void	login_sshd(struct startup *);		/* ssh.c */
void	login_ssh_clients(struct startup *);
void	login_ssh_keys(struct startup *);
void	login_pam(struct startup *);		/* pam.c */
void	login_autostart(struct startup *);	/* desktop.c */
void	login_sessions(struct startup *);
void	login_editors(struct startup *);	/* editors.c */
void	login_terminals(struct startup *);
void	login_clients(struct startup *);	/* clients.c */
void	login_git(struct startup *);		/* git.c */

/* names.c: what shell text sets up to run later, and which commands it takes the place of */
void	login_names(struct startup *, const struct autorun *);

#endif
