/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz_services - does any text, as a page or a server's settings, break what reads them? */
#include "inspected.h"

int
LLVMFuzzerTestOneInput(const unsigned char *p, size_t n)
{
	static const char *const paths[] = {
		"/var/www/a.php",
		"/var/www/.htaccess",
		"/var/www/.user.ini",
		"/etc/nginx/nginx.conf",
		"/etc/apache2/apache2.conf",
		"/etc/cloud/cloud.cfg",
		"/etc/kubernetes/manifests/a",
		"/var/lib/docker/containers/a/hostconfig.json",
		"/var/lib/docker/containers/a/config.v2.json",
		"/etc/docker/daemon.json",
		"/etc/containers/systemd/a.container",
		"/etc/postgresql/1/a/postgresql.conf",
	};

	inspected(&services_inspector, paths[n % (sizeof paths / sizeof *paths)], (struct span){ p, n });
	return 0;
}
