/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * autorun - one thing that starts by itself, whatever wrote it down
 *
 * Several inspectors share this engine.  Each has a table of sources; a source
 * lists autoruns: where it is written, when it fires, as whom, the command as
 * written.  It hands each to one of the command_ functions, which tell what
 * that would execute on this system; target.c judges every file it leads to,
 * and told.c records the chain for `assay autoruns`.  A new source is a file
 * and a line in its inspector's table, nothing else:
 *
 *	static const struct source sources[] = {
 *		{ "cron tables", WHEN_TIMER, cron_tables },
 *		{ NULL, WHEN_UNSAID, NULL },
 *	};
 *	look: return startup_look(in, sources);
 *	.autoruns = true, and STARTUP_MAY first in .may
 */
#ifndef ASSAY_INSPECT_STARTUP_AUTORUN_H
#define ASSAY_INSPECT_STARTUP_AUTORUN_H

#include "../inspect.h"

/* What the engine itself says: part of the .may of every inspector that uses it. */
#define STARTUP_MAY \
	STARTUP_SHELL_NETWORK, STARTUP_FETCH_AND_RUN, STARTUP_PROGRAM_VOLATILE, \
	STARTUP_PROGRAM_HIDDEN, STARTUP_PROGRAM_HOME, STARTUP_PROGRAM_WRITABLE, \
	STARTUP_PROGRAM_UNOWNED, STARTUP_SCRIPT_LOCAL, STARTUP_PROGRAM_MISSING, \
	STARTUP_VENDOR_UNOWNED, STARTUP_COMMAND_UNCLEAR, STARTUP_ENTRY_ODD, \
	STARTUP_LOADER_FOREIGN, STARTUP_SEARCH_ODD, STARTUP_LIBRARY_AUDITS, \
	STARTUP_LIBRARY_INJECTED, STARTUP_GHOST, STARTUP_LINE_ADDED

/* Whose word is it that this shall run? */
enum trust {
	TRUST_PACKAGED,		/* a package's file, unchanged: its shape is the distribution's */
	TRUST_STRANGER,		/* nobody's file, or changed since it was installed */
	TRUST_UNKNOWN,		/* no package database to ask */
};

struct person {
	struct span	name, home;
	uint32_t	uid, gid;
	bool		first;		/* of those who share this home; a home is a path */
};

struct autorun {
	struct span	path;		/* where it is written */
	unsigned	line;		/* 0: the whole file */
	struct span	said;		/* as written there, with when it fires if the line says so */
	enum when	when;		/* WHEN_UNSAID: as its source says */
	struct span	search;		/* the PATH its runner gives it */
	struct span	cwd;		/* where it starts; empty: not known */
	struct span	root;		/* RootDirectory=; empty: the system's own */
	struct person	as;		/* who runs it */
	enum trust	trust;		/* of the file; autorun_trust asks about the line too */
	bool		lenient;	/* a person's or a template's text: what cannot be told is not */
};

struct startup;

struct source {
	const char	*name;		/* as reports name it: what one finds there */
	enum when	 when;
	void		(*list)(struct startup *);
};

/* An inspector's whole look: every source of its table (NULL ends it), each told by name. */
enum outcome	startup_look(struct inspection *, const struct source *);

#define MAX_OBJECTS	64	/* recorded of one autorun; what a longer script runs is its own affair */

struct said;
struct known;

struct startup {
	struct inspection	*in;
	const struct source	*source;	/* whose list is being made */
	const struct person	*people;	/* /etc/passwd */
	size_t			 n;
	struct said		**said;		/* what was said already: a drop-in serves many units */
	struct known		**known;	/* whose files are, for those that were asked about */
	struct span		 object[MAX_OBJECTS];	/* recorded of the autorun at hand */
	size_t			 objects;
	size_t			 foreign;	/* programs judged that no package installed */
	size_t			 elves;		/* of those, taken apart */
	size_t			 shown;		/* bytes of evidence in autorun records */
	size_t			 text;		/* bytes of scripts taken apart so far */
	size_t			 autoruns;	/* followed so far, of all sources */
	size_t			 entries;	/* of this source */
};

/* whose.c: is a file a package's, and as installed?  Links are followed; answers are kept. */
enum trust	startup_trust(struct startup *, struct span path);
/*
 * Whose word is an entry?  In a packaged file that was changed, a line that the
 * package brought is the package's still (inspect.h: see_line).
 */
enum trust	autorun_trust(struct startup *, const struct autorun *);
/* The same of a text in a file, from a line on. */
enum whose_line	startup_line(struct startup *, struct span path, unsigned line, struct span said);
/* see_truth of the file behind the path; false when there is no database to ask. */
bool		startup_truth(struct startup *, struct span path, struct truth *);
/*
 * Says STARTUP_VENDOR_UNOWNED of what lies below a directory that only packages
 * write and belongs to none, `depth` directories deep; masks and other names of
 * packages' files are none.  An absent directory is quiet.
 */
void		startup_vendor(struct startup *, const char *dir, unsigned depth);

/* One directory above another, as bytes; a directory lies in itself. */
bool		startup_within(struct span path, const char *dir);
struct span	startup_text(struct startup *, const char *a, struct span b, const char *c);
/* A regular file, links followed; executable: by somebody. */
bool		startup_file(struct startup *, struct span path, bool executable);
/* Copies that package tools and editors leave beside a file (~, .dpkg-old, .rpmsave ...). */
bool		startup_left_over(struct span name);
/* say(), once for each place. */
void		startup_say(struct startup *, enum finding, struct span path, unsigned line,
    struct span about);
/* What an entry's writer left in its text that no editor or tool leaves. */
void		startup_shape(struct startup *, const struct autorun *);
/* An autorun of root's in a file, everything else as boot scripts have it. */
struct autorun	startup_root(struct startup *, struct span path);
/*
 * An entry that runs no command of its own (a variable, a rule): counts it and,
 * with an object (else empty), records it.
 */
void		startup_entry(struct startup *, const struct autorun *, struct span object);

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
/* Settings that a shell reads in: quiet as long as they only set. */
void	command_sourced(struct startup *, const struct autorun *);
/* A module of another language than the shell's: its lines, for what they show. */
void	command_code(struct startup *, struct span path);
/* hook.c: a program among people's own work: quiet but for the shapes of what it runs. */
void	command_hook(struct startup *, struct span path, const struct person *);
/* command_file for each entry of a directory that its runner would take (run-parts and kin). */
void	command_dir(struct startup *, struct autorun like, struct span dir, bool readable,
    bool (*takes)(struct span name));

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
	bool		own;		/* shell text in the home of the account whose text leads to it */
};

struct judged {
	bool		there;
	bool		foreign;	/* no package's, or not as its package made it */
};

struct judged	target_judge(struct startup *, const struct autorun *, const struct target *);
/* Says STARTUP_PROGRAM_WRITABLE when others may change t->path, or what leads there. */
void		target_writable(struct startup *, const struct autorun *, const struct target *);
/* elf.c: what a program that no package installed asks its loader for. */
void		elf_judge(struct startup *, struct span path);
/* The path without "//", "." and "..", as text. */
struct span	target_clean(struct startup *, struct span path);
bool		target_volatile(struct span path);
bool		target_hidden(struct span path);

/* told.c: what `assay autoruns` shows.  begin and end stand around one autorun's targets. */
void	told_begin(struct startup *);
void	told_object(struct startup *, const struct autorun *, const struct target *,
    struct span object);
void	told_end(struct startup *, const struct autorun *, bool unclear);

/* environ.c: does NAME=VALUE load something foreign? */
void	environ_word(struct startup *, const struct autorun *, struct span assignment);
void	environ_file(struct startup *, const struct autorun *, struct span path);

#endif
