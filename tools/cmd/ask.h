/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ask - ask a person for the key of an encrypted volume, and never wait for nobody */
#ifndef ASSAY_CMD_ASK_H
#define ASSAY_CMD_ASK_H

#include "examine.h"

/* Ask here too: a console's path. */
void	ask_on(const char *path);
/* How many seconds to wait for somebody to begin or go on typing; 0: never ask. */
void	ask_patience(unsigned int seconds);
/*
 * For examination.ask_key: true when somebody typed a key, which is then among the
 * examination's.  Nothing that is typed is shown.  Once nobody answers, nobody
 * is asked again.
 */
bool	ask_key(struct examination *, const char *volume);

#endif
