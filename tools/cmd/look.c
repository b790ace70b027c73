/* SPDX-License-Identifier: GPL-3.0-or-later */
/* look - what do these disks show?  Records on standard output, no verdict */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "../lib/die.h"
#include "cmd.h"
#include "examine.h"
#include "packs.h"

static const char help[] =
    "usage: assay look [OPTION]... TARGET... | --all\n"
    "\n"
    "Prints what lies on the targets, what was found, and how far each inspector\n"
    "got, one JSON object a line; `assay judge` weighs them.\n"
    "\n"
    "TARGET     a disk, a disk image, or a directory\n"
    "--all      every disk of this machine\n"
    "--deep     hash data files whatever their size\n"
    "--reference PACK      what packages hold (`assay reference --help`)\n"
    "--signers FILE        who may sign it (default: " SIGNERS_FILE ")\n"
    "--unsigned-reference  take packs that nobody signed\n"
    "--no-jail  read evidence without the jail (for sanitizers; forbids KEEP)\n"
    "\n"
    "Exit status: 0 the stream is whole, 64-78 the tool failed.\n";

static void
options(struct examination *e, int argc, char **argv)
{
	static const struct option known[] = {
		{ "all", no_argument, NULL, 'a' }, { "deep", no_argument, NULL, 'd' },
		{ "no-jail", no_argument, NULL, 'j' },
		{ "reference", required_argument, NULL, 'R' },
		{ "unsigned-reference", no_argument, NULL, 'U' },
		{ "signers", required_argument, NULL, 'k' },
		{ "help", no_argument, NULL, 'h' }, { NULL, 0, NULL, 0 },
	};
	const char *signers = NULL;
	struct packs *packs = need(1, sizeof *packs);
	bool all = false;
	int c;

	while ((c = getopt_long(argc, argv, "", known, NULL)) != -1)
		switch (c) {
		case 'a':
			all = true;
			break;
		case 'd':
			e->deep = true;
			break;
		case 'j':
			e->jailed = false;
			break;
		case 'R':
			packs_add(packs, optarg);
			break;
		case 'U':
			packs->unsigned_too = true;
			break;
		case 'k':
			signers = optarg;
			break;
		case 'h':
			fputs(help, stdout);
			exit(EX_OK);
		default:
			fputs(help, stderr);
			exit(EX_USAGE);
		}
	packs_bring(packs, signers, "", e->survey);	/* they stay for the children */
	examine_targets(e, argv + optind, argc - optind, all);
}

int
cmd_look(int argc, char **argv)
{
	struct examination *e = need(1, sizeof *e);

	e->jailed = true;
	e->survey = survey_new();
	options(e, argc, argv);
	examine(e);
	survey_write(e->survey, STDOUT_FILENO);
	return EX_OK;
}
