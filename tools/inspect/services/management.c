/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * management - what do agents of configuration management run on this machine's own word?
 *
 * Read from puppet.conf's reference (prerun_command and kin), Facter's
 * "external facts", Ansible's local facts and ansible-pull(1), the Salt minion's
 * reference ("schedule", "startup_states") and Chef's client.rb.  What a server
 * tells them is not on this disk.  What is kept here for them to apply says
 * what the site likes: of it only a shell that is tied to the network tells.
 */
#include "../../lib/yaml.h"
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
	{ "/etc/ansible/ansible.cfg ~/.ansible.cfg", "#;[", " \t=", NULL,
	    { { "ansible_python_interpreter", MEANS_FILES, 0 }, { "executable", MEANS_FILES, 0 } } },
	{ NULL, NULL, NULL, NULL, { { NULL, MEANS_TEXT, 0 } } },
};

/* client.rb's kin, Ruby, read as root at each run; so are Salt's own modules, in Python. */
static const char *const programs[] = {
	"/etc/chef/client.d/*.rb", "/var/cache/salt/minion/extmods/*/*.py", NULL
};
static const char *const ruby[] = {
	"/etc/chef/client.rb", "/etc/chef/solo.rb", "/etc/cinc/client.rb", NULL
};
static const char *const minions[] = { "/etc/salt/minion", "/etc/salt/minion.d/*.conf", NULL };
/* YAML that is applied from here. */
static const char *const states[] = {
	"/srv/salt/*.sls", "/srv/salt/*/*.sls", "~/.ansible/pull/*/*.yml", "/etc/ansible/*.yml", NULL
};
static const char *const manifests[] = {
	"/etc/puppet/manifests/*.pp", "/etc/puppet/code/environments/*/manifests/*.pp",
	"/etc/puppetlabs/code/environments/*/manifests/*.pp", NULL
};

static void
code(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct autorun a = startup_root(s, path);

	(void)arg, (void)as;
	command_words(s, &a, &a.path, 1);
}

static void
client(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct autorun a = startup_root(s, path);

	(void)arg, (void)as;
	startup_entry(s, &a, SPAN_NONE);
	if (a.trust != TRUST_PACKAGED)
		command_code(s, path);
}

static bool
runs_command(const struct yaml *y)
{
	return yaml_ends(y, "cmd.run") || yaml_ends(y, "cmd.run/-") || yaml_ends(y, "cmd.run/-/name") ||
	    yaml_ends(y, "-/cmd.run");
}

/* The minion's settings: jobs of its own schedule, and states that it applies as it starts. */
static void
minion(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct span bytes, text, function = SPAN_NONE;
	struct autorun a = startup_root(s, path);
	struct yaml y;

	(void)arg, (void)as;
	if (see_file(s->in, path, &bytes) != VIEW_OK)
		return;
	yaml_open(&y, bytes);
	while (yaml_next(&y)) {
		text = yaml_text(&y, see_room(s->in, y.value.n + 1, 1));
		a.line = y.at;
		a.said = span_before(y.value, '\n');
		if (yaml_at(&y, "schedule/*/function"))
			function = text;
		else if (runs_command(&y) || (settings_fit(function, "cmd.*", false) &&
		    (yaml_at(&y, "schedule/*/args/-") || yaml_at(&y, "schedule/*/args") ||
		    yaml_at(&y, "schedule/*/job_args/-") || yaml_at(&y, "schedule/*/kwargs/cmd"))))
			command_text(s, &a, text);
	}
	if (y.cut)
		say_gap(s->in, path, "nested deeper than is followed");
}

static void
state(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct autorun a = startup_root(s, path);
	struct span bytes, text;
	struct yaml y;

	(void)arg, (void)as;
	if (see_file(s->in, path, &bytes) != VIEW_OK)
		return;
	startup_entry(s, &a, SPAN_NONE);
	yaml_open(&y, bytes);
	while (yaml_next(&y)) {
		text = yaml_text(&y, see_room(s->in, y.value.n + 1, 1));
		if (container_shell(s, text))
			startup_say(s, STARTUP_SHELL_NETWORK, path, y.at, text);
	}
}

/* exec { 'x': command => '...' } */
static void
manifest(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct span line, text;
	struct setting_lines l;
	char quote;

	(void)arg;
	if (!settings_open(&l, s, path, as, "#"))
		return;
	startup_entry(s, &l.a, SPAN_NONE);
	while (settings_next(&l, &line))
		while (span_has(line, '\'') || span_has(line, '"')) {
			quote = span_before(line, '\'').n < span_before(line, '"').n ? '\'' : '"';
			line = span_after(line, quote);
			text = span_before(line, quote);
			line = span_skip(line, text.n + 1);
			if (container_shell(s, text))
				startup_say(s, STARTUP_SHELL_NETWORK, path, l.a.line, l.a.said);
		}
}

static void
every(struct startup *s, const char *const *patterns,
    void (*each)(struct startup *, void *, struct span, const struct person *))
{
	for (; *patterns; patterns++)
		settings_files(s, *patterns, NULL, each);
}

void
services_management(struct startup *s)
{
	settings_programs(s, facts);
	settings_run(s, settings);
	every(s, programs, code);
	every(s, ruby, client);
	every(s, minions, minion);
	every(s, states, state);
	every(s, manifests, manifest);
}
