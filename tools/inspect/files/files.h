/* SPDX-License-Identifier: GPL-3.0-or-later */
/* files - what the files of this inspector share */
#ifndef ASSAY_INSPECT_FILES_H
#define ASSAY_INSPECT_FILES_H

#include "../accounts/roster.h"
#include "../packages/program.h"

/* What a place is for, by its path without links. */
enum ground {
	GROUND_ANY,		/* homes, /srv, /opt, /var: whatever people keep */
	GROUND_SYSTEM,		/* packages' and the administrator's, in plain sight: /etc, /boot, /usr/share */
	GROUND_PROGRAMS,	/* packages' programs and libraries */
	GROUND_DATA,		/* no program belongs there: directly in the root, /etc, /var/log */
	GROUND_NOWHERE,		/* no program ever stands there: /dev, manuals */
	GROUND_VOLATILE,	/* anyone may write there: /tmp */
	GROUND_GUESTS,		/* containers' and other systems' trees */
};

struct files {
	struct inspection	*in;
	struct shells		*shells;	/* NULL until something runs with another's rights */
	struct owners		*people;	/* accounts, and who owns files and has none */
	bool			 owners;	/* there is a database that knows who owns what */
	uint64_t		 seen;
};

/* ground.c */
enum ground	ground_of(struct span path);
struct span	ground_below(struct span path);		/* the path less the directory that decided */
const char	*ground_guests(struct span path);	/* whose system it is; NULL: this one's */

/* name.c: what a reader of a listing does not see, or sees wrongly */
bool	name_deceives(struct span name);
bool	name_hides(struct inspection *, struct span path);	/* beside packaged files */

/* shells.c */
struct shells	*shells_ready(struct inspection *);
bool	shells_copy(const struct shells *, const char *sha256, struct span *shell);

/* rights.c: is there a shell's content at the path; may it run with these rights? */
bool	rights_shell(struct files *, struct span path, struct span *shell);
bool	rights_granted(struct files *, struct span path, uint32_t mode, uint64_t caps);
/* overrides.c: what dpkg-statoverride would give anew, and its word on a file as it stands */
void	overrides_look(struct files *);
struct span	overrides_word(struct inspection *, struct span path, const struct vstat *);
/* owner.c: files whose owner no account file knows */
struct owners	*owners_ready(struct inspection *);
void	owners_look(struct files *, struct span path, const struct vstat *);
void	owners_tell(struct files *);
/* An account that somebody may log in to with a word. */
bool	owners_has(const struct owners *, struct span name);

/* One file of the tree: rights.c, place.c, path.c */
void	rights_look(struct files *, struct span path, const struct vstat *);
void	place_look(struct files *, struct span path, const struct vstat *);
void	path_look(struct files *);
/* holds.c, secrets.c: what a regular file holds, or has beside its content */
void	holds_look(struct files *, struct span path, const struct vstat *);
void	secrets_look(struct files *, struct span path, const struct vstat *);

/* beneath.c: what mounts hide */
void	beneath_look(struct files *);

#endif
