/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cell - what a storage tool of the field keeps when it reads a suspect disk as root
 *
 * Such a tool parses hostile metadata and cannot do its work in the jail.  One
 * that only looks keeps no right but reading devices.  One that acts keeps what
 * device-mapper and md ask for, and no more: no network, no other program, no file
 * but devices and its own directory, no mounts, no modules, no debugging.
 */
#ifndef ASSAY_JAIL_CELL_H
#define ASSAY_JAIL_CELL_H

#include <stdbool.h>

/*
 * To be called by the child that will become the tool.  settings may be read,
 * locks be written in, when they exist.  Ends the process (EX_OSERR) when the cell
 * cannot be shut.
 */
void	cell_enter(bool acts, const char *tool, const char *settings, const char *locks);

#endif
