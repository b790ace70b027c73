/* SPDX-License-Identifier: GPL-3.0-or-later */
/* services - the sources of the inspector of that name, one list for each */
#ifndef ASSAY_INSPECT_SERVICES_H
#define ASSAY_INSPECT_SERVICES_H

#include "../startup/settings.h"

void	services_web_servers(struct startup *);	/* servers.c */
void	services_pools(struct startup *);
void	services_databases(struct startup *);	/* databases.c */
void	services_events(struct startup *);	/* tables.c */
void	services_monitoring(struct startup *);	/* monitoring.c */
void	services_cloud_init(struct startup *);	/* cloud.c */
void	services_docker(struct startup *);	/* docker.c */
void	services_quadlets(struct startup *);	/* containers.c */
void	services_pods(struct startup *);	/* pods.c */
void	services_plugins(struct startup *);
void	services_machines(struct startup *);	/* machines.c */
void	services_layers(struct startup *);	/* layers.c */
void	services_management(struct startup *);	/* management.c */
void	services_apps(struct startup *);	/* apps.c */
void	services_builds(struct startup *);
void	services_web_roots(struct startup *);	/* web.c */
void	services_cgi(struct startup *);

/* containers.c: a place of the host that hands it over to who has it mounted. */
bool	container_gives_away(struct startup *, struct span from, bool read_only);
/* A capability that leads to all others; a device that is the host's disk or memory. */
bool	container_strong(struct span capability);
bool	container_disk(struct span device);
/* Options of a mount, parted by commas. */
bool	container_read_only(struct span options);
/* Does what a container is told tie a shell to the network? */
bool	container_shell(struct startup *, struct span text);
/* A JSON file, or NULL with a gap said; a string that outlives it. */
struct json_t	*container_parsed(struct startup *, struct span path);
struct span	container_text(struct startup *, const struct json_t *);
/* docker.c: where it keeps its containers. */
struct span	docker_root(struct startup *);

/* tables.c: does SQL read or write files, or call programs? */
bool	database_reaches(struct span sql);
/* A file of SQL that a server runs as it starts. */
void	database_script(struct startup *, struct span path);
/* Directories of libraries, as patterns; NULL ends them. */
extern const char *const mariadb_plugins[];

/* sites.c: each file of a server's settings once, those that others include too. */
enum sites_of { SITES_APACHE, SITES_NGINX, SITES_LIGHTTPD, SITES_CADDY };
void	sites_each(struct startup *, enum sites_of, void *arg,
    void (*each)(struct startup *, void *, struct span path, const struct person *as));

/*
 * One file of a server's settings, as sites_each hands it on.  With roots (web.c's)
 * only these are collected; with NULL what the file loads and runs is judged.
 */
struct roots;
void	apache_settings(struct startup *, void *roots, struct span path, const struct person *);	/* apache.c */
void	nginx_settings(struct startup *, void *roots, struct span path, const struct person *);	/* nginx.c */
void	lighttpd_settings(struct startup *, void *roots, struct span path, const struct person *);	/* lighttpd.c */
void	caddy_settings(struct startup *, void *roots, struct span path, const struct person *);
void	tomcat_roots(struct startup *, void *roots, struct span path, const struct person *);	/* apps.c */
/* apache.c: an .htaccess */
void	apache_directory(struct startup *, struct span path);
/* A file whose name is a picture's or a text's: no program's. */
bool	web_picture(struct span name);
/* A regular expression of names, "\.(jpg|png)$", that only such names fit. */
bool	web_pictures(struct startup *, struct span pattern);
/* nginx.c: Lua or Perl in a server's settings. */
void	web_lua(struct startup *, const struct autorun *, struct span code);
/* web.c: a directory whose files are offered; programs: run when they are asked for. */
void	web_root(struct startup *, struct roots *, struct span path);
void	web_programs(struct startup *, struct roots *, struct span path);
/* cgi.c: does a script of another language than PHP run what a request sends?  The line, or 0. */
unsigned	cgi_obeys(struct span text);

struct php;

/* php.c: room for one file at a time */
struct php	*php_open(struct inspection *);
/* Does what a request sends reach something that runs it?  The line, or 0. */
unsigned	php_obeys(struct php *, struct span text);
/* Is there any code, comments left out? */
bool		php_says(struct php *, struct span text);

#endif
