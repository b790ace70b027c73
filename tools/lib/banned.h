/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * banned - calls that have no place near evidence
 *
 * Included on the compiler's command line for every file of ours, ahead of it:
 * unbounded copies, number readers that cannot fail, calls that start programs.
 * The headers that declare them come first, for a poisoned name may not even
 * be declared.
 */
#ifndef ASSAY_LIB_BANNED_H
#define ASSAY_LIB_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#undef alloca
#pragma GCC poison gets strcpy strcat sprintf vsprintf stpcpy strncpy strncat
#pragma GCC poison strtok sscanf atoi atol atoll alloca
#pragma GCC poison system popen execl execlp execle execv execvp execvpe posix_spawn
#pragma GCC poison mktemp tmpnam tempnam

#endif
