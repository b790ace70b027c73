/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * live - which patches are laid into the running kernel at boot?
 *
 * Read from kpatch(1) (what "kpatch install" keeps for its service) and
 * KernelCare's cache.  Distributions' own are packaged.
 */
#include "../startup/settings.h"
#include "kernel.h"

static void
patch(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct autorun a = startup_root(s, path);

	(void)arg, (void)as;
	command_words(s, &a, &a.path, 1);
}

void
kernel_live(struct startup *s)
{
	static const char *const files[] = { "/var/lib/kpatch/*/*.ko", "/usr/lib/kpatch/*/*.ko",
		"/var/cache/kcare/*/*/*.ko", NULL };

	for (size_t i = 0; files[i]; i++)
		settings_files(s, files[i], NULL, patch);
}
