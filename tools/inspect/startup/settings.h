/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * settings - which files does a pattern name, and which settings stand in them line by line?
 *
 * Most daemons' own settings are NAME STOP VALUE, one to a line.  A table row
 * says where they lie and which of them name something to run.
 */
#ifndef ASSAY_INSPECT_STARTUP_SETTINGS_H
#define ASSAY_INSPECT_STARTUP_SETTINGS_H

#include "autorun.h"

/*
 * Every regular file that a pattern names, in order, copies that tools leave
 * passed over: '*' stands for any part of one name, "~/" for every home, whose
 * account comes along (else root).
 */
void	settings_files(struct startup *, const char *pattern, void *arg,
    void (*each)(struct startup *, void *arg, struct span path, const struct person *as));
/* The same for a pattern that is a span; its argument is only read. */
void	settings_files_of(struct startup *, struct span pattern, const void *arg,
    void (*each)(struct startup *, void *arg, struct span path, const struct person *as));

/*
 * Files that read in others: every file of the patterns (parted by blanks), then
 * every file that `each` asks for by settings_include, each once.
 */
struct includes {
	const void	*arg;
	struct include	*file;
	size_t		 n, room;
};

void	settings_read(struct startup *, const char *patterns, const void *arg,
    void (*each)(struct startup *, struct includes *, struct span path, const struct person *as));
/*
 * A pattern as the file has it: "~/" is the account's home, a relative one is
 * below `base`, a directory stands for all files in it.
 */
void	settings_include(struct startup *, struct includes *, struct span base, struct span pattern,
    const struct person *as);
/* Every file asked for so far, and those that `each` asks for. */
void	settings_each(struct startup *, struct includes *,
    void (*each)(struct startup *, struct includes *, struct span path, const struct person *as));
/* Does a name fit a pattern?  Case is passed over when asked so. */
bool	settings_fit(struct span name, const char *pattern, bool any_case);

struct setting_lines {
	struct startup	*s;
	struct autorun	 a;		/* of the line at hand */
	struct span	 rest;
	const char	*comments;	/* a line that begins with one of them is none */
	unsigned	 next;		/* the number of the line to come */
};

/* False when there is no such file. */
bool	settings_open(struct setting_lines *, struct startup *, struct span path, const struct person *as,
    const char *comments);
/* The next line that holds anything, trimmed; one that ends in a backslash goes on in the next. */
bool	settings_next(struct setting_lines *, struct span *line);
/* Take the name and the stops behind it off a line: what is left is the value. */
struct span	settings_name(struct span *line, const char *stops);
/* Take one argument off the front, up to a blank or all that its quotes hold; empty at the end. */
struct span	settings_argument(struct span *line);
/* Without a pair of quotes around all of it. */
struct span	settings_unquoted(struct span);

enum means {
	MEANS_TEXT,		/* shell text */
	MEANS_WORDS,		/* a program and its arguments, no shell between */
	MEANS_FILES,		/* files that are loaded, parted by blanks or commas */
	MEANS_FILE_LAST,	/* a name, then the file that is loaded */
	MEANS_INCLUDE,		/* more files of the same kind */
};

#define MAX_SETTINGS	28	/* names in one row */

struct settings {
	const char	*files;		/* patterns, parted by blanks */
	const char	*comments, *stops;
	const char	*as;		/* an account's name; NULL: root, or the home's own */
	struct setting {
		const char	*name;	/* '*' as in patterns */
		enum means	 means;
		char		 behind;	/* the value counts from behind this; 0: all of it */
	}		 setting[MAX_SETTINGS];
};

/* Hand on what each row's settings run; a row without files ends the table. */
void	settings_run(struct startup *, const struct settings *);
/* The same for one row and one file, as settings_files hands it on: arg is the row. */
void	settings_file(struct startup *, void *arg, struct span path, const struct person *);

/* What a shell reads as it starts, by patterns: only what is run there is told. */
void	settings_sourced(struct startup *, const char *const *patterns);
/* Programs in directories (patterns end in a name or '*') that are run as they lie there. */
void	settings_programs(struct startup *, const char *const *patterns);

#endif
