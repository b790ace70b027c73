/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * modprobe - what is run in place of loading a module, and what is loaded at boot?
 *
 * Read from modprobe.d(5) ("install", "remove": the rest of the line is a shell
 * command) and modules-load.d(5).
 */
#include "kernel.h"

static void
commands(struct startup *s, struct autorun *a)
{
	struct span line, word, module;
	struct lines l;

	if (!lines_open(s, a, true, &l))
		return;
	while (lines_next(&l, a, &line)) {
		if (!span_field(&line, " \t", &word) ||
		    (!span_is(word, "install") && !span_is(word, "remove")) ||
		    !span_field(&line, " \t", &module))
			continue;
		command_text(s, a, span_trim(line));
	}
}

void
kernel_modprobe(struct startup *s)
{
	static const char *const dirs[] = { "/etc/modprobe.d", "/run/modprobe.d",
		"/usr/local/lib/modprobe.d", "/usr/lib/modprobe.d", "/lib/modprobe.d", NULL };

	confs_file(s, "/etc/modprobe.conf", commands);
	confs_each(s, dirs, ".conf", commands);
}

/* Which file a name stands for, and whose, is another inspector's question. */
static void
modules(struct startup *s, struct autorun *a)
{
	struct span line;
	struct lines l;

	if (!lines_open(s, a, false, &l))
		return;
	while (lines_next(&l, a, &line)) {
		startup_entry(s, a, SPAN_NONE);
		startup_shape(s, a);
	}
}

void
kernel_modules(struct startup *s)
{
	static const char *const dirs[] = { "/etc/modules-load.d", "/run/modules-load.d",
		"/usr/local/lib/modules-load.d", "/usr/lib/modules-load.d", NULL };

	confs_file(s, "/etc/modules", modules);
	confs_file(s, "/etc/initramfs-tools/modules", modules);
	confs_each(s, dirs, ".conf", modules);
}
