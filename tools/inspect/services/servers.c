/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * servers - what do web servers and PHP's pools load and run?
 *
 * Read from php-fpm.conf's php_admin_value, PostgreSQL's "Client Connection Defaults" and "Archiving",
 * MariaDB's "Plugin Overview", redis.conf.
 */
#include "services.h"

#define NO_MORE	{ NULL, NULL, NULL, NULL, { { NULL, MEANS_TEXT, 0 } } }

static const struct settings pools[] = {
	{ "/etc/php/*/fpm/pool.d/*.conf /etc/php/*/fpm/php-fpm.conf /etc/php-fpm.d/*.conf"
	    " /etc/php-fpm.conf /etc/php*/php-fpm.d/*.conf", "#;[", " \t=", "www-data",
	    { { "php*value[auto_*pend_file]", MEANS_FILES, 0 },
	    { "php*value[*extension]", MEANS_FILES, 0 }, { "php*value[sendmail_path]", MEANS_TEXT, 0 },
	    { "env[LD_PRELOAD]", MEANS_FILES, 0 } } },
	NO_MORE,
};
void
services_web_servers(struct startup *s)
{
	static const char *const started[] = { "/etc/apache2/envvars", "/etc/default/apache2",
		"/etc/default/nginx", "/etc/default/lighttpd", NULL };

	startup_vendor(s, "/usr/lib/apache2/modules", 0);
	startup_vendor(s, "/usr/lib/nginx/modules", 0);
	startup_vendor(s, "/usr/lib64/httpd/modules", 0);
	startup_vendor(s, "/usr/lib64/nginx/modules", 0);
	startup_vendor(s, "/usr/lib/lighttpd", 0);
	sites_each(s, SITES_APACHE, NULL, apache_settings);
	sites_each(s, SITES_NGINX, NULL, nginx_settings);
	sites_each(s, SITES_LIGHTTPD, NULL, lighttpd_settings);
	sites_each(s, SITES_CADDY, NULL, caddy_settings);
	/* Shell text that each start of a server reads first. */
	settings_sourced(s, started);
}

void
services_pools(struct startup *s)
{
	settings_run(s, pools);
}
