/* SPDX-License-Identifier: GPL-3.0-or-later */
/* runtimes - what do interpreters run or load before what they were asked to run? */
#include "runtimes.h"

static const struct source sources[] = {
	{ "Python's .pth files", WHEN_PROGRAM, runtimes_python },
	{ "interpreters' own start files", WHEN_PROGRAM, runtimes_starts },
	{ "modules before packaged ones", WHEN_PROGRAM, runtimes_modules },
	{ "Python's compiled modules", WHEN_PROGRAM, runtimes_bytecode },
	{ "Python packages by their records", WHEN_PROGRAM, runtimes_records },
	{ "PHP's settings", WHEN_PROGRAM, runtimes_php },
	{ "interpreters' options", WHEN_PROGRAM, runtimes_options },
	{ NULL, WHEN_UNSAID, NULL },
};

static enum outcome
look(struct inspection *in)
{
	return startup_look(in, sources);
}

const struct inspector runtimes_inspector = {
	.name = "runtimes",
	.asks = "what do interpreters run or load before what they were asked to run?",
	.may = (const enum finding[]){ STARTUP_MAY, RUNTIME_CODE_AT_START, RUNTIME_CODE_INSTALLED,
	    RUNTIME_MODULE_SHADOWS, RUNTIME_MODULE_PLANTED, RUNTIME_REMOTE_CODE, RUNTIME_BYTECODE,
	    RUNTIME_PACKAGE_DIFFERS, FINDING_COUNT },
	.autoruns = true,
	.look = look,
};
