/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kernel - what do boot entries, the kernel's helpers and initramfs sources start? */
#include "kernel.h"

static const struct source sources[] = {
	{ "init", WHEN_KERNEL, kernel_init },
	{ "GRUB entries", WHEN_KERNEL, kernel_grub },
	{ "GRUB settings", WHEN_PACKAGE, kernel_grub_settings },
	{ "boot loader entries", WHEN_KERNEL, kernel_loader_entries },
	{ "syslinux entries", WHEN_KERNEL, kernel_syslinux },
	{ "unified kernel images", WHEN_KERNEL, kernel_unified },
	{ "kernel command line files", WHEN_KERNEL, kernel_own_cmdline },
	{ "boot credentials", WHEN_BOOT, kernel_credentials },
	{ "modprobe commands", WHEN_EVENT, kernel_modprobe },
	{ "modules to load", WHEN_BOOT, kernel_modules },
	{ "live patches", WHEN_BOOT, kernel_live },
	{ "sysctl settings", WHEN_EVENT, kernel_sysctl },
	{ "binary formats", WHEN_EVENT, kernel_binfmt },
	{ "initramfs-tools scripts", WHEN_INITRAMFS, kernel_initramfs_tools },
	{ "dracut settings", WHEN_INITRAMFS, kernel_dracut },
	{ "mkinitcpio hooks", WHEN_INITRAMFS, kernel_mkinitcpio },
	{ "kernel install hooks", WHEN_PACKAGE, kernel_install },
	{ "vendor directories of the kernel", WHEN_BOOT, kernel_vendor },
	{ NULL, WHEN_UNSAID, NULL },
};

/* Below /usr, only packages put settings, modules of dracut and the like. */
void
kernel_vendor(struct startup *s)
{
	static const char *const dirs[] = {
		"/usr/lib/modprobe.d", "/lib/modprobe.d", "/usr/lib/modules-load.d",
		"/usr/lib/sysctl.d", "/usr/lib/binfmt.d", "/usr/lib/dracut/modules.d",
		"/usr/lib/dracut/dracut.conf.d", "/usr/share/initramfs-tools",
		"/usr/lib/initcpio", "/usr/lib/kernel/install.d", "/usr/share/kernel", NULL
	};

	for (size_t i = 0; dirs[i]; i++)
		startup_vendor(s, dirs[i], 3);
}

static enum outcome
look(struct inspection *in)
{
	return startup_look(in, sources);
}

const struct inspector kernel_inspector = {
	.name = "kernel",
	.asks = "what do boot entries, the kernel's helpers and initramfs sources start?",
	.may = (const enum finding[]){ STARTUP_MAY, KERNEL_INIT_FOREIGN, KERNEL_INIT_OTHER,
	    KERNEL_WEAKENED, KERNEL_HARDENING_OFF, KERNEL_CREDENTIAL, BINFMT_TAKES_NATIVE,
	    BINFMT_CREDENTIALS, FINDING_COUNT },
	.autoruns = true,
	.look = look,
};
