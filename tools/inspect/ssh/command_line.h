/* SPDX-License-Identifier: GPL-3.0-or-later */
/* command_line - settings that sshd is given when it is started, ahead of its files */
#ifndef ASSAY_INSPECT_SSH_COMMAND_LINE_H
#define ASSAY_INSPECT_SSH_COMMAND_LINE_H

#include "config.h"

/*
 * -o and -f of every sshd that an administrator's unit, a drop-in, or the
 * defaults of Debian (/etc/default/ssh) and Red Hat (/etc/sysconfig/sshd) start.
 * A file after -f is read as sshd would; it stands as the directive "-f" too.
 */
void	command_lines(struct inspection *, struct config *);

#endif
