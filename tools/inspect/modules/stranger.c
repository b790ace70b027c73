/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * stranger - where does a kernel module come from that no package owns?
 *
 * DKMS builds modules here, from sources in /usr/src, and keeps what it built:
 * dkms(8), /var/lib/dkms/MODULE/VERSION/KERNEL/ARCH/module/NAME.ko and a link
 * MODULE/VERSION/source to the sources.
 */
#include <string.h>

#include "modules.h"

#define DKMS		"/var/lib/dkms"
#define MAX_ASKED	1000	/* strangers looked for in DKMS's records; a driver has ten modules a kernel */
#define MAX_ABOUT	8	/* modules unpacked to be described */

/* The kernel's own subtree admits only what its package brings. */
static bool
in_kernel(const struct modules *m, struct span path)
{
	return span_starts(span_skip(path, m->tree.n), "/kernel/");
}

static bool
same_content(struct modules *m, struct span a, struct span b)
{
	char x[HASH_HEX], y[HASH_HEX];
	struct vstat st;

	return see_stat(m->in, a, &st) == VIEW_OK && st.kind == V_FILE &&
	    see_digest(m->in, a, HASH_SHA256, x) == VIEW_OK &&
	    see_digest(m->in, b, HASH_SHA256, y) == VIEW_OK && strcmp(x, y) == 0;
}

static bool
packaged_source(struct modules *m, struct span version)
{
	struct span source;
	struct truth t;

	return see_real(m->in, see_path(m->in, version, span_of("source")), &source) == VIEW_OK &&
	    span_starts(source, "/usr/src/") &&
	    see_truth(m->in, see_path(m->in, source, span_of("dkms.conf")), &t) == VIEW_OK &&
	    t.kind != TRUTH_UNOWNED && t.kind != TRUTH_DIFFERS;
}

/* Did DKMS build it for this kernel, and from a package's sources? */
static bool
built_from(struct modules *m, struct span path, struct span version)
{
	const struct span *arch;
	struct span kernel = see_path(m->in, version, span_base(m->tree));
	size_t n;

	if (see_dir(m->in, kernel, &arch, &n) != VIEW_OK)
		return false;
	for (size_t i = 0; i < n; i++) {
		struct span dir = see_path(m->in, see_path(m->in, kernel, arch[i]), span_of("module"));

		if (same_content(m, see_path(m->in, dir, span_base(path)), path))
			return packaged_source(m, version);
	}
	return false;
}

static bool
by_dkms(struct modules *m, struct span path)
{
	const struct span *module, *version;
	size_t modules, versions;

	if (++m->asked_dkms > MAX_ASKED ||
	    see_dir(m->in, span_of(DKMS), &module, &modules) != VIEW_OK)
		return false;
	for (size_t i = 0; i < modules; i++) {
		struct span dir = see_path(m->in, span_of(DKMS), module[i]);

		if (see_dir(m->in, dir, &version, &versions) != VIEW_OK)
			continue;
		for (size_t k = 0; k < versions; k++)
			if (built_from(m, path, see_path(m->in, dir, version[k])))
				return true;
	}
	return false;
}

void
stranger_judge(struct modules *m, struct module *module)
{
	struct span about = SPAN_NONE;

	if (!in_kernel(m, module->path) && by_dkms(m, module->path)) {
		module->built = true;
		say(m->in, MODULE_BUILT, module->path, 0, SPAN_NONE);
		return;
	}
	if (module < m->at + m->first + MAX_ABOUT)
		about = modinfo_about(m->in, module->path);
	if (!in_kernel(m, module->path))
		say(m->in, MODULE_UNOWNED, module->path, 0, about);
	else
		say(m->in, MODULE_UNOWNED_INTREE, module->path, 0, about);
}
