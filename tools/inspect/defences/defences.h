/* SPDX-License-Identifier: GPL-3.0-or-later */
/* defences - the sources of the inspector of that name, one list for each */
#ifndef ASSAY_INSPECT_DEFENCES_H
#define ASSAY_INSPECT_DEFENCES_H

#include "../startup/settings.h"

void	defences_settings(struct startup *);	/* guards.c */
void	defences_units(struct startup *);	/* units.c */
void	defences_syslog(struct startup *);	/* syslog.c */
/* What a text that names programs and facilities is about: syslog.c. */
enum finding	defences_silenced(struct span);
void	defences_syslog_ng(struct startup *);	/* syslog_ng.c */
void	defences_firewall(struct startup *);	/* firewall.c */
/* of one file, as settings_files hands it on: nftables.c */
void	defences_nftables(struct startup *, void *, struct span path, const struct person *);
void	defences_hosts(struct startup *);	/* hosts.c */
void	defences_apt(struct startup *);		/* apt.c */
void	defences_apt_sources(struct startup *);	/* origins.c */
void	defences_keys(struct startup *);	/* authorities.c */

/* say() of a line that no package brought. */
void	defences_say(struct startup *, enum finding, const struct autorun *);
/* Does any of the patterns, parted by blanks, fit?  Case is passed over. */
bool	defences_fit(struct span, const char *patterns);
/* A machine from which a distribution brings its packages. */
bool	defences_archive(struct span host);

#endif
