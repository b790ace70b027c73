/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * starts - which files does an interpreter read whenever it starts?
 *
 * Read from the documentation of Python's "site" and "venv" modules, perlrun(1)
 * (sitecustomize.pl), RubyGems' rubygems.rb (defaults and plugins).
 */
#include "runtimes.h"

static const char *const files[] = {
	"/etc/python*/sitecustomize.py",
	"/usr/lib/python*/*customize.*", "/usr/lib/python*/*customize/__init__.*",
	"/usr/lib/python*/*-packages/*customize.*", "/usr/lib/python*/*-packages/*customize/__init__.*",
	"/usr/lib64/python*/*customize.*", "/usr/lib64/python*/site-packages/*customize.*",
	"/usr/local/lib/python*/*-packages/*customize.*",
	"/usr/local/lib/python*/*-packages/*customize/__init__.*",
	"/usr/local/lib/python*/*customize.*",
	"~/.local/lib/python*/site-packages/*customize.*",
	"~/.local/lib/python*/site-packages/*customize/__init__.*",
	"~/*/lib/python*/site-packages/*customize.*", "/opt/*/lib/python*/site-packages/*customize.*",
	"/opt/*/*/lib/python*/site-packages/*customize.*",
	"/srv/*/lib/python*/site-packages/*customize.*",
	"/srv/*/*/lib/python*/site-packages/*customize.*",
	"/usr/bin/pyvenv.cfg", "/usr/pyvenv.cfg", "/usr/bin/pybuilddir.txt",
	"/etc/perl/sitecustomize.pl", "/usr/local/lib/site_perl/sitecustomize.pl",
	"/usr/local/lib/*/perl/*/sitecustomize.pl", "/usr/local/share/perl/*/sitecustomize.pl",
	"/usr/local/lib64/perl5/sitecustomize.pl", "/usr/local/share/perl5/sitecustomize.pl",
	"/usr/lib/ruby/vendor_ruby/rubygems/defaults/*.rb", "/usr/lib/ruby/*/rubygems/defaults/*.rb",
	"/usr/share/rubygems/rubygems/defaults/*.rb",
	"/usr/local/lib/site_ruby/rubygems/defaults/*.rb",
	"/usr/local/lib/site_ruby/*/rubygems/defaults/*.rb",
	"/usr/lib/ruby/vendor_ruby/rubygems_plugin.rb", "/usr/local/lib/site_ruby/rubygems_plugin.rb",
	"/usr/local/lib/site_ruby/*/rubygems_plugin.rb", NULL
};

static bool
vendors(struct span path)
{
	return (startup_within(path, "/usr") && !startup_within(path, "/usr/local"));
}

static bool
start_name(struct span path)
{
	struct span name = span_base(path);

	if (span_starts(name, "__init__."))
		name = span_base(span_parent(path));
	return !span_holds(name, "customize") || span_starts(name, "sitecustomize") ||
	    span_starts(name, "usercustomize");
}

static void
one(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct autorun a = startup_root(s, path);
	struct target t = { .from = path, .said = path, .path = path };
	struct span site = span_parent(path), real;
	struct truth owner;

	(void)arg;
	if (!start_name(path))
		return;
	a.as = *as;
	startup_entry(s, &a, path);
	if (a.trust == TRUST_PACKAGED)
		return;
	if (see_real(s->in, path, &real) != VIEW_OK)
		real = path;
	command_code(s, path);
	target_writable(s, &a, &t);
	if (target_volatile(real))
		startup_say(s, STARTUP_PROGRAM_VOLATILE, path, 0, real);
	else if (target_hidden(real) && !people_home(s, real))
		startup_say(s, STARTUP_PROGRAM_HIDDEN, path, 0, real);
	if (span_starts(span_base(path), "__init__."))
		site = span_parent(site);
	if (record_lists(s, site, path)) {
		startup_say(s, RUNTIME_CODE_INSTALLED, path, 0, SPAN_NONE);
		return;
	}
	startup_say(s, RUNTIME_CODE_AT_START, path, 0, SPAN_NONE);
	if (vendors(path) && see_owner(s->in, path, &owner) == VIEW_OK &&
	    owner.kind == TRUTH_UNOWNED)
		startup_say(s, STARTUP_VENDOR_UNOWNED, path, 0, SPAN_NONE);
}

void
runtimes_starts(struct startup *s)
{
	for (size_t i = 0; files[i]; i++)
		settings_files(s, files[i], NULL, one);
}
