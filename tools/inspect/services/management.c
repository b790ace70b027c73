/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * management - what do agents of configuration management run on this machine's own word?
 *
 * Read from puppet.conf's reference (prerun_command and kin), Facter's
 * "external facts", Ansible's local facts, the Salt minion's reference,
 * Chef's client.rb and Jenkins' "Groovy Hook Scripts".  What a server tells them is not on this disk.
 */
#include "services.h"

/* Programs that an agent asks for facts at each run, as root. */
static const char *const facts[] = {
	"/etc/facter/facts.d/*", "/etc/puppetlabs/facter/facts.d/*", "/opt/puppetlabs/facter/facts.d/*",
	"/etc/puppet/facter/facts.d/*", "/etc/ansible/facts.d/*.fact", "/etc/chef/ohai/plugins/*",
	"/etc/cfengine3/scripts/*", NULL
};
static const struct settings settings[] = {
	{ "/etc/puppet/puppet.conf /etc/puppetlabs/puppet/puppet.conf", "#[", " \t=", NULL,
	    { { "prerun_command", MEANS_TEXT, 0 }, { "postrun_command", MEANS_TEXT, 0 },
	    { "external_nodes", MEANS_TEXT, 0 }, { "trusted_external_command", MEANS_TEXT, 0 },
	    { "diff", MEANS_TEXT, 0 } } },
	{ "/etc/salt/minion /etc/salt/minion.d/*.conf", "#", ":", NULL,
	    { { "*cmd.run*", MEANS_TEXT, 0 } } },
	{ NULL, NULL, NULL, NULL, { { NULL, MEANS_TEXT, 0 } } },
};

/* What Jenkins runs as it starts; client.rb and its kin, Ruby, read as root at each run; so are Salt's own modules, in Python. */
static const char *const programs[] = {
	"/var/lib/jenkins/init.groovy", "/var/lib/jenkins/init.groovy.d/*.groovy",
	"/etc/chef/client.d/*.rb", "/var/cache/salt/minion/extmods/*/*.py", NULL
};

static void
code(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct autorun a = startup_root(s, path);

	(void)arg, (void)as;
	command_words(s, &a, &a.path, 1);
}

void
services_management(struct startup *s)
{
	settings_programs(s, facts);
	settings_run(s, settings);
	for (size_t i = 0; programs[i]; i++)
		settings_files(s, programs[i], NULL, code);
}
