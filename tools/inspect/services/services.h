/* SPDX-License-Identifier: GPL-3.0-or-later */
/* services - the sources of the inspector of that name, one list for each */
#ifndef ASSAY_INSPECT_SERVICES_H
#define ASSAY_INSPECT_SERVICES_H

#include "../startup/settings.h"

void	services_web_servers(struct startup *);	/* servers.c */
void	services_pools(struct startup *);
void	services_databases(struct startup *);
void	services_events(struct startup *);
void	services_monitoring(struct startup *);
void	services_cloud_init(struct startup *);	/* cloud.c */
void	services_docker(struct startup *);	/* containers.c */
void	services_quadlets(struct startup *);
void	services_pods(struct startup *);
void	services_machines(struct startup *);	/* machines.c */
void	services_layers(struct startup *);	/* layers.c */
void	services_management(struct startup *);	/* management.c */
void	services_web_roots(struct startup *);	/* web.c */

/* containers.c: a place of the host that gives it away when a container may write there. */
bool	container_gives_away(struct span from);
/* A JSON file, or NULL with a gap said. */
struct json_t	*container_parsed(struct startup *, struct span path);

struct php;

/* php.c: room for one file at a time */
struct php	*php_open(struct inspection *);
/* Does what a request sends reach something that runs it?  The line, or 0. */
unsigned	php_obeys(struct php *, struct span text);
/* Is there any code, comments left out? */
bool		php_says(struct php *, struct span text);

#endif
