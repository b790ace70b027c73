/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sweep - print what a sweep of an ext image or a directory makes of its files
 *
 * usage: sweep [-m MOST] [-p POINT] [-s SIZE] PATH
 *
 * A line for each name of a regular file: state, kind, SHA-256 or -, MD5 or -,
 * path.  Gaps go to standard error, totals last.
 */
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "../../tools/lib/escape.h"
#include "../../tools/sweep/sweep.h"

static const char *const state_name[STATE_COUNT] = { "none", "hashed", "typed", "broken", "limit" };

static void *
memory(size_t n)
{
	void *p = mmap(NULL, n, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	if (p == MAP_FAILED)
		exit(EX_OSERR);
	return p;
}

static void
show(const struct ledger *l, uint32_t node)
{
	unsigned char buf[MAX_PATH + 1];
	char sha256[HASH_HEX] = "-", md5[HASH_HEX] = "-", text[4 * MAX_PATH + 8];
	struct vstat st;

	ledger_stat(l, node, &st);
	if (st.kind != V_FILE)
		return;
	ledger_digest(l, &st, HASH_SHA256, sha256);
	ledger_digest(l, &st, HASH_MD5, md5);
	for (uint32_t name = ledger_name(l, node); name != LEDGER_NONE; name = ledger_next(l, name)) {
		escape(ledger_path(l, name, buf), text, sizeof text);
		printf("%s %s %s %s %s\n", state_name[ledger_state(l, node)],
		    ledger_kind_name(ledger_kind(l, node)), sha256, md5, text);
	}
}

int
main(int argc, char **argv)
{
	struct sweep sweep = { .most = UINT64_MAX, .hashes = 1U << HASH_MD5 };
	struct view_ext_state state = { 0 };
	struct ledger_digests *digests = memory(sizeof *digests);
	struct ledger_made *made = memory(sizeof *made);
	const struct ledger l = { made, digests };
	struct view view;
	struct stat st;
	int c, fd, r;

	while ((c = getopt(argc, argv, "m:p:s:")) != -1)
		if (c == 'm')
			sweep.most = strtoull(optarg, NULL, 10);
		else if (c == 'p')
			sweep.point[sweep.points++] = span_of(optarg);
		else if (c == 's')
			sweep.size = strtoull(optarg, NULL, 10);
		else
			return EX_USAGE;
	if (optind + 1 != argc || (fd = open(argv[optind], O_RDONLY)) == -1 || fstat(fd, &st) == -1)
		return EX_USAGE;
	if (!sweep.size)
		sweep.size = (uint64_t)st.st_size;
	r = S_ISDIR(st.st_mode) ? view_dir(&view, fd) : view_ext(&view, fd, 0, sweep.size, &state);
	if (r != VIEW_OK)
		return EX_DATAERR;
	hash_ready();
	sweep_survey(&sweep, &view, made, STDERR_FILENO);
	sweep_device(&sweep, fd, made, digests, STDERR_FILENO);
	sweep_viewed(&sweep, &view, made, digests, STDERR_FILENO);
	for (uint32_t i = 0; i < ledger_count(&l); i++)
		show(&l, i);
	view_close(&view);
	munmap(made, sizeof *made);
	munmap(digests, sizeof *digests);
	return EX_OK;
}
