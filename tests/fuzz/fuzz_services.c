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
		"/etc/lighttpd/lighttpd.conf",
		"/etc/caddy/Caddyfile",
		"/etc/tomcat10/server.xml",
		"/var/www/a.py",
		"/usr/lib/cgi-bin/a",
		"/var/lib/cloud/seed/a/user-data",
		"/var/lib/kubelet/config.yaml",
		"/etc/cni/net.d/a.conflist",
		"/etc/snmp/snmpd.conf",
		"/etc/telegraf/telegraf.conf",
		"/etc/collectd/collectd.conf",
		"/etc/nagios/nrpe.cfg",
		"/etc/nagios4/objects/a.cfg",
		"/etc/icinga2/conf.d/a.conf",
		"/etc/salt/minion",
		"/etc/puppet/manifests/a.pp",
		"/etc/mysql/my.cnf",
		"/var/lib/mysql/mysql/func.MAD",
		"/var/lib/mysql/mysql/event.MAD",
		"/var/lib/mysql/a/a.TRG",
		"/var/lib/jenkins/jobs/a/config.xml",
		"/etc/gitlab-runner/config.toml",
	};

	inspected(&services_inspector, paths[n % (sizeof paths / sizeof *paths)], (struct span){ p, n });
	return 0;
}
