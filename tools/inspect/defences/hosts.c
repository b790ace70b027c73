/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * hosts - are the machines that updates and warnings come from sent elsewhere?
 *
 * Read from hosts(5).  A mirror of one's own has its own name and stands in
 * the package manager's sources.
 */
#include "defences.h"

static const char archives[] = "deb.debian.org security.debian.org ftp.debian.org ftp.*.debian.org"
    " archive.ubuntu.com *.archive.ubuntu.com security.ubuntu.com ports.ubuntu.com esm.ubuntu.com"
    " mirrors.fedoraproject.org dl.fedoraproject.org download.fedoraproject.org cdn.redhat.com"
    " mirrorlist.centos.org mirror.centos.org mirrors.centos.org *.rockylinux.org *.almalinux.org"
    " yum.oracle.com download.opensuse.org cdn.opensuse.org updates.suse.com scc.suse.com"
    " dl-cdn.alpinelinux.org *.archlinux.org *.mirror.pkgbuild.com";
static const char warnings[] = "*.clamav.net *.crowdstrike.com *.cloudsink.net *.sentinelone.net"
    " *.wazuh.com *.falcosecurity.org *.virustotal.com *.trendmicro.com *.sophos.com *.eset.com"
    " *.kaspersky.com *.bitdefender.com *.carbonblack.io *.endpoint.security.microsoft.com";

bool
defences_archive(struct span host)
{
	return defences_fit(host, archives);
}

static void
addresses(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct setting_lines l;
	struct span line, name;

	(void)arg;
	if (!settings_open(&l, s, path, as, "#"))
		return;
	while (settings_next(&l, &line)) {
		s->entries++;
		line = span_before(line, '#');
		settings_name(&line, " \t");
		while (span_field(&line, " \t", &name))
			if (defences_archive(name) || defences_fit(name, warnings)) {
				defences_say(s, DEFENCE_HOSTS_REDIRECTED, &l.a);
				break;
			}
	}
}

void
defences_hosts(struct startup *s)
{
	settings_files(s, "/etc/hosts", NULL, addresses);
	settings_files(s, "/etc/cloud/templates/hosts.*", NULL, addresses);
}
