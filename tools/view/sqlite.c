/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sqlite - what rows does a suspect's database hold?
 *
 * SQLite reads the two files through a VFS of ours (sqlite.org/vfs.html) that
 * knows nothing but reading them: no path is opened, nothing is written.  With
 * an exclusive lock it keeps the log's index in memory.
 */
#include <string.h>

#include "../lib/limits.h"
#include "sqlite.h"

#define NAME		"database"	/* what our VFS calls the database; its log is NAME-wal */
#define STEPS		1000000		/* of SQLite's machine between two looks at the count */
#define MAX_STEPS	20000		/* times STEPS: the 2000 headers of an rpm database take 0.1 */

struct part {
	struct node	node;
	uint64_t	size;
};

/* What xOpen hands out. */
struct opened {
	sqlite3_file		 file;
	const struct part	*part;	/* NULL: an empty file, never written */
};

struct source {
	struct part	 main, wal;
	sqlite_row	*each;
	void		*arg;
	int		 steps;
};

static int
file_close(sqlite3_file *f)
{
	(void)f;
	return SQLITE_OK;
}

static int
file_read(sqlite3_file *f, void *buf, int want, sqlite3_int64 at)
{
	const struct part *p = ((struct opened *)f)->part;
	uint64_t size = p ? p->size : 0, from = (uint64_t)at, n = (uint64_t)want;
	uint64_t there = at < 0 || from >= size ? 0 : n < size - from ? n : size - from;

	memset(buf, 0, (size_t)n);
	if (there && node_read_all(p->node, from, buf, (size_t)there) != VIEW_OK)
		return SQLITE_IOERR_READ;
	return there == n ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

static int
file_write(sqlite3_file *f, const void *buf, int n, sqlite3_int64 at)
{
	(void)f, (void)buf, (void)n, (void)at;
	return SQLITE_READONLY;
}

static int
file_truncate(sqlite3_file *f, sqlite3_int64 size)
{
	(void)f, (void)size;
	return SQLITE_READONLY;
}

static int
file_flag(sqlite3_file *f, int flag)
{
	(void)f, (void)flag;
	return SQLITE_OK;
}

static int
file_size(sqlite3_file *f, sqlite3_int64 *size)
{
	const struct part *p = ((struct opened *)f)->part;

	*size = p ? (sqlite3_int64)p->size : 0;
	return SQLITE_OK;
}

static int
file_locked(sqlite3_file *f, int *locked)
{
	(void)f;
	*locked = 0;
	return SQLITE_OK;
}

static int
file_control(sqlite3_file *f, int op, void *arg)
{
	(void)f, (void)op, (void)arg;
	return SQLITE_NOTFOUND;
}

static int
file_sector(sqlite3_file *f)
{
	(void)f;
	return 0;
}

static int
file_traits(sqlite3_file *f)
{
	(void)f;
	return 0;
}

static const sqlite3_io_methods methods = {
	.iVersion = 1, .xClose = file_close, .xRead = file_read, .xWrite = file_write,
	.xTruncate = file_truncate, .xSync = file_flag, .xFileSize = file_size,
	.xLock = file_flag, .xUnlock = file_flag, .xCheckReservedLock = file_locked,
	.xFileControl = file_control, .xSectorSize = file_sector,
	.xDeviceCharacteristics = file_traits,
};

static int
vfs_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *f, int flags, int *got)
{
	const struct source *s = vfs->pAppData;
	struct opened *o = (struct opened *)f;

	*o = (struct opened){ .file.pMethods = &methods };
	if (flags & SQLITE_OPEN_MAIN_DB)
		o->part = &s->main;
	else if (flags & SQLITE_OPEN_WAL)
		o->part = &s->wal;
	else
		return SQLITE_CANTOPEN;
	(void)name;
	if (got)
		*got = flags;
	return SQLITE_OK;
}

static int
vfs_delete(sqlite3_vfs *vfs, const char *name, int sync)
{
	(void)vfs, (void)name, (void)sync;
	return SQLITE_OK;
}

static int
vfs_access(sqlite3_vfs *vfs, const char *name, int flags, int *there)
{
	const struct source *s = vfs->pAppData;

	(void)flags;
	*there = strcmp(name, NAME "-wal") == 0 && s->wal.size > 0;
	return SQLITE_OK;
}

static int
vfs_path(sqlite3_vfs *vfs, const char *name, int room, char *out)
{
	(void)vfs;
	sqlite3_snprintf(room, out, "%s", name);
	return SQLITE_OK;
}

static int
vfs_random(sqlite3_vfs *vfs, int n, char *out)
{
	(void)vfs;
	memset(out, 0, (size_t)n);
	return n;
}

static int
vfs_sleep(sqlite3_vfs *vfs, int us)
{
	(void)vfs;
	return us;
}

static int
vfs_time(sqlite3_vfs *vfs, double *now)
{
	(void)vfs;
	*now = 0;
	return SQLITE_OK;
}

/* Asked for names and columns by the statement below; for anything else by the suspect's schema. */
static int
allow(void *arg, int action, const char *a, const char *b, const char *database, const char *view)
{
	(void)arg, (void)a, (void)b, (void)database;
	return (action == SQLITE_SELECT || action == SQLITE_READ) && !view ? SQLITE_OK : SQLITE_DENY;
}

static int
too_long(void *arg)
{
	struct source *s = arg;

	return ++s->steps > MAX_STEPS;
}

static int
ask(struct source *s, sqlite3 *db, const char *select)
{
	sqlite3_stmt *row = NULL;
	int r = VIEW_OK, step = SQLITE_ROW;

	if (sqlite3_exec(db, "PRAGMA locking_mode=EXCLUSIVE", NULL, NULL, NULL) != SQLITE_OK)
		return VIEW_BROKEN;
	sqlite3_set_authorizer(db, allow, NULL);
	sqlite3_progress_handler(db, STEPS, too_long, s);
	if (sqlite3_prepare_v2(db, select, -1, &row, NULL) != SQLITE_OK)
		r = VIEW_BROKEN;
	while (r == VIEW_OK && (step = sqlite3_step(row)) == SQLITE_ROW)
		r = s->each(s->arg, row);
	if (r == VIEW_OK && step != SQLITE_DONE)
		r = step == SQLITE_TOOBIG || step == SQLITE_INTERRUPT ? VIEW_LIMIT : VIEW_BROKEN;
	sqlite3_finalize(row);
	return r;
}

static int
read_all(struct source *s, sqlite3_vfs *vfs, const char *select)
{
	sqlite3 *db = NULL;
	int r = VIEW_BROKEN;

	if (sqlite3_open_v2(NAME, &db, SQLITE_OPEN_READWRITE, vfs->zName) == SQLITE_OK) {
		sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
		sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
		sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
		sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
		sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
		sqlite3_limit(db, SQLITE_LIMIT_LENGTH, MAX_TABLE_FILE);
		r = ask(s, db, select);
	}
	sqlite3_close(db);
	return r;
}

int
sqlite_read(struct node db, uint64_t size, struct node wal, uint64_t wal_size, const char *select,
    sqlite_row *each, void *arg)
{
	struct source s = {
		.main = { db, size }, .wal = { wal, wal_size }, .each = each, .arg = arg,
	};
	sqlite3_vfs vfs = {
		.iVersion = 1, .szOsFile = sizeof(struct opened), .mxPathname = 64,
		.zName = "evidence", .pAppData = &s, .xOpen = vfs_open, .xDelete = vfs_delete,
		.xAccess = vfs_access, .xFullPathname = vfs_path, .xRandomness = vfs_random,
		.xSleep = vfs_sleep, .xCurrentTime = vfs_time,
	};
	int r;

	if (size > INT64_MAX || wal_size > INT64_MAX || sqlite3_initialize() != SQLITE_OK ||
	    sqlite3_vfs_register(&vfs, 0) != SQLITE_OK)
		return VIEW_BROKEN;
	r = read_all(&s, &vfs, select);
	sqlite3_vfs_unregister(&vfs);
	return r;
}
