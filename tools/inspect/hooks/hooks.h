/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hooks - the sources of the inspector of that name, one list for each */
#ifndef ASSAY_INSPECT_HOOKS_H
#define ASSAY_INSPECT_HOOKS_H

#include "../startup/settings.h"

void	hooks_network(struct startup *);	/* network.c */
void	hooks_interfaces(struct startup *);
void	hooks_vpn(struct startup *);
void	hooks_power(struct startup *);		/* devices.c */
void	hooks_apt(struct startup *);		/* apt.c */
void	hooks_dpkg(struct startup *);		/* apt.c */
void	hooks_packagers(struct startup *);	/* packagers.c */
void	hooks_needrestart(struct startup *);
void	hooks_accounts(struct startup *);	/* accounts.c */
void	hooks_maintainers(struct startup *);
void	hooks_snaps(struct startup *);
void	hooks_logrotate(struct startup *);	/* logrotate.c */
void	hooks_aliases(struct startup *);	/* mail.c */
void	hooks_forward(struct startup *);
void	hooks_mailers(struct startup *);
void	hooks_inetd(struct startup *);		/* inetd.c */
void	hooks_xinetd(struct startup *);
void	hooks_wrappers(struct startup *);
void	hooks_loggers(struct startup *);	/* loggers.c */
void	hooks_renewal(struct startup *);	/* devices.c */

#endif
