/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sqlite - rows of a suspect's SQLite database, without a path and without a write
 *
 * Format: sqlite.org/fileformat2.html, read by SQLite itself.  The schema is the
 * suspect's: views, triggers and functions are refused, a statement that would
 * run without end is stopped.  A write-ahead log beside the database counts.
 */
#ifndef ASSAY_VIEW_SQLITE_H
#define ASSAY_VIEW_SQLITE_H

#include <sqlite3.h>

#include "tree.h"

/* One row; its columns live until the next.  Anything but VIEW_OK ends the reading, as its answer. */
typedef int	sqlite_row(void *arg, sqlite3_stmt *row);

/*
 * Each row of a SELECT of plain columns of plain tables.  wal_size 0: there is
 * no log.  VIEW_BROKEN also when the database has no such table or column.
 */
int	sqlite_read(struct node db, uint64_t size, struct node wal, uint64_t wal_size,
	    const char *select, sqlite_row *, void *arg);

#endif
