/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * initramfs - what of this system's own goes into the initramfs, or runs when it is made?
 *
 * Read from initramfs-tools(7), dracut.conf(5), mkinitcpio(8), kernel-install(8)
 * and Debian's kernel handbook ("Kernel hooks").
 */
#include "kernel.h"

static bool
not_left_over(struct span name)
{
	return !startup_left_over(name) && !span_is(name, "ORDER");
}

static void
scripts(struct startup *s, const char *dir, enum when when)
{
	struct autorun like = startup_root(s, span_of(dir));

	like.when = when;
	command_dir(s, like, span_of(dir), true, not_left_over);
}

static void
settings(struct startup *s, struct autorun *a)
{
	if (startup_left_over(span_base(a->path)))
		return;
	a->when = WHEN_PACKAGE;
	command_sourced(s, a);
}

void
kernel_initramfs_tools(struct startup *s)
{
	static const char *const stages[] = { "init-top", "init-premount", "local-top",
		"local-block", "local-premount", "local-bottom", "nfs-top", "nfs-premount",
		"nfs-bottom", "init-bottom", "panic", NULL };
	static const char *const confs[] = { "/etc/initramfs-tools/conf.d", NULL };

	scripts(s, "/etc/initramfs-tools/hooks", WHEN_PACKAGE);
	for (size_t i = 0; stages[i]; i++)
		command_dir(s, startup_root(s, span_of("/etc/initramfs-tools/scripts")),
		    startup_text(s, "/etc/initramfs-tools/scripts/", span_of(stages[i]), ""), true,
		    not_left_over);
	confs_file(s, "/etc/initramfs-tools/initramfs.conf", settings);
	confs_file(s, "/etc/initramfs-tools/update-initramfs.conf", settings);
	confs_each(s, confs, "", settings);
}

void
kernel_dracut(struct startup *s)
{
	static const char *const dirs[] = { "/etc/dracut.conf.d", "/usr/lib/dracut/dracut.conf.d",
		NULL };

	confs_file(s, "/etc/dracut.conf", settings);
	confs_each(s, dirs, ".conf", settings);
}

/* Hooks are read in by a shell: they need no bit to be run. */
static void
hook(struct startup *s, struct autorun *a)
{
	if (!startup_left_over(span_base(a->path)))
		command_file(s, a, true);
}

void
kernel_mkinitcpio(struct startup *s)
{
	static const char *const hooks[] = { "/etc/initcpio/hooks", "/etc/initcpio/install",
		"/etc/initcpio/post", NULL };
	static const char *const dirs[] = { "/etc/mkinitcpio.conf.d", NULL };

	confs_file(s, "/etc/mkinitcpio.conf", settings);
	confs_each(s, dirs, ".conf", settings);
	for (size_t i = 0; hooks[i]; i++)
		confs_dir(s, span_of(hooks[i]), "", hook);
}

void
kernel_install(struct startup *s)
{
	static const char *const dirs[] = { "/etc/kernel/preinst.d", "/etc/kernel/postinst.d",
		"/etc/kernel/prerm.d", "/etc/kernel/postrm.d", "/etc/kernel/header_postinst.d",
		"/etc/kernel/install.d", "/etc/initramfs/post-update.d", NULL };

	for (size_t i = 0; dirs[i]; i++)
		scripts(s, dirs[i], WHEN_PACKAGE);
	confs_file(s, "/etc/default/kexec", settings);
	confs_file(s, "/etc/default/kdump-tools", settings);
}
