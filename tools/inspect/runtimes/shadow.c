/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * shadow - which modules stand before a packaged one of the same name?
 *
 * Search orders, from the documentation of Python's sys.path (a script's own
 * directory first, then the library, what the administrator added, what
 * distributions did), perlrun(1) with Debian's and Fedora's @INC, ruby(1).
 */
#include "runtimes.h"

static const struct order {
	const char	*first;		/* files that are found first */
	unsigned	 names;		/* their last names that make up the module's */
	const char	*later;		/* where the packaged ones lie, parted by blanks */
	bool		 vendor;	/* only packages write where the first lie */
} orders[] = {
#define STDLIB	"/usr/lib/python3*/ /usr/lib64/python3*/"
#define PYTHON	"/usr/lib/python3/dist-packages/ /usr/lib/python3*/site-packages/"
	{ "/usr/bin/*.py", 1, STDLIB, true },
	{ "/usr/sbin/*.py", 1, STDLIB, true },
	{ "/usr/local/bin/*.py", 1, STDLIB, false },
	{ "/usr/local/sbin/*.py", 1, STDLIB, false },
	{ "/usr/lib/python3*/*.py", 1, PYTHON, true },
	{ "/usr/local/lib/python3*/dist-packages/*.py", 1, PYTHON, false },
	{ "/usr/local/lib/python3*/site-packages/*.py", 1, PYTHON, false },
	{ "/usr/local/lib/python3*/dist-packages/*/__init__.py", 2, PYTHON, false },
	{ "/usr/local/lib/python3*/site-packages/*/__init__.py", 2, PYTHON, false },
#define PERL	"/usr/share/perl5/ /usr/lib/*/perl5/*/ /usr/share/perl/*/ /usr/lib/*/perl/*/" \
	" /usr/lib/*/perl-base/ /usr/lib64/perl5/ /usr/share/perl5/vendor_perl/"
	{ "/etc/perl/*.pm", 1, PERL, false },
	{ "/etc/perl/*/*.pm", 2, PERL, false },
	{ "/usr/local/share/perl/*/*.pm", 1, PERL, false },
	{ "/usr/local/share/perl/*/*/*.pm", 2, PERL, false },
	{ "/usr/local/lib/*/perl/*/*.pm", 1, PERL, false },
	{ "/usr/local/lib/*/perl/*/*/*.pm", 2, PERL, false },
	{ "/usr/local/share/perl5/*.pm", 1, PERL, false },
	{ "/usr/local/share/perl5/*/*.pm", 2, PERL, false },
#define RUBY	"/usr/lib/ruby/vendor_ruby/ /usr/lib/ruby/*/ /usr/share/ruby/"
	{ "/usr/local/lib/site_ruby/*.rb", 1, RUBY, false },
	{ "/usr/local/lib/site_ruby/*/*.rb", 1, RUBY, false },
	{ NULL, 0, NULL, false }
};

struct search {
	struct span	first;
	bool		found;
};

static void
packaged(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct search *search = arg;
	struct truth t;

	(void)as;
	search->found |= !span_equal(path, search->first) &&
	    see_owner(s->in, path, &t) == VIEW_OK && t.kind != TRUTH_UNOWNED;
}

/* json.py and json/__init__.py are one name. */
static bool
shadows(struct startup *s, const struct order *is, struct span path, struct span module)
{
	struct search search = { .first = path };
	struct span all = span_of(is->later), dir, other = SPAN_NONE;

	if (span_ends(module, "/__init__.py"))
		other = see_join(s->in, span_parent(module), span_of(".py"), SPAN_NONE);
	else if (span_ends(module, ".py"))
		other = see_join(s->in, (struct span){ module.p, module.n - 3 },
		    span_of("/__init__.py"), SPAN_NONE);
	while (!search.found && span_field(&all, " ", &dir)) {
		settings_files_of(s, see_join(s->in, dir, module, SPAN_NONE), &search, packaged);
		if (other.n && !search.found)
			settings_files_of(s, see_join(s->in, dir, other, SPAN_NONE), &search, packaged);
	}
	return search.found;
}

static void
one(struct startup *s, void *arg, struct span path, const struct person *as)
{
	const struct order *is = arg;
	struct span site = path, module;
	struct autorun a;
	struct truth t;

	(void)as;
	if (see_owner(s->in, path, &t) != VIEW_OK || t.kind != TRUTH_UNOWNED || span_has(path, '*'))
		return;
	for (unsigned i = 0; i < is->names; i++)
		site = span_parent(site);
	module = span_skip(path, site.n + 1);
	if (!shadows(s, is, path, module))
		return;
	a = startup_root(s, path);
	startup_entry(s, &a, path);
	command_code(s, path);
	if (record_lists(s, site, path))
		return;		/* pip's newer version of a packaged module */
	startup_say(s, is->vendor ? RUNTIME_MODULE_PLANTED : RUNTIME_MODULE_SHADOWS, path, 0, module);
}

void
runtimes_modules(struct startup *s)
{
	for (const struct order *is = orders; is->first; is++)
		settings_files_of(s, span_of(is->first), is, one);
}
