/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * dump - records of logins as utmpdump(1) writes them, to hold our reader against it
 *
 * usage: dump FILE
 */
#include <arpa/inet.h>
#include <stdio.h>
#include <time.h>

#include "../../tools/inspect/logins/utmp.h"

static void
column(struct span s, int width)
{
	printf(" [%-*.*s]", width, (int)s.n, (const char *)s.p);
}

static void
tell(const struct utmp_record *r)
{
	static const unsigned char none[12];
	time_t at = (time_t)r->seconds;
	char address[INET6_ADDRSTRLEN], when[32];
	struct tm utc;

	inet_ntop(memcmp(r->address + 4, none, 12) == 0 ? AF_INET : AF_INET6, r->address, address,
	    sizeof address);
	strftime(when, sizeof when, "%Y-%m-%dT%H:%M:%S", gmtime_r(&at, &utc));
	printf("[%u] [%05u]", r->type, r->pid);
	column(r->id, 4);
	column(r->user, 8);
	column(r->line, 12);
	column(r->host, 20);
	column(span_of(address), 15);
	printf(" [%s,%06u+00:00]\n", when, r->microseconds);
}

int
main(int argc, char **argv)
{
	static unsigned char bytes[1 << 20];
	const struct utmp_layout *layout;
	struct utmp_record r;
	struct span rest = { bytes, 0 };
	FILE *in = argc == 2 ? fopen(argv[1], "r") : NULL;

	if (!in)
		return 66;
	rest.n = fread(bytes, 1, sizeof bytes, in);
	if (!(layout = utmp_layout(rest)))
		return 65;
	while (utmp_take(layout, &rest, &r))
		tell(&r);
	return fclose(in) != 0;
}
