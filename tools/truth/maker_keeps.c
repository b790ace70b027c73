/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * maker_keeps - whose pristine content does a pack keep, to show what was changed?
 *
 * What decides what runs, when, as whom and with what: small text that
 * administrators and intruders edit.  Programs have their digest only.
 */
#include "maker.h"

/* Control files that run, or say what a manager is to do: dpkg's, rpm's, apk's, pacman's. */
static const char *const control[] = {
	"conffiles", "config", "postinst", "postrm", "preinst", "prerm", "triggers",
	"prein", "postin", "preun", "postun", "pretrans", "posttrans", "verifyscript",
	".pre-install", ".post-install", ".pre-upgrade", ".post-upgrade", ".pre-deinstall",
	".post-deinstall", ".trigger",
	".INSTALL",
};

static const char *const kept[] = {
	"/etc/",
	"/lib/systemd/", "/usr/lib/systemd/",
	"/lib/udev/rules.d/", "/usr/lib/udev/rules.d/",
	"/lib/modprobe.d/", "/usr/lib/modprobe.d/", "/lib/modules-load.d/", "/usr/lib/modules-load.d/",
	"/usr/lib/sysctl.d/", "/usr/lib/sysusers.d/", "/usr/lib/tmpfiles.d/",
	"/usr/lib/environment.d/", "/usr/lib/binfmt.d/", "/usr/lib/NetworkManager/",
	"/usr/lib/pam.d/", "/usr/lib/dracut/", "/usr/share/initramfs-tools/",
	"/usr/share/dbus-1/", "/usr/share/polkit-1/", "/usr/share/pam-configs/",
	"/usr/lib/initcpio/", "/usr/share/mkinitfs/", "/usr/share/libalpm/hooks/",
	"/usr/share/autostart/", "/usr/share/xsessions/",
};

bool
maker_keeps(struct span path, unsigned flags, uint64_t size)
{
	if (size > MAX_PACK_CONTENT)
		return false;
	if (flags & PACK_CONTROL) {
		for (size_t i = 0; i < sizeof control / sizeof *control; i++)
			if (span_is(path, control[i]))
				return true;
		return false;
	}
	if (flags & PACK_CONFFILE)
		return true;
	if (span_ends(path, ".bin") || span_ends(path, ".so") || span_ends(path, ".efi"))
		return false;
	for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
		if (span_starts(path, kept[i]))
			return true;
	return false;
}
