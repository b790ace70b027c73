/* SPDX-License-Identifier: GPL-3.0-or-later */
/* look - what do these disks show?  Records on standard output, no verdict */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "../lib/die.h"
#include "cmd.h"
#include "options.h"

static const char help[] =
    "usage: assay look [OPTION]... TARGET... | --all\n"
    "\n"
    "Prints what lies on the targets, what was found, and how far each inspector\n"
    "got, one JSON object a line; `assay judge` weighs them.\n"
    "\n"
    "TARGET     a disk, a disk image, or a directory\n"
    "--all      every disk of this machine\n"
    "--assemble put RAID, LVM and LUKS together and mount what only the kernel\n"
    "           reads, above snapshots in memory; needs root\n"
    "--key-file FILE  a key for LUKS volumes; again for more\n"
    "--deep     hash data files whatever their size\n"
    "--reference PACK      what packages hold (`assay reference --help`)\n"
    "--keys FILE           vendors' OpenPGP keys beside those built in\n"
    "--signers FILE        who may sign such files (default: " SIGNERS_FILE ")\n"
    "--unsigned-reference, --unsigned-keys  take those that nobody signed\n"
    "--no-jail  read evidence without the jail (for sanitizers; forbids KEEP)\n"
    "\n"
    "Exit status: 0 the stream is whole, 64-78 the tool failed.\n";

int
cmd_look(int argc, char **argv)
{
	static const struct option own[] = { { "deep", no_argument, NULL, 'd' }, { NULL, 0, NULL, 0 } };
	struct common c = common_new(help);

	while (common_next(&c, argc, argv, own) != -1)
		c.e->deep = true;
	common_end(&c, argc, argv, "");
	examine(c.e);
	examine_done(c.e);
	survey_write(c.e->survey, STDOUT_FILENO);
	return EX_OK;
}
