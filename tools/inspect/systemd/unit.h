/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * unit - systemd's files: their lines, their words, and which of them make up one unit
 *
 * Read from systemd.syntax(7), systemd.unit(5), systemd.service(5) of systemd 257.
 */
#ifndef ASSAY_INSPECT_STARTUP_UNIT_H
#define ASSAY_INSPECT_STARTUP_UNIT_H

#include "../startup/autorun.h"

struct unit_line {
	struct span	section, key, value;	/* value: continuation lines joined */
	struct span	said;			/* as written, first line */
	unsigned	line;
};

struct unit_reader {
	struct inspection	*in;
	struct span		 rest, section;
	unsigned		 line;
};

/* Sources. */
void	systemd_system(struct startup *);
void	systemd_user(struct startup *);
void	systemd_homes(struct startup *);
void	systemd_managers(struct startup *);
void	systemd_generators(struct startup *);
void	systemd_sleep(struct startup *);
void	systemd_shutdown(struct startup *);
void	systemd_vendor(struct startup *);
void	systemd_environment(struct startup *);
void	systemd_fstab(struct startup *);
void	systemd_presets(struct startup *);
void	systemd_linger(struct startup *);
void	systemd_stamps(struct startup *);
void	systemd_extensions(struct startup *);
void	systemd_tmpfiles(struct startup *);
void	systemd_sysusers(struct startup *);

bool	unit_next(struct unit_reader *, struct unit_line *);

#define MAX_EXEC_WORDS	256	/* of one command; the rest cannot change what is started */

/* What the specifiers of one unit stand for. */
struct unit_name {
	struct span	full;		/* foo@bar.service */
	struct span	prefix;		/* foo */
	struct span	instance;	/* bar, or empty */
	struct span	type;		/* service */
	struct span	fragment;	/* its file, or empty */
	struct person	as;
};

struct unit_name	unit_name_of(struct span full);

/*
 * Take the next command of an Exec line (";" parts them): its words, prefixes
 * gone, quotes and escapes undone, specifiers put in.  False at the end.
 */
bool	exec_next(struct inspection *, struct span *rest, const struct unit_name *,
    struct span word[MAX_EXEC_WORDS], size_t *n);
/* The next quoted word of any list, such as Environment=. */
bool	exec_word(struct inspection *, struct span *rest, struct span *word);
/* C escapes undone, blanks and quotes as they are. */
struct span	exec_unescaped(struct inspection *, struct span);
/* specifiers.c: those that cannot be told from a disk stay as they are. */
struct span	exec_specifiers(struct inspection *, struct span word, const struct unit_name *);

#define MAX_UNIT_DIRS	32	/* systemd searches fifteen at most */

struct activation {
	struct span	unit;
	enum when	when;
};

/* The search path, first found wins. */
struct unit_dirs {
	struct span		 path[MAX_UNIT_DIRS];
	const struct span	*name[MAX_UNIT_DIRS];	/* sorted */
	size_t			 names[MAX_UNIT_DIRS];
	size_t			 n;
	struct activation	*activated;	/* what waits for a timer, a socket, a path */
	size_t			 activations, room;
};

/* Which units of these directories wait for another; and does this one? */
void		activate_read(struct startup *, struct unit_dirs *);
enum when	activate_when(const struct unit_dirs *, struct span unit);

void	unit_dirs_add(struct startup *, struct unit_dirs *, struct span path);
bool	unit_dirs_has(const struct unit_dirs *, size_t dir, struct span name);

struct setting {
	struct unit_line	line;
	struct span		path;
	enum trust		trust;
};

struct unit {
	struct unit_name	 name;
	struct span		 fragment;	/* empty: drop-ins only */
	enum trust		 trust;		/* of the fragment */
	bool			 shadows;	/* a fragment of the same name lies further down */
	struct setting		*setting;	/* in the order they count */
	size_t			 n, room;
};

/* False when there is no such unit, or it is masked. */
bool	unit_load(struct startup *, const struct unit_dirs *, struct span name, struct unit *);
/* What it starts, with what, and what it lays over the system. */
void	unit_examine(struct startup *, const struct unit_dirs *, struct span name,
    const struct person *);
/* near.c: of a unit that runs something foreign. */
void	unit_near(struct startup *, const struct unit_dirs *, struct span path);
/* input.c: of a command of the unit's, what it is given to read. */
void	input_read(struct startup *, const struct unit *, const struct autorun *,
    const struct span *word, size_t n);
/* layers.c: an image or directory that the setting lays over the system for its unit. */
void	layers_setting(struct startup *, const struct autorun *, const struct unit_name *,
    const struct unit_line *);
/* credentials.c: what the setting hands to one of systemd's own services. */
void	credentials_setting(struct startup *, const struct autorun *, const struct unit *,
    const struct setting *);
/* tmpfiles.c: one line of tmpfiles.d or sysusers.d, wherever it stands. */
void	tmpfiles_line(struct startup *, const struct autorun *, struct span line);
void	sysusers_line(struct startup *, const struct autorun *, struct span line);
void	mount_unit(struct startup *, const struct unit *, const struct autorun *);
/* BindPaths= and BindReadOnlyPaths=. */
void	mount_binds(struct startup *, const struct autorun *, struct span list);
/* The last value of a key in any section, or nothing. */
struct span	unit_value(const struct unit *, const char *key);

#endif
