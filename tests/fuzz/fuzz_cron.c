/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz_cron - does any text, as a table or a job, break what reads them? */
#include "inspected.h"

int
LLVMFuzzerTestOneInput(const unsigned char *p, size_t n)
{
	static const char *const paths[] = {
		"/etc/crontab",
		"/etc/anacrontab",
		"/var/spool/cron/crontabs/alice",
		"/var/spool/cron/atjobs/a1",
		"/etc/incron.d/a",
		"/var/spool/fcron/root.orig",
		"/etc/cron.daily/a",
		"/etc/cron.allow",
	};

	inspected(&cron_inspector, paths[n % (sizeof paths / sizeof *paths)], (struct span){ p, n });
	return 0;
}
