/* SPDX-License-Identifier: GPL-3.0-or-later */
/* assay - can this machine stay, or must it be rebuilt?  The command table, nothing else. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "cmd/cmd.h"

static const struct {
	const char	*name;
	int		(*run)(int argc, char **argv);
	const char	*does;
} commands[] = {
	{ "inspect", cmd_inspect, "look at disks and give a verdict: KEEP, REBUILD or INCONCLUSIVE" },
	{ "look", cmd_look, "look at disks and print what was found as JSON lines, no verdict" },
	{ "accounts", cmd_accounts, "list every account, its ways in, its rights and its last login" },
	{ "autoruns", cmd_autoruns, "list everything that would run by itself, in boot order" },
	{ "judge", cmd_judge, "weigh what `assay look` printed" },
	{ "volumes", cmd_volumes, "show what lies on disks and what of it can be read" },
	{ "timeline", cmd_timeline, "write every file's times, for a timeline" },
	{ "site", cmd_site, "check or draft what a site allows" },
	{ "explain", cmd_explain, "say what a finding means and what to do about it" },
	{ "reference", cmd_reference, "make a pack of what packages hold, or look into one" },
	{ "fetch", cmd_fetch, "print what a server holds that a certificate of ours vouches for" },
	{ "version", cmd_version, "show the version, the components and the policy's digest" },
};

#define COMMANDS	(sizeof commands / sizeof *commands)

static int
usage(FILE *to, int status)
{
	fprintf(to, "usage: assay COMMAND [OPTION]... [TARGET]...\n\n"
	    "Inspects the disks of a server that may be compromised, and changes nothing.\n\n");
	for (size_t i = 0; i < COMMANDS; i++)
		fprintf(to, "  %-9s  %s\n", commands[i].name, commands[i].does);
	fprintf(to, "\n`assay COMMAND --help` tells more.\n");
	return status;
}

/* 75: ask again later.  The shell's own 128 + signal would be no status of ours. */
static void
interrupted(int sig)
{
	(void)sig;
	_exit(EX_TEMPFAIL);
}

int
main(int argc, char **argv)
{
	int fd;

	/* Standard descriptors that are closed would be given to evidence. */
	while ((fd = open("/dev/null", O_RDWR)) >= 0 && fd <= 2)
		;
	if (fd > 2)
		close(fd);
	signal(SIGPIPE, SIG_IGN);
	signal(SIGINT, interrupted);
	signal(SIGTERM, interrupted);
	signal(SIGHUP, interrupted);
	if (argc < 2)
		return usage(stderr, EX_USAGE);
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0)
		return usage(stdout, EX_OK);
	if (strcmp(argv[1], "--version") == 0)
		return cmd_version(1, argv + 1);
	for (size_t i = 0; i < COMMANDS; i++)
		if (strcmp(argv[1], commands[i].name) == 0)
			return commands[i].run(argc - 1, argv + 1);
	fprintf(stderr, "assay: no command is called %s\n", argv[1]);
	return usage(stderr, EX_USAGE);
}
