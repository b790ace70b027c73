/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * boot - is what runs before the system the packages'?
 *
 * Kernels, GRUB's files and loaders against the packages' own (copies.c); every
 * member of every initramfs explained, or said (initramfs.c, explain.c).
 */
#include "boot.h"

static bool
is_initramfs(struct span name)
{
	return span_starts(name, "initrd.img") || span_starts(name, "initramfs-") ||
	    span_starts(name, "initrd-");
}

static enum outcome
look(struct inspection *in)
{
	struct span dir = span_of("/boot"), path;
	const struct names *names = NULL;
	const struct span *entries;
	struct vstat st;
	size_t n;

	if (see_dir(in, dir, &entries, &n) != VIEW_OK || n == 0)
		return NOTHING;
	if (!see_database(in)) {
		say_gap(in, dir, "no package database that this version reads: nobody knows whose this is");
		return PARTIAL;
	}
	copies_look(in);
	for (size_t i = 0; i < n; i++) {
		path = see_path(in, dir, entries[i]);
		if (!is_initramfs(entries[i]) || see_lstat(in, path, &st) != VIEW_OK ||
		    st.kind != V_FILE || st.size == 0)
			continue;
		if (!names)
			names = names_ready(in);
		initramfs_look(in, path, names);
	}
	return DONE;
}

const struct inspector boot_inspector = {
	.name = "boot",
	.asks = "is what runs before the system the packages'?",
	.may = (const enum finding[]){
	    BOOT_KERNEL_DIFFERS, BOOT_KERNEL_UNOWNED, BOOT_GRUB_DIFFERS, BOOT_LOADER_UNKNOWN,
	    BOOT_COPY_STALE, INITRAMFS_APPENDED, INITRAMFS_INIT_DIFFERS,
	    INITRAMFS_PROGRAM_DIFFERS, INITRAMFS_MODULE_UNKNOWN, INITRAMFS_GENERATED_ODD, INITRAMFS_ACCOUNT,
	    INITRAMFS_LOCAL, INITRAMFS_UNKNOWN, FINDING_COUNT },
	.look = look,
};
