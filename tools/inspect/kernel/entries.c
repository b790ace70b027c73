/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * entries - which kernel command lines do the boot loaders' entries hold?
 *
 * Read from the GRUB manual ("linux", "Simple configuration"), the UAPI Boot
 * Loader Specification (type 1 entries), the syslinux wiki (APPEND), and
 * kernel-install(8) (/etc/kernel/cmdline).
 */
#include "../startup/settings.h"
#include "../startup/shell.h"
#include "kernel.h"

static const char *const esp[] = { "/boot", "/boot/efi", "/efi", "/boot/esp", NULL };

/* A line whose first word is one of the names: what stands behind it. */
static bool
keyed(struct span line, const char *const *names, struct span *rest)
{
	struct span word = SPAN_NONE;

	*rest = line;
	return span_field(rest, " \t", &word) && one_of(word, names);
}

static struct span
unquoted(struct span value)
{
	value = span_trim(value);
	if (value.n > 1 && (*value.p == '"' || *value.p == '\'') &&
	    value.p[value.n - 1] == *value.p)
		value = (struct span){ value.p + 1, value.n - 2 };
	return value;
}

/* "($root)/grub/x.cfg": on the boot partition, which may be mounted at /boot. */
static void
grub_include(struct startup *s, struct includes *w, struct span rest)
{
	struct person root = people_root();
	struct span file;

	if (!span_field(&rest, " \t\"';", &file))
		return;
	if (span_starts(file, "("))
		file = span_after(file, ')');
	while (span_starts(file, "$"))
		file = span_skip(file, span_before(file, '/').n);
	if (!span_starts(file, "/"))
		return;
	settings_include(s, w, span_of("/"), file, &root);
	settings_include(s, w, span_of("/"), startup_text(s, "/boot", file, ""), &root);
}

static void
grub_lines(struct startup *s, struct includes *w, struct span path, const struct person *as)
{
	static const char *const linux[] = { "linux", "linux16", "linuxefi", "kernel", "module",
		"module2", NULL };
	static const char *const others[] = { "configfile", "source", ".", "normal",
		"extract_entries_configfile", "legacy_configfile", NULL };
	static const char *const set[] = { "set", NULL };
	struct autorun a = startup_root(s, path);
	struct span line, rest, image;
	struct lines l;

	(void)as;
	if (!lines_open(s, &a, true, &l))
		return;
	while (lines_next(&l, &a, &line)) {
		if (keyed(line, linux, &rest) && span_field(&rest, " \t", &image))
			cmdline(s, &a, rest);
		else if (span_starts(line, "kernelopts="))
			cmdline(s, &a, span_after(line, '='));
		else if (keyed(line, set, &rest) && span_has(rest, '='))
			/* What a "linux" line takes in by its name. */
			cmdline(s, &a, unquoted(span_after(rest, '=')));
		else if (keyed(line, others, &rest))
			grub_include(s, w, rest);
	}
}

void
kernel_grub(struct startup *s)
{
	settings_read(s, "/boot/grub/grub.cfg /boot/grub/custom.cfg /boot/grub/grubenv"
	    " /boot/grub/menu.lst /boot/grub/user.cfg /boot/grub2/grub.cfg /boot/grub2/custom.cfg"
	    " /boot/grub2/grubenv /boot/grub2/user.cfg /boot/EFI/*/grub.cfg /boot/efi/EFI/*/grub.cfg"
	    " /efi/EFI/*/grub.cfg /boot/esp/EFI/*/grub.cfg", NULL, grub_lines);
}

/* update-grub reads it into a shell; what it sets becomes the entries' command lines. */
static void
grub_settings(struct startup *s, struct autorun *a)
{
	struct autorun here = *a;
	struct span line;
	struct lines l;

	command_sourced(s, a);
	if (!lines_open(s, &here, true, &l))
		return;
	while (lines_next(&l, &here, &line))
		if (span_starts(line, "GRUB_CMDLINE"))
			cmdline(s, &here, unquoted(span_after(line, '=')));
}

void
kernel_grub_settings(struct startup *s)
{
	static const char *const dirs[] = { "/etc/default/grub.d", NULL };

	confs_file(s, "/etc/default/grub", grub_settings);
	confs_file(s, "/etc/sysconfig/grub", grub_settings);
	confs_each(s, dirs, ".cfg", grub_settings);
	/* Scripts that write grub.cfg, and so run as root whenever it is made anew. */
	command_dir(s, startup_root(s, span_of("/etc/grub.d")), span_of("/etc/grub.d"), true, NULL);
}

static void
loader_entry(struct startup *s, struct autorun *a)
{
	static const char *const options[] = { "options", NULL };
	struct span line, rest;
	struct lines l;

	if (!lines_open(s, a, false, &l))
		return;
	while (lines_next(&l, a, &line))
		if (keyed(line, options, &rest))
			cmdline(s, a, rest);
}

void
kernel_loader_entries(struct startup *s)
{
	for (size_t i = 0; esp[i]; i++)
		confs_dir(s, startup_text(s, esp[i], span_of("/loader/entries"), ""), ".conf",
		    loader_entry);
}

static void
syslinux_lines(struct startup *s, struct autorun *a)
{
	static const char *const append[] = { "append", "APPEND", "Append", NULL };
	struct span line, rest;
	struct lines l;

	if (!lines_open(s, a, false, &l))
		return;
	while (lines_next(&l, a, &line))
		if (keyed(line, append, &rest))
			cmdline(s, a, rest);
}

void
kernel_syslinux(struct startup *s)
{
	static const char *const dirs[] = { "/boot/extlinux", "/boot/syslinux", "/extlinux",
		"/syslinux", NULL };
	static const char *const files[] = { "/boot/extlinux.conf", "/extlinux.conf",
		"/boot/syslinux.cfg", "/boot/efi/syslinux.cfg", NULL };

	for (size_t i = 0; dirs[i]; i++) {
		confs_dir(s, span_of(dirs[i]), ".conf", syslinux_lines);
		confs_dir(s, span_of(dirs[i]), ".cfg", syslinux_lines);
	}
	for (size_t i = 0; files[i]; i++)
		confs_file(s, files[i], syslinux_lines);
}

static void
cmdline_file(struct startup *s, struct autorun *a)
{
	struct span line;
	struct lines l;

	if (!lines_open(s, a, false, &l))
		return;
	while (lines_next(&l, a, &line))
		cmdline(s, a, line);
}

void
kernel_own_cmdline(struct startup *s)
{
	static const char *const files[] = { "/etc/kernel/cmdline", "/usr/lib/kernel/cmdline",
		"/boot/cmdline.txt", "/boot/firmware/cmdline.txt", NULL };
	static const char *const dirs[] = { "/etc/cmdline.d", "/etc/kernel/cmdline.d",
		"/usr/lib/cmdline.d", NULL };

	for (size_t i = 0; files[i]; i++)
		confs_file(s, files[i], cmdline_file);
	confs_each(s, dirs, "", cmdline_file);
}

static void
credential(struct startup *s, struct autorun *a)
{
	/* systemd.system-credentials(7): those that a part of the boot reads as configuration. */
	static const char *const kinds[] = { "systemd", "tmpfiles", "sysusers", "udev", "fstab",
		"network", "passwd", "ssh", "getty", "shell", "home", "userdb", "sysctl", NULL };

	s->entries++;
	if (a->trust != TRUST_PACKAGED && one_of(span_before(span_base(a->path), '.'), kinds))
		startup_say(s, KERNEL_CREDENTIAL, a->path, 0, SPAN_NONE);
}

void
kernel_credentials(struct startup *s)
{
	static const char *const dirs[] = { "/etc/credstore", "/etc/credstore.encrypted",
		"/usr/lib/credstore", "/usr/lib/credstore.encrypted", "/usr/local/lib/credstore",
		NULL };

	confs_each(s, dirs, "", credential);
	for (size_t i = 0; esp[i]; i++)
		confs_dir(s, startup_text(s, esp[i], span_of("/loader/credentials"), ""), ".cred",
		    credential);
}
