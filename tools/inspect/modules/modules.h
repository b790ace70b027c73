/* SPDX-License-Identifier: GPL-3.0-or-later */
/* modules - what the files of this inspector share */
#ifndef ASSAY_INSPECT_MODULES_H
#define ASSAY_INSPECT_MODULES_H

#include "../../lib/signer.h"
#include "../packages/program.h"

#define MAX_ROOTS	2	/* /usr/lib/modules, and /lib/modules where that is no link */

/* One module of an installed kernel. */
struct module {
	struct span	path, package;	/* no package: a stranger */
	bool		built;		/* no package's, but built here from a package's sources */
	enum signer	signed_by;
	char		signer[HASH_HEX];
};

struct modules {
	struct inspection	*in;
	struct span		 root[MAX_ROOTS];
	size_t			 nroots;
	struct span		 tree;		/* the kernel's own directory, of those being walked */
	struct module		*at;
	size_t			 n, room;
	size_t			 first;		/* of the tree being walked */
	unsigned char		*buffer;	/* room to unpack in */
	unsigned		 asked_dkms, asked_names;	/* so far: neither may be asked without end */
};

/* read.c: who signed it?  False when it cannot be read; that is a gap. */
bool	read_signer(struct modules *, struct module *);

/* modinfo.c: the section that modinfo(8) shows, and one line of it. */
bool		modinfo_find(struct span elf, struct span *info);
struct span	modinfo_value(struct span info, const char *key);
/* "name NAME, for KERNEL, licence LICENCE", as far as the module says. */
struct span	modinfo_about(struct inspection *, struct span path);

/* stranger.c: a module that no package owns */
void	stranger_judge(struct modules *, struct module *);

/* dep.c: does modules.dep lead out of its tree? */
void	dep_look(struct modules *);

/* names.c: what is to be loaded at boot */
void	names_look(struct modules *);
bool	names_same(struct span a, struct span b);	/* '-' and '_' are one */
struct span	names_of(struct span path);		/* snd-hda.ko.xz is snd-hda */

#endif
