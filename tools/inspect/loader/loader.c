/* SPDX-License-Identifier: GPL-3.0-or-later */
/* loader - what does the dynamic loader put into programs besides their own libraries? */
#include "loader.h"

static const struct source sources[] = {
	{ "ld.so.preload", WHEN_PROGRAM, loader_preload },
	{ NULL, WHEN_UNSAID, NULL },
};

static enum outcome
look(struct inspection *in)
{
	return startup_look(in, sources);
}

const struct inspector loader_inspector = {
	.name = "loader",
	.asks = "what does the dynamic loader put into programs besides their own libraries?",
	.may = (const enum finding[]){ PRELOAD_UNOWNED, PRELOAD_MISSING, PRELOAD_NAMED, FINDING_COUNT },
	.autoruns = true,
	.look = look,
};
