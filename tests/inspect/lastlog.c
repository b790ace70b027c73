/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lastlog - write last logins as the C library's own structure lays them out
 *
 * usage: lastlog OUT < LINES        a line is "UID SECONDS TERMINAL HOST"
 */
#include <lastlog.h>
#include <stdio.h>
#include <string.h>

int
main(int argc, char **argv)
{
	FILE *out = argc == 2 ? fopen(argv[1], "w") : NULL;
	struct lastlog l;
	char line[33], host[256];
	long uid, seconds;

	if (!out)
		return 1;
	while (scanf("%ld %ld %32s %255s", &uid, &seconds, line, host) == 4) {
		memset(&l, 0, sizeof l);
		l.ll_time = (int)seconds;
		memcpy(l.ll_line, line, strlen(line));
		memcpy(l.ll_host, host, strlen(host));
		fseek(out, uid * (long)sizeof l, SEEK_SET);
		fwrite(&l, sizeof l, 1, out);
	}
	return fclose(out) != 0;
}
