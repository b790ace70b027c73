/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * console - screens and serial lines that are told how it goes and how it ended
 *
 * A console never stops an inspection: what it does not take in time is lost
 * to it, and to it alone.
 */
#ifndef ASSAY_DELIVER_CONSOLE_H
#define ASSAY_DELIVER_CONSOLE_H

#include "screen.h"

#define MAX_CONSOLES	8	/* a screen and a few serial lines */

struct console {
	int	 fd;
	bool	 serial;	/* no virtual terminal: markers, and few lines */
	long	 spoke;		/* when it last told of progress, seconds */
};

/* False with errno when it cannot be opened. */
bool	console_open(struct console *, const char *path);
/* A short line of how far it is; a screen shows it in place, a serial line now and then. */
void	console_progress(struct console *, const char *text);
void	console_verdict(struct console *, const struct report *);

#endif
