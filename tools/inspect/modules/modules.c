/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * modules - are the kernel's modules its own?
 *
 * Every module of every installed kernel: whose it is, and who signed it.  A
 * packaged module whose signature is unlike its siblings' was exchanged,
 * whatever the package's records say now.  Then what leads to modules: the
 * list of dependencies, and the names that are loaded at boot.
 */
#include <string.h>

#include "modules.h"

#define MAX_BELOW	16	/* directories below a kernel's own; the deepest has nine */
#define MAX_MODULES	100000	/* ten kernels have 45,000 */
#define SIBLINGS	8	/* fewer of one package tell nothing */

static struct module *
add(struct modules *m)
{
	struct module *more;

	if (m->n == MAX_MODULES)
		return NULL;
	if (m->n == m->room) {
		m->room = m->room ? 2 * m->room : 1024;
		more = see_room(m->in, m->room, sizeof *more);
		if (m->n)
			memcpy(more, m->at, m->n * sizeof *more);
		m->at = more;
	}
	return &m->at[m->n++];
}

static void
found(struct modules *m, struct span path)
{
	struct module *module = add(m);
	struct truth t;

	if (!module) {
		say_gap(m->in, path, "more kernel modules than this tool looks at");
		return;
	}
	*module = (struct module){ .path = path };
	if (see_owner(m->in, path, &t) == VIEW_OK && t.kind != TRUTH_UNOWNED && !t.generated)
		module->package = t.package;
}

/* depmod follows a link to a module; one that stays among the modules is seen there. */
static void
link_to(struct modules *m, struct span path)
{
	struct span real;

	if (see_real(m->in, path, &real) != VIEW_OK)
		return;
	for (size_t i = 0; i < m->nroots; i++)
		if (span_equal((struct span){ real.p, real.n < m->root[i].n ? real.n : m->root[i].n },
		    m->root[i]))
			return;
	found(m, path);
}

static void
enter(struct modules *m, struct span dir, unsigned depth)
{
	const struct span *names;
	struct vstat st;
	size_t n;

	if (see_dir(m->in, dir, &names, &n) != VIEW_OK)
		return;
	for (size_t i = 0; i < n; i++) {
		struct span path = see_path(m->in, dir, names[i]);

		if (see_lstat(m->in, path, &st) != VIEW_OK)
			continue;
		if (st.kind == V_FILE && program_module(path))
			found(m, path);
		else if (st.kind == V_LINK && program_module(path))
			link_to(m, path);
		else if (st.kind == V_DIR && depth)
			enter(m, path, depth - 1);
		else if (st.kind == V_DIR)
			say_gap(m->in, path, "deeper than this tool looks");
	}
}

static bool
alike(const struct module *a, const struct module *b)
{
	return a->signed_by == b->signed_by && strcmp(a->signer, b->signer) == 0;
}

/* The package's modules from i on, as far as they stand together in the tree. */
static size_t
votes(const struct modules *m, const struct module *like)
{
	size_t n = 0;

	for (size_t i = m->first; i < m->n; i++)
		if (span_equal(m->at[i].package, like->package) && alike(&m->at[i], like))
			n++;
	return n;
}

/*
 * What nine in ten of a package's modules have, all should.  Votes are counted
 * once for each new signature, of which an honest package has one.
 */
static void
compare_signers(struct modules *m)
{
	const struct module *usual = NULL;
	size_t most = 0, n;

	for (size_t i = m->first, tried = 0; i < m->n && tried < 4; i++) {
		const struct module *module = &m->at[i];

		if (!module->package.n || (usual && span_equal(usual->package, module->package) &&
		    alike(usual, module)))
			continue;
		tried++;
		if ((n = votes(m, module)) > most) {
			most = n;
			usual = module;
		}
	}
	if (most < SIBLINGS)
		return;
	n = 0;
	for (size_t i = m->first; i < m->n; i++)
		n += span_equal(m->at[i].package, usual->package);
	if (most * 10 < n * 9)
		return;
	for (size_t i = m->first; i < m->n; i++)
		if (span_equal(m->at[i].package, usual->package) && !alike(&m->at[i], usual))
			say(m->in, MODULE_SIGNER_ODD, m->at[i].path, 0,
			    span_of(m->at[i].signed_by == SIGNER_NONE ? "not signed" :
			    m->at[i].signed_by == SIGNER_ODD ? "the signature cannot be read" :
			    "signed by another"));
}

/* Then each is what was signed as a whole: unpacking thousands to see who by tells nothing. */
static bool
all_verified(struct modules *m)
{
	struct truth t;

	for (size_t i = m->first; i < m->n; i++)
		if (m->at[i].package.n && (see_truth(m->in, m->at[i].path, &t) != VIEW_OK ||
		    t.kind != TRUTH_VERIFIED))
			return false;
	return true;
}

static void
look_at(struct modules *m)
{
	size_t strangers = 0;
	bool open;

	m->first = m->n;
	enter(m, m->tree, MAX_BELOW);
	for (size_t i = m->first; i < m->n; i++)
		strangers += !m->at[i].package.n;
	open = !all_verified(m);
	for (size_t i = m->first; i < m->n && open; i++)
		if (m->at[i].package.n)
			read_signer(m, &m->at[i]);
	if (strangers && strangers == m->n - m->first)
		say(m->in, MODULE_KERNEL_UNOWNED, m->tree, 0, SPAN_NONE);
	else
		for (size_t i = m->first; i < m->n; i++)
			if (!m->at[i].package.n)
				stranger_judge(m, &m->at[i]);
	if (open)
		compare_signers(m);
	dep_look(m);
}

static void
add_root(struct modules *m, const char *path)
{
	struct span real;

	if (see_real(m->in, span_of(path), &real) != VIEW_OK ||
	    (m->nroots && span_equal(m->root[0], real)))
		return;
	m->root[m->nroots++] = real;
}

static enum outcome
look(struct inspection *in)
{
	struct modules m = { .in = in };
	const struct span *kernel;
	struct vstat st;
	size_t n;

	add_root(&m, "/usr/lib/modules");
	add_root(&m, "/lib/modules");
	if (m.nroots && !see_database(in)) {
		say_gap(in, m.root[0], "no package database that this version reads: nobody knows whose a module is");
		return PARTIAL;
	}
	for (size_t r = 0; r < m.nroots; r++) {
		if (see_dir(in, m.root[r], &kernel, &n) != VIEW_OK)
			continue;
		for (size_t i = 0; i < n; i++) {
			m.tree = see_path(in, m.root[r], kernel[i]);
			if (see_lstat(in, m.tree, &st) == VIEW_OK && st.kind == V_DIR)
				look_at(&m);
		}
	}
	if (!m.n)
		return NOTHING;		/* a container: whatever its lists name is the host's */
	names_look(&m);
	return DONE;
}

const struct inspector modules_inspector = {
	.name = "modules",
	.asks = "are the kernel's modules its own?",
	.may = (const enum finding[]){
	    MODULE_UNOWNED_INTREE, MODULE_UNOWNED, MODULE_BUILT, MODULE_KERNEL_UNOWNED,
	    MODULE_SIGNER_ODD, MODULE_LEADS_OUT, MODULE_LOADED_UNOWNED, MODULE_NAME_DANGLING,
	    FINDING_COUNT },
	.look = look,
};
