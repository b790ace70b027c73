/* SPDX-License-Identifier: GPL-3.0-or-later */
/* program - is this a program, by its name; by its mode and first bytes? */
#ifndef ASSAY_INSPECT_PACKAGES_PROGRAM_H
#define ASSAY_INSPECT_PACKAGES_PROGRAM_H

#include "../inspect.h"

#define SETUID		04000U
#define SETGID		02000U
#define EXECUTE		0111U

bool	program_by_name(struct span path);
bool	program_by_look(struct inspection *, struct span path);
bool	program_has_magic(struct inspection *, struct span path, bool *elf);
bool	program_library(struct span path);	/* by its name: a shared library or kernel module */
bool	program_module(struct span path);
bool	program_runs_as_owner(const struct vstat *);
bool	program_in_commands(struct span path);
bool	program_in_managed_tree(struct span path);	/* another package manager writes there too */

#endif
