/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * banned - calls that have no place near evidence
 *
 * Included on the compiler's command line for every file of ours: unbounded
 * copies, calls that start programs, and calls that open for writing behind
 * our back.
 */
#ifndef ASSAY_LIB_BANNED_H
#define ASSAY_LIB_BANNED_H

#pragma GCC poison gets strcpy strcat sprintf vsprintf stpcpy strncpy strncat
#pragma GCC poison strtok sscanf atoi atol atoll alloca
#pragma GCC poison system popen execl execlp execle execv execvp execvpe posix_spawn
#pragma GCC poison mktemp tmpnam tempnam

#endif
