/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cmd - the commands; each answers the exit status of the program
 *
 * argv[0] is the command's name.  Usage errors are EX_USAGE (64), never 1 or 2.
 */
#ifndef ASSAY_CMD_CMD_H
#define ASSAY_CMD_CMD_H

int	cmd_inspect(int argc, char **argv);
int	cmd_look(int argc, char **argv);
int	cmd_accounts(int argc, char **argv);
int	cmd_autoruns(int argc, char **argv);
int	cmd_judge(int argc, char **argv);
int	cmd_volumes(int argc, char **argv);
int	cmd_explain(int argc, char **argv);
int	cmd_timeline(int argc, char **argv);
int	cmd_site(int argc, char **argv);
int	cmd_fetch(int argc, char **argv);
int	cmd_reference(int argc, char **argv);
int	cmd_version(int argc, char **argv);

#endif
