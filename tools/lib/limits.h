/* SPDX-License-Identifier: GPL-3.0-or-later */
/* limits - every bound on what evidence may make us do, each with its reason */
#ifndef ASSAY_LIB_LIMITS_H
#define ASSAY_LIB_LIMITS_H

#define MAX_NAME	255		/* ext4, xfs, btrfs: one directory entry */
#define MAX_LINK	4095		/* PATH_MAX - 1: the kernel stores no longer target */
#define MAX_PATH	4095		/* PATH_MAX - 1: no system call takes a longer path */
#define MAX_HOPS	40		/* the kernel's own MAXSYMLINKS */
#define MAX_DEPTH	128		/* deeper trees exist only to hurt a walker */
#define MAX_SMALL_FILE	(4 << 20)	/* a configuration file read whole; dpkg's status: see below */
#define MAX_TABLE_FILE	(64 << 20)	/* a package database: 100,000 packages of 600 bytes */
#define MAX_UNPACKED	(128 << 20)	/* what is inside one compressed file: a busy year of logins */
#define MAX_COMPARED_LINES 65536		/* of a text compared with its original: the longest have 10,000 */
#define MAX_CHANGED	128		/* texts compared so by one inspector: an old server has 60; 1 MB each */
#define MAX_ENTRIES	262144		/* names kept to be sorted, one directory; 64 times a full /usr/bin */
#define MAX_XATTR	65536		/* XATTR_SIZE_MAX, linux/limits.h */
#define MAX_XATTRS	64		/* names on one file; capabilities, ACLs, labels are under ten */
#define MAX_MOUNTS	64		/* file systems joined into one system */
#define MAX_PARTITIONS	256		/* GPT allows 128 by default; the kernel reads 256 */
#define MAX_VOLUMES	4096		/* partitions, file systems and what lies between, of one machine */
#define MAX_FINDINGS	10000		/* one inspector, one system: beyond, the count is the finding */
#define MAX_RECORD	(64 << 10)	/* one line that crosses out of the jail */
#define MAX_TOLD	(64 << 20)	/* all that one jailed child may say */
#define MAX_TIMELINE	((size_t)4 << 30)	/* and of a timeline: 8,000,000 names of 500 bytes */
#define MAX_ARENA	((size_t)512 << 20)	/* what one inspection may keep in memory */
#define MAX_EXTENTS	(1 << 22)	/* steps through one file's extents: 16 TB in pieces of 4 MB */
#define MAX_LEDGER_NODES (1 << 24)	/* of one volume: 16 million files; they take 4 GB to remember */
#define MAX_LEDGER_EXTENTS (1 << 26)	/* of one volume: four a file when all are kept */
#define MAX_LEDGER_CHUNKS (1 << 22)	/* shares of a hasher's work: 32 TB in chunks of 8 MB */
#define MAX_LEDGER_TEXT	(1 << 30)	/* bytes of names and extended attributes of one volume */
#define MAX_HOLES	((uint64_t)64 << 30)	/* bytes of holes hashed on one volume: a minute's work */
#define MAX_JOURNAL	((size_t)1 << 30)	/* replayed journal blocks in memory; a larger journal is rare */
#define MAX_CPU		43200		/* seconds of one jailed child: a core hashes 20 TB; who hangs falls silent */
#define MAX_MEMORY	((size_t)4 << 30)	/* bytes of one child's own: the arena, the journal and libraries */
#define MAX_SILENCE	900		/* seconds without a word: a dying disk's retries take minutes */

#endif
