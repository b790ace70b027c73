/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kernel - the sources of the kernel inspector */
#ifndef ASSAY_INSPECT_KERNEL_KERNEL_H
#define ASSAY_INSPECT_KERNEL_KERNEL_H

#include "../startup/confs.h"

void	kernel_init(struct startup *);
void	kernel_grub(struct startup *);
void	kernel_grub_settings(struct startup *);
void	kernel_loader_entries(struct startup *);
void	kernel_syslinux(struct startup *);
void	kernel_unified(struct startup *);
void	kernel_own_cmdline(struct startup *);
void	kernel_credentials(struct startup *);
void	kernel_modprobe(struct startup *);
void	kernel_modules(struct startup *);
void	kernel_live(struct startup *);
void	kernel_sysctl(struct startup *);
void	kernel_binfmt(struct startup *);
void	kernel_initramfs_tools(struct startup *);
void	kernel_dracut(struct startup *);
void	kernel_mkinitcpio(struct startup *);
void	kernel_install(struct startup *);
void	kernel_vendor(struct startup *);

/* cmdline.c: one kernel command line, as the autorun's file has it. */
void	cmdline(struct startup *, struct autorun *, struct span line);
/* sysctl.c: key, '.' or '/' between its parts, and the value it is given. */
void	sysctl_set(struct startup *, const struct autorun *, struct span key, struct span value);

#endif
