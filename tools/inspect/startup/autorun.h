/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * autorun - one thing that starts by itself, whatever wrote it down
 *
 * Sources (systemd, cron, rc, ...) find autoruns; command.c tells which files
 * one would execute; target.c judges each.  A new source adds a file and a
 * line in startup.c, nothing else.
 */
#ifndef ASSAY_INSPECT_STARTUP_AUTORUN_H
#define ASSAY_INSPECT_STARTUP_AUTORUN_H

#include "../inspect.h"

/* Whose word is it that this shall run? */
enum trust {
	TRUST_PACKAGED,		/* a package's file, unchanged: its shape is the distribution's */
	TRUST_STRANGER,		/* nobody's file, or changed since it was installed */
	TRUST_UNKNOWN,		/* no package database to ask */
};

struct person {
	struct span	name, home;
	uint32_t	uid, gid;
};

struct autorun {
	struct span	path;		/* where it is written */
	unsigned	line;		/* 0: the whole file */
	struct span	said;		/* as written there, with when it fires if the line says so */
	struct span	search;		/* the PATH its runner gives it */
	struct span	cwd;		/* where it starts; empty: not known */
	struct span	root;		/* RootDirectory=; empty: the system's own */
	struct person	as;		/* who runs it */
	enum trust	trust;
};

struct said;

struct startup {
	struct inspection	*in;
	const struct person	*people;	/* /etc/passwd */
	size_t			 n;
	struct said		*said;		/* what was said already: a drop-in serves many units */
	size_t			 foreign;	/* programs judged that no package installed */
	size_t			 text;		/* bytes of scripts taken apart so far */
	size_t			 autoruns;	/* followed so far */
};

/* Sources. */
void	systemd_units(struct startup *);
void	systemd_hooks(struct startup *);
void	cron_tables(struct startup *);
void	rc_scripts(struct startup *);
void	preload_file(struct startup *);

enum trust	startup_trust(struct startup *, struct span path);
/* One directory above another, as bytes; a directory lies in itself. */
bool		startup_within(struct span path, const char *dir);
struct span	startup_text(struct startup *, const char *a, struct span b, const char *c);
/* say(), once for each place. */
void		startup_say(struct startup *, enum finding, struct span path, unsigned line,
    struct span about);
/* What an entry's writer left in its text that no editor or tool leaves. */
void		startup_shape(struct startup *, const struct autorun *);

/* people.c */
void			 people_read(struct startup *);
const struct person	*people_named(const struct startup *, struct span name);	/* or NULL */
struct person		 people_root(void);
/* Is it in somebody's own home, as opposed to a service's? */
bool			 people_home(const struct startup *, struct span path);

/* command.c: what would it execute?  Each file is handed to target.c. */
void	command_text(struct startup *, const struct autorun *, struct span shell_text);
void	command_words(struct startup *, const struct autorun *, const struct span *word, size_t n);
/* A file that is run as it lies there; readable: a script may speak for itself. */
void	command_file(struct startup *, const struct autorun *, bool readable);

/* target.c: is what it starts a package's, and safe from others? */
enum strict {
	STRICT_LINE,		/* a command as an entry gives it */
	STRICT_SCRIPT,		/* a command in a script that is itself the entry */
	STRICT_INNER,		/* a command in a program's own script */
};

struct target {
	struct span	from;		/* where the command is written */
	unsigned	line;
	struct span	said;		/* the command */
	struct span	path;		/* what it would execute: absolute */
	enum strict	strict;
	bool		guarded;	/* the text asks first whether it is there */
	bool		speaks;		/* an administrator's script, judged by what it runs */
};

struct judged {
	bool		there;
	bool		foreign;	/* no package's, or not as its package made it */
};

struct judged	target_judge(struct startup *, const struct autorun *, const struct target *);
/* The path without "//", "." and "..", as text. */
struct span	target_clean(struct startup *, struct span path);
bool		target_volatile(struct span path);
bool		target_hidden(struct span path);

/* environ.c: does NAME=VALUE load something foreign? */
void	environ_word(struct startup *, const struct autorun *, struct span assignment);
void	environ_file(struct startup *, const struct autorun *, struct span path);

#endif
