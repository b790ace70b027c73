/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * table - the lines of passwd, shadow, group and gshadow, taken apart
 *
 * passwd(5): name:password:uid:gid:gecos:home:shell.  shadow(5) has nine
 * fields, group(5) and gshadow(5) four.  Rows keep the order of the file;
 * by_name holds them sorted, so that lookups in a file of a million lines
 * stay cheap.
 */
#ifndef ASSAY_INSPECT_ACCOUNTS_TABLE_H
#define ASSAY_INSPECT_ACCOUNTS_TABLE_H

#include "../inspect.h"

enum {	/* fields of passwd; shadow and group share the first two, group the third */
	F_NAME, F_PASSWORD, F_ID, F_GID, F_GECOS, F_HOME, F_SHELL,
	F_MEMBERS = 3,
	F_MOST = 9
};

#define TABLE_SHOWN	3	/* characters of a password field that are shown: its scheme */

struct row {
	struct span	 line;
	unsigned int	 number;	/* of the line in its file, from 1 */
	struct span	 field[F_MOST];
	uint64_t	 id;		/* field F_ID as the C library reads it, modulo 2^32 */
};

struct table {
	struct span	 path;
	int		 answer;	/* VIEW_OK, or how reading it went */
	int		 fields;	/* that a line has */
	bool		 unended;	/* the last line lacks its newline */
	struct row	*row;		/* the lines that programs take */
	size_t		 n;
	struct row	*odd;		/* lines of another form, and those with control characters */
	size_t		 nodd;
	struct row	**by_name, **by_id;	/* the same, sorted; by_id only of passwd and group */
};

/* Read a file of `fields` fields. */
void			 table_read(struct inspection *, struct table *, const char *path, int fields);
void			 table_read_path(struct inspection *, struct table *, struct span path,
			    int fields);
/* The same of lines that were made from something at that path. */
void			 table_read_text(struct inspection *, struct table *, struct span path,
			    struct span text, int fields);
/* A number as the C library reads it: blanks, a sign, modulo 2^32. */
uint64_t		 table_number(struct span);
/* The first row of that name, or NULL. */
const struct row	*table_named(const struct table *, struct span name);
/* Say something of a row: the line with its password shortened to its scheme. */
void			 table_say(struct inspection *, enum finding, const struct table *,
			    const struct row *);
/* Say of each odd line what it is: ACCOUNT_LINE_MALFORMED or ACCOUNT_LINE_IMPORTS. */
void			 table_say_odd(struct inspection *, const struct table *);
/* Rows that share a name, and rows that share a number, from the second on. */
void			 table_say_twins(struct inspection *, const struct table *);

#endif
