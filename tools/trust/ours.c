/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ours - did somebody whom we know sign this file? */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "../lib/die.h"
#include "../lib/limits.h"
#include "ours.h"

/* The bytes of a file into *text, .p NULL when there is none; NULL, or why they cannot be had. */
static const char *
read_file(const char *path, size_t most, struct span *text)
{
	FILE *in = fopen(path, "r");
	struct stat st;
	size_t room, n;
	char *bytes;

	*text = SPAN_NONE;
	if (!in && errno == ENOENT)
		return NULL;
	if (!in)
		return "it cannot be read";
	/* A pipe has no size: then the bound itself is the room. */
	room = fstat(fileno(in), &st) == 0 && S_ISREG(st.st_mode) && (uint64_t)st.st_size < most ?
	    (size_t)st.st_size + 1 : most + 1;
	bytes = need(room, 1);
	n = fread(bytes, 1, room, in);
	if (ferror(in) || n == room) {
		const char *why = ferror(in) ? "it cannot be read" : "it is too long, or grew while it was read";

		fclose(in);
		free(bytes);
		return why;
	}
	fclose(in);
	*text = (struct span){ (unsigned char *)bytes, n };
	return NULL;
}

const char *
ours_check(const char *path, struct span bytes, const char *namespace, const char *signers,
    struct signer *by)
{
	char beside[MAX_PATH + 8];
	struct span signature, allowed;
	const char *why;

	if ((size_t)snprintf(beside, sizeof beside, "%s.sig", path) >= sizeof beside)
		return "its path is too long";
	if (read_file(beside, MAX_SIGNATURE, &signature))
		return "its signature cannot be read, or is too long";
	if (!signature.p)
		return "it is not signed: there is no signature beside it";
	if (read_file(signers ? signers : SIGNERS_FILE, MAX_SIGNERS, &allowed))
		why = "the list of those who may sign cannot be read, or is too long";
	else if (!allowed.p)
		why = "there is no file of allowed signers to check its signature by";
	else
		why = sshsig_verify(signature, bytes, namespace, allowed, time(NULL), by);
	free((void *)(uintptr_t)signature.p);
	free((void *)(uintptr_t)allowed.p);
	return why;
}

void
ours_read(struct ours *o, const char *path, const char *namespace, const char *signers,
    bool unsigned_too, size_t most)
{
	const char *why;

	memset(o, 0, sizeof *o);
	if ((why = read_file(path, most, &o->bytes)))
		die((errno = 0, EX_NOINPUT), "cannot read %s: %s", path, why);
	if (!o->bytes.p)
		die((errno = ENOENT, EX_NOINPUT), "cannot read %s", path);
	if (!(why = ours_check(path, o->bytes, namespace, signers, &o->by)))
		return;
	*o->by.name = '\0';
	if (!unsigned_too)
		die((errno = 0, EX_CONFIG), "%s is not taken: %s (signature %s.sig, signers %s)", path, why,
		    path, signers ? signers : SIGNERS_FILE);
}
