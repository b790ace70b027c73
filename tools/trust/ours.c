/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ours - did somebody whom we know sign this file? */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "../lib/die.h"
#include "../lib/limits.h"
#include "ours.h"

/* The bytes of a file, or .p NULL when there is none; dies when it is there and cannot be read. */
static struct span
read_file(const char *path, size_t most)
{
	FILE *in = fopen(path, "r");
	struct stat st;
	size_t room, n;
	char *text;

	if (!in && errno == ENOENT)
		return SPAN_NONE;
	if (!in || fstat(fileno(in), &st) == -1)
		die(EX_NOINPUT, "cannot read %s", path);
	/* A pipe has no size: then the bound itself is the room. */
	room = S_ISREG(st.st_mode) && (uint64_t)st.st_size < most ? (size_t)st.st_size + 1 : most + 1;
	text = need(room, 1);
	n = fread(text, 1, room, in);
	if (ferror(in))
		die(EX_NOINPUT, "cannot read %s", path);
	fclose(in);
	errno = 0;
	if (n == room)
		die(EX_CONFIG, "%s is longer than %zu bytes, or grew while it was read", path, most);
	return (struct span){ (unsigned char *)text, n };
}

void
ours_read(struct ours *o, const char *path, const char *namespace, const char *signers,
    bool unsigned_too, size_t most)
{
	char beside[MAX_PATH + 8];
	struct span signature, allowed;
	const char *why;

	memset(o, 0, sizeof *o);
	if (!signers)
		signers = SIGNERS_FILE;
	if ((size_t)snprintf(beside, sizeof beside, "%s.sig", path) >= sizeof beside)
		die((errno = 0, EX_USAGE), "the path is too long: %s", path);
	o->bytes = read_file(path, most);
	if (!o->bytes.p)
		die((errno = ENOENT, EX_NOINPUT), "cannot read %s", path);
	signature = read_file(beside, MAX_SIGNATURE);
	allowed = read_file(signers, MAX_SIGNERS);
	if (!signature.p)
		why = "it has no signature beside it";
	else if (!allowed.p)
		why = "there is no list of those who may sign";
	else
		why = sshsig_verify(signature, o->bytes, namespace, allowed, time(NULL), &o->by);
	if (!why)
		return;
	*o->by.name = '\0';
	if (!unsigned_too)
		die((errno = 0, EX_CONFIG), "%s is not taken: %s (signature %s, signers %s)", path, why,
		    beside, signers);
}
