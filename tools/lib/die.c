/* SPDX-License-Identifier: GPL-3.0-or-later */
/* die - how do we stop when the trouble is our own machine's? */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "die.h"

void
die(int code, const char *format, ...)
{
	int why = errno;
	va_list args;

	fputs("assay: ", stderr);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	if (why)
		fprintf(stderr, ": %s", strerror(why));
	fputc('\n', stderr);
	exit(code);
}

void *
need(size_t count, size_t size)
{
	void *p = calloc(count ? count : 1, size ? size : 1);

	if (!p)
		die(EX_OSERR, "out of memory");
	return p;
}
