/* SPDX-License-Identifier: GPL-3.0-or-later */
/* packages - what the files of this inspector share */
#ifndef ASSAY_INSPECT_PACKAGES_H
#define ASSAY_INSPECT_PACKAGES_H

#include "../inspect.h"

#define HEAD		20	/* bytes of an ELF header as far as its type and machine */
#define SETUID		04000U
#define SETGID		02000U
#define EXECUTE		0111U

/* A packaged program that is not in its place: its bytes may stand elsewhere. */
struct lost {
	struct span	path;
	struct span	digest;
	enum hash	kind;
	struct lost	*next;
};

/* records.c: what the database holds that no package manager writes */
void	records_look(struct inspection *, const struct truth_db *);
/* digests.c: does every listed file equal its record?  Answers the programs that do not. */
struct lost	*digests_look(struct inspection *, const struct truth_db *);
/* unowned.c: what stands among the packages' programs and belongs to none? */
void	unowned_look(struct inspection *, const struct lost *);

/* program.c: is this a program, by its name; by its mode and first bytes? */
bool	program_by_name(struct span path);
bool	program_by_look(struct inspection *, struct span path);
bool	program_has_magic(struct inspection *, struct span path, bool *elf);
bool	program_library(struct span path);	/* by its name: a shared library or kernel module */
bool	program_module(struct span path);
bool	program_runs_as_owner(const struct vstat *);
bool	program_in_commands(struct span path);
bool	program_in_managed_tree(struct span path);	/* another package manager writes there too */

/* copies.c: is this a shell, or a packaged program moved aside? */
struct copies;
struct copies	*copies_ready(struct inspection *);
bool	copies_shell(const struct copies *, const char *md5, struct span *shell);
/* Hashes the file once for each kind of digest that was lost. */
const struct lost	*copies_lost(struct inspection *, const struct lost *, struct span path);

#endif
