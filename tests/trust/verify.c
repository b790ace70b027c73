/* SPDX-License-Identifier: GPL-3.0-or-later */
/* verify - usage: verify NAMESPACE ALLOWED SIGNATURE MESSAGE TIME; says who signed, or why not */
#include <stdio.h>
#include <stdlib.h>

#include "../../tools/trust/sshsig.h"

#define MOST	(1 << 16)

static struct span
whole(const char *path, unsigned char bytes[MOST])
{
	FILE *f = fopen(path, "rb");
	size_t n;

	if (!f)
		exit(66);
	n = fread(bytes, 1, MOST, f);
	fclose(f);
	return (struct span){ bytes, n };
}

int
main(int argc, char **argv)
{
	static unsigned char room[3][MOST];
	struct signer who;
	const char *why;

	if (argc != 6)
		return 64;
	why = sshsig_verify(whole(argv[3], room[0]), whole(argv[4], room[1]), argv[1],
	    whole(argv[2], room[2]), (time_t)strtoll(argv[5], NULL, 10), &who);
	if (why)
		printf("refused %s\n", why);
	else
		printf("good %s %s\n", who.name, who.key);
	return why ? 1 : 0;
}
