/* SPDX-License-Identifier: GPL-3.0-or-later */
/* loader - what does the dynamic loader put into programs besides their own libraries? */
#include "loader.h"

static const struct source sources[] = {
	{ "ld.so.preload", WHEN_PROGRAM, loader_preload },
	{ "library directories", WHEN_PROGRAM, loader_directories },
	{ "libraries for single processors and character sets", WHEN_PROGRAM, loader_hwcaps },
	{ "lists of libraries' modules", WHEN_PROGRAM, loader_lists },
	{ "loader's cache", WHEN_PROGRAM, loader_cache },
	{ "environment files", WHEN_PROGRAM, loader_environment },
	{ "PAM's variables", WHEN_LOGIN, loader_pam_env },
	{ "settings that scripts read in", WHEN_BOOT, loader_defaults },
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
	.may = (const enum finding[]){ STARTUP_MAY, PRELOAD_UNOWNED, PRELOAD_MISSING, PRELOAD_NAMED,
	    LOADER_PATH_ODD, LOADER_PATH_WRITABLE, LOADER_LIBRARY_SHADOWS, LOADER_CACHE_ODD,
	    FINDING_COUNT },
	.autoruns = true,
	.look = look,
};
