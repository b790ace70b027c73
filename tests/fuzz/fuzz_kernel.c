/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz_kernel - do any bytes, as a boot entry, a setting or an image, break what reads them? */
#include "inspected.h"

int
LLVMFuzzerTestOneInput(const unsigned char *p, size_t n)
{
	static const char *const paths[] = {
		"/boot/grub/grub.cfg",
		"/etc/default/grub",
		"/boot/loader/entries/a.conf",
		"/boot/extlinux/extlinux.conf",
		"/boot/EFI/Linux/a.efi",
		"/etc/kernel/cmdline",
		"/etc/modprobe.d/a.conf",
		"/etc/sysctl.conf",
		"/etc/binfmt.d/a.conf",
		"/var/lib/binfmts/a",
		"/etc/initramfs-tools/hooks/a",
		"/etc/dracut.conf",
		"/etc/modules-load.d/a.conf",
		"/etc/mkinitcpio.conf",
		"/etc/kernel/install.d/a",
	};

	inspected(&kernel_inspector, paths[n % (sizeof paths / sizeof *paths)], (struct span){ p, n });
	return 0;
}
