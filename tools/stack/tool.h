/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tool - run one of the field's own storage tools: lvm, dmsetup, mdadm, cryptsetup; and modprobe
 *
 * The one place where this program starts another.  No shell, no words of the
 * evidence as options, an environment of our own, bounded time and output.
 */
#ifndef ASSAY_STACK_TOOL_H
#define ASSAY_STACK_TOOL_H

#include "../lib/span.h"

#define MAX_TOOL_OUTPUT	(1 << 20)	/* of one tool: 1000 logical volumes of 1 KB */
#define MAX_TOOL_TIME	300		/* seconds: argon2 and a slow disk's metadata */

struct tool {
	char	*out;		/* what it wrote to standard output, NUL-terminated; the caller's to free */
	size_t	 n;
	char	 why[200];	/* why it failed: the last line of its errors, or ours; evidence, unescaped */
};

/* Where the tool is, or NULL. */
const char	*tool_find(const char *name);

/*
 * argv[0] is the tool's name.  input goes to its standard input, and from
 * there nowhere else.  True when it ended with status 0; dir is where LVM
 * finds its configuration.
 */
bool		 tool_run(struct tool *, const char *dir, const char *const argv[], struct span input);
void		 tool_free(struct tool *);

#endif
